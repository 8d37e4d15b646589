/** A withdrawn article is never quoted. */
type ArticleStatus = 'current' | 'corrected' | 'withdrawn';

/** What a fact-checker says of a claim, in their words. */
export interface FactCheck {
  readonly claim: string;
  readonly verdict: string;
  /** `null`: the publisher. */
  readonly author: string | null;
}

/** What is known of an article besides its text. `null` means unknown, and is shown as unknown. */
export interface ArticleFacts {
  /** Path below the knowledge folder without its ending, or the `id` of a JSON Lines entry. */
  readonly id: string;
  /** Empty when the article has none. */
  readonly title: string;
  readonly url: string | null;
  readonly publisher: string | null;
  readonly byline: string | null;
  /** ISO 8601, either a day (`2022-01-13`) or a moment with its zone (`2022-01-13T14:05+07:00`). */
  readonly published: string | null;
  readonly updated: string | null;
  /** BCP 47. */
  readonly language: string | null;
  readonly tags: readonly string[];
  /** The agency that the story came from. */
  readonly origin: string | null;
  /** How the text was translated ("machine"), when it was. */
  readonly translation: string | null;
  /** Links of the sources of the facts, for articles written from others. */
  readonly basedOn: readonly string[];
  /** The id of another publisher's article that had the story first. */
  readonly copyOf: string | null;
  readonly status: ArticleStatus;
  /** Set where the text is no more than what a feed says of the article, since its page cannot be had. */
  readonly isSummary?: boolean;
  /** Address of an archived copy. */
  readonly archived?: string;
  /** Set where the article checks a claim. */
  readonly factCheck?: FactCheck;
}

/** The text is plain text: LF, paragraphs separated by a blank line. */
export interface Article extends ArticleFacts {
  readonly text: string;
}

/** Why something that was found is not an article; `path` says where, down to the line of a JSON Lines file. */
export interface RefusedFile {
  readonly path: string;
  readonly reason: string;
}

/** An article changes for longer than this after its publication before that is said, in milliseconds: most are saved again at once. */
const savedAgainMs = 60_000;

/** Whether an article is known to have been changed after its publication. */
export function isUpdated({ published, updated }: Pick<ArticleFacts, 'published' | 'updated'>): boolean {
  if (updated === null) return false;
  return published === null || Date.parse(updated) - Date.parse(published) > savedAgainMs;
}
