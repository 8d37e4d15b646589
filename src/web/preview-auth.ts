import { createHash, timingSafeEqual } from 'node:crypto';
import { words } from '../locales/words.ts';
import { plainText, type HttpRequest, type HttpResponse } from '../ops/http-server.ts';

const cookie = 'kutip';

/**
 * Lets in only who knows a secret: it stands in the address once, `/?secret=…`, and in a cookie from then on, so that it is in
 * no history. Another site can neither read that cookie nor have it sent.
 *
 * @returns what is sent to who is not let in, or not yet; `null` lets in
 */
export function previewRefusal(
  secret: string,
  { path, query, cookies, locale }: HttpRequest,
): HttpResponse | null {
  if (cookies.split(/;\s*/).some((one) => isSame(one, `${cookie}=${secret}`))) return null;
  if (path !== '/' || !isSame(query.get('secret') ?? '', secret))
    return plainText(401, words(locale)('page.secret'));
  const attributes = 'Path=/; HttpOnly; SameSite=Strict; Max-Age=2592000';
  return {
    ...plainText(303, ''),
    headers: { Location: '/', 'Set-Cookie': `${cookie}=${secret}; ${attributes}` },
  };
}

/** Compares in a time that tells nothing of where they differ. */
function isSame(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
