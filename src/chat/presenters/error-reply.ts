import { words, type Locale } from '../../locales/words.ts';
import type { Permission } from '../contract/context.ts';
import type { Reply } from '../contract/reply.ts';

/** Decides the heading, in the locales under `error.headings`. */
export type ErrorCause =
  | 'notPossible'
  | 'fault'
  | 'tooFast'
  | 'busy'
  | 'elsewhere'
  | 'noServer'
  | 'onDiscord'
  | 'notAllowed'
  | 'expired'
  | 'date'
  | 'input'
  | 'notFound'
  | 'nothingAdded'
  | 'feed';

/** An error that only the asker sees. `text` says what was wrong and what to do. */
export function errorReply(locale: Locale, text: string, cause: ErrorCause = 'notPossible'): Reply {
  return {
    locale,
    tone: 'error',
    private: true,
    parts: [
      { kind: 'heading', text: words(locale)(`error.headings.${cause}`) },
      { kind: 'text', text },
    ],
  };
}

/** For a fault on our side, which has been logged. */
export function faultReply(locale: Locale): Reply {
  return { ...errorReply(locale, words(locale)('error.fault'), 'fault'), isFault: true };
}

/** For who wrote in a channel where it cannot be answered. */
export function mayNotWriteReply(lacks: readonly Permission[], locale: Locale): Reply {
  const t = words(locale);
  const permissions = lacks.map((one) => t(`permissions.${one}`));
  return errorReply(locale, t('error.mayNotWrite', { permissions }), 'elsewhere');
}

/** For a control whose reply or action no longer exists. */
export function staleReply(locale: Locale): Reply {
  return errorReply(locale, words(locale)('error.stale'), 'expired');
}
