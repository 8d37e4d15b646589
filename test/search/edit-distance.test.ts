import { expect, it } from 'vitest';
import { editDistance } from '../../src/search/edit-distance.ts';

it.each([
  ['masimov', 'masimov', 0],
  ['kazakstan', 'kazakhstan', 0.5],
  ['tokayef', 'tokayev', 0.5],
  ['tokajew', 'tokayev', 1],
  ['masimov', 'massimov', 0.5],
  ['presidan', 'presiden', 1],
  ['kerusuahn', 'kerusuhan', 1],
  ['asmara', 'astana', 2],
  ['iran', 'ukraina', Infinity],
])('"%s" and "%s" are %d apart', (a, b, distance) => {
  expect(editDistance(a, b, 2)).toBe(distance);
  expect(editDistance(b, a, 2)).toBe(distance);
});
