import type { Article } from '../src/articles/article.ts';

const names = 'Melati Kenanga Cempaka Flamboyan Anggrek Dahlia Teratai Seruni Kamboja Mawar'.split(' ');
const towns = 'Sukamaju Karangjati Wonosari Tanjungrejo Kalibaru Pasirputih Rawabelong Cikupa'.split(' ');
const things = 'bridge market school library harbour stadium clinic reservoir station museum'.split(' ');
const deeds = ['opened', 'repaired', 'closed', 'visited', 'inspected', 'renamed', 'extended'];

/** Articles that nobody wrote, always the same: for archives that are large, and for nothing else. */
export function* generatedArticles(count: number, sentences = 10): Generator<Article> {
  for (let place = 0; place < count; place++) {
    const pick = (from: readonly string[], step: number) => from[(place * 7 + step * 3) % from.length]!;
    const written = Array.from(
      { length: sentences },
      (_, at) =>
        `${pick(names, at)} ${place} of ${pick(towns, at)} ${pick(deeds, at)} the ${pick(things, at)} number ${place * sentences + at} on day ${at + 1} of the inquiry.`,
    );
    yield {
      id: `generated-${place}`,
      title: `The ${pick(things, 0)} of ${pick(towns, 1)}, part ${place}`,
      text: written.join('\n\n'),
      url: null,
      publisher: `Generated ${place % 5}`,
      byline: null,
      published: null,
      updated: null,
      language: 'en',
      tags: [],
      origin: null,
      translation: null,
      basedOn: [],
      copyOf: null,
      status: 'current',
    };
  }
}
