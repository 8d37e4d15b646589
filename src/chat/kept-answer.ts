import type { Answer, Quote } from '../answer/answer.ts';
import type { Json, KeptReply } from '../store/store.ts';
import type { Archive } from './contract/services.ts';

type AnsweredQuestion = Extract<Answer, { status: 'answered' }>;

/** What is kept of an answer besides its quotes' words and places: enough to draw it again without a search. */
interface Frame {
  readonly more: boolean;
  readonly outdated: boolean;
  readonly differing: AnsweredQuestion['differing'];
  readonly isFollowUp: boolean;
  readonly corrections: AnsweredQuestion['reading']['corrections'];
  readonly searched: AnsweredQuestion['searched'];
  /** In the order of the quotes. */
  readonly quotes: readonly {
    readonly highlights: Quote['highlights'];
    readonly copies: readonly string[];
  }[];
}

/** @returns `null` for an abstention, which shows no quotes */
export function frameOf(answer: Answer): Json {
  if (answer.status === 'abstained') return null;
  const { quotes, more, outdated, differing, reading, searched } = answer;
  const frame: Frame = {
    more,
    outdated,
    differing,
    isFollowUp: reading.previous !== null,
    corrections: reading.corrections,
    searched,
    quotes: quotes.map(({ highlights, copies }) => ({ highlights, copies: copies.map(({ id }) => id) })),
  };
  return frame as unknown as Json;
}

/**
 * The answer that a reply shows, made of what was kept with it. Quotes whose words are no longer in their article are left out.
 *
 * @returns `null` where nothing is left to show, or too little was kept
 */
export async function shownAnswer(
  { quotes, answer, previous }: KeptReply,
  archive: Pick<Archive, 'requote'>,
): Promise<AnsweredQuestion | null> {
  const frame = answer as unknown as Frame | null;
  if (frame === null || quotes.length === 0) return null;
  const found = await archive.requote(
    quotes.map(({ article, start, end, text }, place) => ({
      article,
      start,
      end,
      text,
      highlights: frame.quotes[place]?.highlights ?? [],
      copies: frame.quotes[place]?.copies ?? [],
    })),
  );
  const standing = found.filter((quote) => quote !== null);
  if (standing.length === 0) return null;
  const { more, outdated, differing, isFollowUp, corrections, searched } = frame;
  const reading = { previous: isFollowUp ? previous : null, corrections };
  // What is kept of a reply are its quotes: the figures that differ stand in them.
  return { status: 'answered', quotes: standing, more, outdated, differing, figures: [], reading, searched };
}
