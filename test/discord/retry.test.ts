import { expect, it } from 'vitest';
import { withRetry } from '../../src/discord/retry.ts';

/** A request that takes a while, and fails by the network a number of times. */
function failing(times: number, takesMs: number) {
  let tries = 0;
  const request = async () => {
    await new Promise((resolve) => setTimeout(resolve, takesMs));
    if (tries++ < times) throw Object.assign(new Error('cut'), { code: 'ECONNRESET' });
    return tries;
  };
  return { request, tries: () => tries };
}

it('waits in the queue of a rate limit as long as it takes', async () => {
  const { request } = failing(3, 150);
  expect(await withRetry(request, { firstMs: 1, longestMs: 1, withinMs: 100, timeoutMs: 10 })).toBe(4);
});

it('loses its patience when tries hang', async () => {
  const { request, tries } = failing(9, 60);
  const tried = withRetry(request, { firstMs: 1, longestMs: 1, withinMs: 100, timeoutMs: 60 });
  await expect(tried).rejects.toThrow('cut');
  expect(tries()).toBe(2);
});
