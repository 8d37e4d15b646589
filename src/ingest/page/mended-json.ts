/** Characters looked ahead after a quotation mark. */
const lookAhead = 40;

/** Repairs JSON from faulty templates: unescaped quotation marks and control characters in strings, trailing commas. */
export function mendedJson(text: string): string {
  const mended: string[] = [];
  /** The last non-space character outside strings, and its index in `mended`. */
  let last = { char: '', at: 0 };
  let inString = false;
  let isKey = false;
  /** For each open bracket, whether it is an object's. */
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

/** Whether a quotation mark must end its string, judged by what follows. */
function endsHere(rest: string, isKey: boolean, inObject: boolean): boolean {
  if (isKey) return /^\s*:/.test(rest);
  return inObject
    ? /^\s*(?:$|\}|,\s*(?:$|\}|"[^"\n]{0,38}(?:$|"\s*:)))/.test(rest)
    : /^\s*(?:$|\]|,\s*(?:$|[\]"{[\d-]|true|false|null))/.test(rest);
}
