import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { words } from '../locales/words.ts';
import { plainText, type HttpRequest, type HttpResponse } from '../ops/http-server.ts';

const cookie = 'kutip';
/** Browsers that are let in at a time; the one that came first has to know the secret again. */
const mostSessions = 1000;
/** Wrong secrets after which no other is looked at for a while, by whomever: no guess is worth a try then. */
const mostGuesses = 20;
const guessesPerMs = 10 * 60_000;

/**
 * Lets in only who knows a secret: it stands in the address once, `/?secret=…`. From then on a cookie holds a session of its own,
 * which nothing tells of the secret; another site can neither read it nor have it sent.
 *
 * @returns what is sent to who is not let in, or not yet; `null` lets in
 */
export function createPreviewDoor(secret: string): (asked: HttpRequest) => HttpResponse | null {
  const sessions = new Set<string>();
  let guesses: number[] = [];

  return ({ path, query, cookies, locale, isSecure }) => {
    const isKnown = cookies.split(/;\s*/).some((one) => {
      const [name, value = ''] = one.split('=');
      return name === cookie && sessions.has(value);
    });
    if (isKnown) return null;
    const guess = query.get('secret');
    if (path !== '/' || guess === null) return plainText(401, words(locale)('page.secret'));
    guesses = guesses.filter((at) => performance.now() - at < guessesPerMs);
    if (guesses.length >= mostGuesses) return plainText(429, words(locale)('page.tooManyGuesses'));
    if (!isSame(guess, secret)) {
      guesses.push(performance.now());
      return plainText(401, words(locale)('page.secret'));
    }
    const session = randomBytes(24).toString('base64url');
    sessions.add(session);
    const [oldest] = sessions;
    if (sessions.size > mostSessions) sessions.delete(oldest!);
    const attributes = `Path=/; HttpOnly; SameSite=Strict; Max-Age=2592000${isSecure ? '; Secure' : ''}`;
    return {
      ...plainText(303, ''),
      headers: { Location: '/', 'Set-Cookie': `${cookie}=${session}; ${attributes}` },
    };
  };
}

/** Constant-time comparison. */
function isSame(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
