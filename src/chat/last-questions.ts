/** Milliseconds within which a follow-up is possible. */
const keptMs = 10 * 60_000;
/** Beyond this number, the oldest conversation is dropped. */
const mostKept = 10_000;
/** Characters of a question and its follow-ups together; beyond that, they are not joined. */
const longest = 600;

/** The last question of each conversation (one user in one place), kept in memory for ten minutes. */
export interface LastQuestions {
  /** `undefined` if nothing was asked there in the last ten minutes. */
  of(conversation: string, now: Date): string | undefined;
  /**
   * Replaces the previous question.
   *
   * @param previous the question that it was read with, which a further question may be about too
   */
  keep(conversation: string, question: string, previous: string | null, now: Date): void;
  forget(asker: string): void;
}

export const conversationOf = (asker: string, place: string) => `${asker} ${place}`;

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
