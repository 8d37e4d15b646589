import { createHmac } from 'node:crypto';
import type { People, Pseudonym } from './store.ts';

/** Characters of a pseudonym: 96 bits, so that no two users share one. */
const pseudonymLength = 16;

/** @param key in hexadecimal digits */
export function keyedPseudonyms(key: string): People['pseudonymOf'] {
  const bytes = Buffer.from(key, 'hex');
  return (userId) =>
    createHmac('sha256', bytes).update(userId).digest('base64url').slice(0, pseudonymLength) as Pseudonym;
}
