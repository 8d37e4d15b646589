import MiniSearch from 'minisearch';
import { readArticles } from '../../src/articles/read.ts';
import { sentences } from '../../src/text/sentences.ts';
import { bestWindow, plainWords } from './window.ts';

const passageWords = 100;

/** Paragraphs of an article. */
interface Passage {
  readonly article: { readonly id: string; readonly language: string };
  readonly text: string;
}

/** MiniSearch as it comes, with its default options, over passages of about 100 words. */
export async function plainMiniSearch(articles: string) {
  const index = new MiniSearch<{ id: number; text: string }>({ fields: ['text'] });
  const passages: Passage[] = [];
  for await (const read of readArticles([articles])) {
    if ('refusal' in read) continue;
    const { id, language, text } = read.article;
    for (const passage of passagesOf(text)) {
      index.add({ id: passages.length, text: passage });
      passages.push({ article: { id, language: language ?? 'und' }, text: passage });
    }
  }
  return {
    passages: passages.length,
    search: (question: string) => index.search(question),
    /** The best passages. */
    best: (question: string, most: number): Passage[] =>
      index
        .search(question)
        .slice(0, most)
        .map(({ id }) => passages[id as number]!),
  };
}

/** The best window of whole sentences of a passage. */
export function windowOf({ article, text }: Passage, question: string) {
  return { article, text: bestWindow(text, [...sentences(text, article.language)], plainWords(question)) };
}

/** Paragraphs joined until they have 100 words, and parted before they have 130; a longer paragraph stays whole. */
function passagesOf(text: string): string[] {
  const passages: string[] = [];
  let [start, end, words] = [0, 0, 0];
  const close = () => {
    if (words > 0) passages.push(text.slice(start, end));
    words = 0;
  };
  for (const { 0: paragraph, index } of text.matchAll(/[^\n]*\S[^\n]*/g)) {
    const more = paragraph.trim().split(/\s+/).length;
    if (words + more > passageWords * 1.3) close();
    if (words === 0) start = index;
    end = index + paragraph.length;
    words += more;
    if (words >= passageWords) close();
  }
  close();
  return passages;
}
