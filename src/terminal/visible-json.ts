/** Characters that change how a terminal shows what follows: DEL, C1, and those that turn the direction of writing. */
const unseen = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** A value as one line of JSON that a terminal shows as it is: the same value for whoever reads it. */
export const visibleJson = (value: unknown): string =>
  JSON.stringify(value).replace(
    unseen,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
