import type { Call } from '../chat/contract/reply.ts';
import { customIdCharacters } from './limits.ts';

/** A call as the custom id of a component: its names and state, parted by "/"; `null` when that is too long for Discord. */
export function customIdOf({ command, action, args }: Call): string | null {
  const id = [command, action, ...args].map((piece) => piece.replace(/[%/]/g, encodeURIComponent)).join('/');
  return id.length <= customIdCharacters ? id : null;
}

/** The call that a custom id stands for; `null` when it stands for none. It may be of an older version: check what it calls. */
export function callOf(customId: string): Call | null {
  const [command, action, ...args] = customId.split('/').map(decoded);
  if (command === undefined || action === undefined || command === null || action === null) return null;
  const readable = args.filter((arg) => arg !== null);
  return readable.length === args.length ? { command, action, args: readable } : null;
}

function decoded(piece: string): string | null {
  return /%(?!25|2F)/.test(piece) ? null : piece.replace(/%(?:25|2F)/g, decodeURIComponent);
}
