import type { Problem } from '../wire.ts';

/** Something could not be done; the message says why, in words for the person. */
export class RequestRefused extends Error {}

/**
 * Asks the server of this page for something.
 *
 * @throws {RequestRefused} when the server says why not
 * @throws when it cannot be reached
 */
export async function post<Answer>(path: string, body: object): Promise<Answer> {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (response.ok) return (await response.json()) as Answer;
  const text = await response.text();
  throw new RequestRefused(
    response.headers.get('Content-Type')?.startsWith('application/json') === true
      ? (JSON.parse(text) as Problem).problem
      : text,
  );
}
