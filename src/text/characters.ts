/** What a UTF-16 unit may be to the sentence scanner; any that is in no set is plain. */
export const PLAIN = 0;
/** Full stop or ellipsis. */
export const STOP = 1;
/** Exclamation or question mark of a script with blanks between words. */
export const MARK = 2;
/** Mark that ends a sentence without a blank after it (。！？।). */
export const WIDE = 3;
export const LINE = 4;
export const COLON = 5;
export const PARENTHESIS = 6;
export const SEMICOLON = 7;
/** Letter of a script without sentence marks. */
export const UNMARKED = 8;

export const KIND = new Uint8Array(0x10000);
const setKind = (characters: string, kind: number): void => {
  for (const character of characters) KIND[character.charCodeAt(0)] = kind;
};
setKind('.…', STOP);
setKind('!?‼⁇⁈⁉', MARK);
setKind('。！？｡।॥؟۔։።។။', WIDE);
setKind('\n\r\u2028\u2029', LINE);
setKind(':', COLON);
setKind('(', PARENTHESIS);
setKind(';', SEMICOLON);
for (const [first, last] of [
  [0x0e01, 0x0e4e],
  [0x0e81, 0x0ecd],
  [0x1000, 0x103f],
  [0x1780, 0x17d3],
] as const) {
  for (let code = first; code <= last; code++) if (KIND[code] === PLAIN) KIND[code] = UNMARKED;
}

export function isBlank(code: number): boolean {
  if (code < 0x80) return code === 0x20 || (code >= 0x09 && code <= 0x0d);
  if (code < 0x1680) return code === 0xa0;
  return (
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x1680 ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000 ||
    code === 0xfeff
  );
}

export function isMark(code: number): boolean {
  const kind = KIND[code]!;
  return kind >= STOP && kind <= WIDE;
}

export const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;
export const isDash = (code: number): boolean => code === 0x2d || code === 0x2013 || code === 0x2014;

export function isUpper(code: number): boolean {
  if (code < 0x80) return code >= 0x41 && code <= 0x5a;
  const character = String.fromCharCode(code);
  return character.toLowerCase() !== character;
}

export function isLower(code: number): boolean {
  if (code < 0x80) return code >= 0x61 && code <= 0x7a;
  const character = String.fromCharCode(code);
  return character.toUpperCase() !== character;
}

const LETTER = /[\p{L}\p{M}]/u;
export function isLetter(code: number): boolean {
  if (code < 0x80) return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a);
  return LETTER.test(String.fromCharCode(code));
}

/** "kata", "al-Qaeda"; not "iPhone". */
export function beginsInLowerCase(text: string, at: number): boolean {
  return isLower(text.charCodeAt(at)) && !isUpper(text.charCodeAt(at + 1));
}

/** Whether a sentence may begin with the character at `at`: a letter that is not lower case, a digit, a picture. */
export function canBegin(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (isDigit(code)) return true;
  if (isLetter(code)) return !beginsInLowerCase(text, at);
  return code >= 0x2600 && (code <= 0x27bf || (code >= 0xd800 && code <= 0xdbff));
}
