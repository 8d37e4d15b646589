const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** HTML that is finished. Only `markup` makes it, so that nothing gets into a page without being escaped. */
class Markup {
  readonly #source: string;

  constructor(source: string) {
    this.#source = source;
  }

  toString(): string {
    return this.#source;
  }
}

export type { Markup };

/** What may stand in a template: text is escaped, lists are joined, `false`, `null` and `undefined` draw nothing. */
export type Piece = Markup | string | number | false | null | undefined | readonly Piece[];

/** Makes HTML from a template whose values are escaped, in text and in quoted attributes alike. */
export function markup(template: TemplateStringsArray, ...pieces: readonly Piece[]): Markup {
  return new Markup(template.map((source, place) => source + sourceOf(pieces[place])).join(''));
}

function sourceOf(piece: Piece): string {
  if (piece instanceof Markup) return piece.toString();
  if (piece === false || piece === null || piece === undefined) return '';
  if (typeof piece === 'object') return piece.map(sourceOf).join('');
  return String(piece).replace(/[&<>"']/g, (character) => entities[character]!);
}
