import type { ShownQuote } from '../../answer/catalogue/browse.ts';
import type { Quote } from '../../answer/answer.ts';
import type { Json, KeptQuote, NewReply, Pseudonym } from '../../store/store.ts';
import type { Reader } from '../contract/context.ts';
import type { Redrawn } from '../contract/command.ts';
import type { Part } from '../contract/reply.ts';
import type { Services } from '../contract/services.ts';
import { deleteButton } from '../delete.ts';
import { keptMentions, keptQuotes } from '../kept-quotes.ts';
import { postReply, type PostFrame, type PostItem } from '../presenters/post-reply.ts';

/** A post that waits: news of one article, to be shown alone or in a list; or a whole frame. */
export type PostContent =
  | {
      readonly kind: 'news';
      readonly item: PostItem;
      /** The key of the post that began the story. */
      readonly root: string | null;
    }
  | { readonly kind: 'frame'; readonly frame: PostFrame };

export const contentOf = (content: Json) => content as unknown as PostContent;

/** A quote as it has to be kept to be shown later. */
export function shownQuote({ article, start, end, text, highlights, copies }: Quote): ShownQuote {
  return { article: article.id, start, end, text, highlights, copies: copies.map(({ id }) => id) };
}

/** A post with the quotes as they stand in their articles now; without those of articles that are gone; `null` if none is left. */
export async function drawPost(
  frame: PostFrame,
  place: NewReply['place'],
  reader: Reader,
  { archive }: Pick<Services, 'archive'>,
): Promise<(Redrawn & { readonly quotes: readonly KeptQuote[] }) | null> {
  const found = await archive.requote(frame.items.map(({ quote }) => quote));
  const missing = frame.items.filter((_, place) => found[place] === null);
  const topic = frame.kind === 'news' || frame.kind === 'list' ? frame.about : null;
  const instead =
    missing.length === 0
      ? []
      : await archive.about({
          articles: missing.map(({ quote }) => quote.article),
          topic,
          server: place.server,
        });
  const items = frame.items.flatMap((item, at) => {
    const quote = found[at] ?? instead[missing.indexOf(item)] ?? null;
    return quote === null ? [] : [{ ...item, figure: found[at] === null ? null : item.figure, quote }];
  });
  if (items.length === 0) return null;
  const kept = {
    ...frame,
    items: items.map(({ quote, ...item }) => ({ ...item, quote: shownQuote(quote) })),
  };
  const quotes = items.map(({ quote }) => quote);
  return {
    reply: postReply(frame, items, reader),
    quotes: frame.kind === 'list' ? keptMentions(quotes.map(({ article }) => article)) : keptQuotes(quotes),
    answer: kept as unknown as Json,
  };
}

/**
 * Moderators can delete a post, and who follows something for themselves. Its id in a control is also how a message is recognised
 * as that post.
 */
export const postControls = (command: string, id: string, person: Pseudonym | null = null): Part => ({
  kind: 'controls',
  controls: [deleteButton(command, { id, asker: person })],
});
