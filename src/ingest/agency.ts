/** News agencies by the names used in datelines and bylines, with their usual name. */
const agencies: readonly (readonly [name: string, written: string])[] = [
  ['ANTARA', 'LKBN ANTARA|ANTARA News|ANTARA|Antara'],
  ['Reuters', 'Thomson Reuters|Reuters|REUTERS'],
  ['AP', 'The Associated Press|Associated Press|AP'],
  ['AFP', 'Agence France-Presse|AFP'],
  ['TASS', 'ITAR-TASS|TASS|ТАСС'],
  ['Interfax', 'Interfax|Интерфакс'],
  ['RIA Novosti', 'RIA Novosti|РИА Новости'],
  ['Xinhua', 'Xinhua'],
  ['Kyodo', 'Kyodo News|Kyodo'],
  ['Jiji', 'Jiji Press|Jiji'],
  ['Yonhap', 'Yonhap'],
  ['Bernama', 'Bernama|BERNAMA'],
  ['dpa', 'dpa|DPA'],
  ['EFE', 'Agencia EFE|EFE'],
  ['ANSA', 'ANSA'],
  ['PTI', 'Press Trust of India|PTI'],
  ['ANI', 'ANI'],
  ['Anadolu', 'Anadolu Agency|Anadolu Ajansı|Anadolu|AA'],
  ['PA Media', 'PA Media|Press Association'],
  ['AAP', 'Australian Associated Press|AAP'],
  ['UPI', 'United Press International|UPI'],
  ['VNA', 'Vietnam News Agency|VNA'],
];

/** Characters at the beginning of a text that are searched for a dateline. */
const datelineWithin = 150;
/** Longest last line that only names an agency, in characters. */
const signatureWithin = 60;

const either = agencies.map(([, written]) => `(${written})`).join('|');

/** `JAKARTA (ANTARA) - …`, `MOSCOW, January 13. /TASS/. …`, `London, Reuters – …`. */
const dateline = new RegExp(
  `^[^\\n]{0,80}?(?:[(\\[/] ?(?:${either})(?:/[\\w ]{1,30})? ?[)\\]/]|, (?:${either}))(?=\\.? *[-–—:.]|\\s)`,
  'u',
);
/** The last words of a text: `(ANTARA)`, `— Reuters`, `/AFP`. */
const signature = new RegExp(`(?:[([/] ?(?:${either}) ?[)\\]/]?|[-–—] ?(?:${either}))\\.?$`, 'u');
/** `Reuters`, `Sari Puspita, ANTARA`, `By the Associated Press`. */
const inByline = new RegExp(
  `(?:^|[,|/;(&] ?|\\b(?:[Bb]y|[Oo]leh|from|dari|and|dan|[Tt]he) )(?:${either})(?=$|[,|/;)&.]| (?:and|dan|staff|news)\\b)`,
  'u',
);

/**
 * The agency a story came from, according to its byline, dateline or last words.
 *
 * @returns the agency's usual name; `null` if none is named
 */
export function agencyOf({
  byline,
  text,
}: {
  readonly byline: string | null;
  readonly text: string;
}): string | null {
  const last = text.slice(text.lastIndexOf('\n') + 1).slice(-signatureWithin);
  const found =
    inByline.exec(byline ?? '') ?? dateline.exec(text.slice(0, datelineWithin)) ?? signature.exec(last);
  if (found === null) return null;
  const at = found.slice(1).findIndex((part: string | undefined) => part !== undefined);
  return agencies[at % agencies.length]![0];
}
