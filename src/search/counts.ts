import { withRoom } from './with-room.ts';

/** How often something was counted, by its number. Below 0 means a fault of the caller. */
export interface Counts {
  of(number: number): number;
  add(number: number, by: number): void;
}

/** From so many numbers on, an array of all takes less than a map of those counted. */
const mostInMap = 5000;

/** Small while few numbers are counted, as of a server with few articles. */
export function createCounts(): Counts {
  let few: Map<number, number> | null = new Map<number, number>();
  let all = new Int32Array(0);
  return {
    of: (number) => (few === null ? (all[number] ?? 0) : (few.get(number) ?? 0)),
    add(number, by) {
      if (few === null) {
        if (number >= all.length) all = withRoom(all, number + 1);
        all[number]! += by;
        return;
      }
      const count = (few.get(number) ?? 0) + by;
      if (count === 0) few.delete(number);
      else few.set(number, count);
      if (few.size <= mostInMap) return;
      const counted = few;
      few = null;
      for (const [one, count] of counted) this.add(one, count);
    },
  };
}
