import { expect, it } from 'vitest';
import { callOf, customIdOf } from '../../src/components/custom-id.ts';

it.each([['a/b'], ['50%'], ['%2F'], ['']])(
  'a button gives back the argument that it was made with: "%s"',
  (arg) => {
    const call = { command: 'ask', action: 'more', args: [arg, 'id'] };
    expect(callOf(customIdOf(call)!)).toEqual(call);
  },
);

it('a custom id of somebody else stands for no call', () => {
  expect(callOf('%41/more')).toBeNull();
  expect(callOf('ask')).toBeNull();
});
