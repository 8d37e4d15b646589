import MiniSearch from 'minisearch';
import { readArticles } from '../../src/articles/read.ts';

const passageWords = 100;

/** MiniSearch as it comes, with its default options, over passages of about 100 words. */
export async function plainMiniSearch(articles: string) {
  const index = new MiniSearch<{ id: number; text: string }>({ fields: ['text'] });
  let passages = 0;
  for await (const read of readArticles([articles])) {
    if ('refusal' in read) continue;
    const words = read.article.text.split(/\s+/);
    for (let start = 0; start < words.length; start += passageWords) {
      index.add({ id: passages++, text: words.slice(start, start + passageWords).join(' ') });
    }
  }
  return { passages, search: (question: string) => index.search(question) };
}
