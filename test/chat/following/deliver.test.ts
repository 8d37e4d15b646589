import { expect, it } from 'vitest';
import { portions } from '../../../src/chat/following/deliver.ts';
import type { Json, Post } from '../../../src/store/store.ts';

const post = (id: number, more: Partial<Post> = {}): Post => ({
  ...{ id, subscription: 's', key: String(id), at: new Date(0), reply: null, sentAt: null },
  content: { kind: 'news' },
  ...more,
});
const many = (count: number) => Array.from({ length: count }, (_, at) => post(at + 1));
const digest: Json = { kind: 'frame' };
const idsOf = (groups: readonly (readonly Post[])[]) =>
  groups.map((group) => group.map(({ id }) => id).join());

it.each([
  ['one alone', many(1), 5, ['1']],
  ['as many as are allowed', many(5), 5, ['1', '2', '3', '4', '5']],
  ['the rest as a list', many(7), 3, ['1', '2', '3,4,5,6,7']],
  ['a list of ten at most', many(14), 2, ['1', '2,3,4,5,6,7,8,9,10,11']],
  ['a list where one is allowed an hour', many(13), 1, ['1,2,3,4,5,6,7,8,9,10']],
  ['what is no news by itself, before the rest', [...many(2), post(3, { content: digest })], 1, ['3']],
  ['what was begun before, first and together', [post(1), post(2, { reply: 'a' }), post(3, { reply: 'a' })], 5, ['2,3', '1']],
] as const)('what waits is sent so: %s', (_, waiting, left, expected) => {
  expect(idsOf(portions(waiting, left))).toEqual(expected);
}); // prettier-ignore
