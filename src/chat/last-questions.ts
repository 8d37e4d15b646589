/** How long a question can be followed up, in milliseconds. */
const keptMs = 10 * 60_000;
/** Conversations that are kept; the oldest one makes room. */
const mostKept = 10_000;
/** Characters of a question and its follow-ups together; longer ones are no longer joined. */
const longest = 600;

/** What was asked last in each conversation: by one person in one place. Kept in memory, for ten minutes. */
export interface LastQuestions {
  /** `undefined` when nothing was asked there in the last ten minutes. */
  of(conversation: string, now: Date): string | undefined;
  /**
   * Keeps a question in place of the one before.
   *
   * @param previous the question that it was read with, which a further question may be about too
   */
  keep(conversation: string, question: string, previous: string | null, now: Date): void;
  /** Drops all that a person asked. */
  forget(asker: string): void;
}

/** The conversation of one person in one place, both by identifiers of the platform. */
export const conversationOf = (asker: string, place: string) => `${asker} ${place}`;

/** An empty memory. */
export function createLastQuestions(): LastQuestions {
  // In the order in which they were asked.
  const kept = new Map<string, { readonly question: string; readonly at: number }>();

  return {
    of(conversation, now) {
      const last = kept.get(conversation);
      return last !== undefined && now.getTime() - last.at <= keptMs ? last.question : undefined;
    },
    keep(conversation, question, previous, now) {
      const joined = previous === null ? question : `${previous} ${question}`;
      kept.delete(conversation);
      kept.set(conversation, { question: joined.length <= longest ? joined : question, at: now.getTime() });
      for (const [oldest, { at }] of kept) {
        if (kept.size <= mostKept && now.getTime() - at <= keptMs) break;
        kept.delete(oldest);
      }
    },
    forget(asker) {
      for (const conversation of kept.keys())
        if (conversation.startsWith(conversationOf(asker, ''))) kept.delete(conversation);
    },
  };
}
