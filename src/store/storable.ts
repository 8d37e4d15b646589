/** Text as PostgreSQL can hold it: neither NUL nor half a character. */
export const storable = (text: string): string => text.toWellFormed().replaceAll('\0', '\ufffd');

/** As JSON, in which no escape stands for what PostgreSQL cannot hold. */
export const json = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) => (typeof part === 'string' ? storable(part) : part));
