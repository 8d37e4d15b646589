/** How far ahead it is looked for what follows a quotation mark, in characters. */
const lookAhead = 40;

/**
 * JSON with the faults mended that templates make: a quotation mark inside a string that nobody escaped, control characters in
 * strings, a comma before a closing bracket.
 */
export function mendedJson(text: string): string {
  const mended: string[] = [];
  /** The last character outside of strings that is no blank, and where it stands in `mended`. */
  let last = { char: '', at: 0 };
  let inString = false;
  let isKey = false;
  /** Whether each open bracket is that of an object. */
  const open: boolean[] = [];
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!;
    if (inString && char === '\\') {
      mended.push(char + (text[++at] ?? ''));
    } else if (inString) {
      const isEnd =
        char === '"' && endsHere(text.slice(at + 1, at + 1 + lookAhead), isKey, open.at(-1) === true);
      mended.push(isEnd ? char : char === '"' ? '\\"' : char < ' ' ? ' ' : char);
      if (isEnd) inString = false;
    } else {
      if (char === '{' || char === '[') open.push(char === '{');
      else if (char === '}' || char === ']') {
        if (last.char === ',') mended[last.at] = '';
        open.pop();
      } else if (char === '"') {
        inString = true;
        isKey = open.at(-1) === true && (last.char === '{' || last.char === ',');
      }
      if (char > ' ') last = { char, at: mended.length };
      mended.push(char < ' ' ? ' ' : char);
    }
  }
  return mended.join('');
}

/** Whether what follows a quotation mark can only follow the end of a string. */
function endsHere(rest: string, isKey: boolean, inObject: boolean): boolean {
  if (isKey) return /^\s*:/.test(rest);
  return inObject
    ? /^\s*(?:$|\}|,\s*(?:$|\}|"[^"\n]{0,38}(?:$|"\s*:)))/.test(rest)
    : /^\s*(?:$|\]|,\s*(?:$|[\]"{[\d-]|true|false|null))/.test(rest);
}
