/** Characters that affect how a terminal shows what follows: DEL, C1, and bidirectional controls. */
const unseen = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** One line of JSON without such characters; it parses to the same value. */
export const visibleJson = (value: unknown): string =>
  JSON.stringify(value).replace(
    unseen,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
