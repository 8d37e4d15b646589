import { analyze } from './analyzer.ts';
import { daysIn } from './days.ts';
import { plainQuestion, withoutInvisible } from './plain-question.ts';

/** A request for which there is a command. */
export interface Request {
  readonly kind: 'latest' | 'timeline';
  /** Empty for everything, or for the topic of the conversation. */
  readonly topic: string;
  /** ISO 8601: the first and last day asked about. */
  readonly period?: { readonly since: string; readonly until: string };
}

const news = '(?:berita|kabar|info|informasi|update|apdet|news)(?:nya)?';
const fresh = '(?:terbaru|terkini|ter-?update|hari ini|baru|sekarang|hangat|today|terakhir)(?:nya)?';
const about = '(?:soal|tentang|mengenai|seputar|dari|di|terkait|on|about|of|from|with|in|for|regarding)';

// The topic is the only group of each.
const latest: readonly RegExp[] = [
  `^(?:(?:apa|ada|minta|lihat|tampilkan|cari|show me|give me)(?: (?:aja|saja|apa|the))* )?${news} (?:apa(?:an)?(?: aja| saja)? )?${fresh}(?: ${fresh})?(?: ${about})? (.+)$`,
  `^(?:(?:apa|ada|minta|lihat|tampilkan|show me|give me)(?: (?:aja|saja|apa|yang|the))* )?${news}(?: (?:apa|apa saja))?(?: (?:yang )?${fresh})*$`,
  `^(?:ada )?(?:update|apdet)(?: ${about})? (?!apa\\b)(.+)$`,
  `^(?:ada )?${news} ((?!apa\\b|apa\\b).+?) ${fresh}$`,
  `^bagaimana kabar(?:nya)? (.+)$`,
  `^(?:(?:sedang|lagi) )?ada apa (?:di|dengan) (.+)$`,
  `^apa yang (?:sedang|lagi) terjadi(?: (?:di|dengan|pada))? (.+)$`,
  `^ada (?:berita|kabar|info) apa(?: (?:saja|hari ini|terbaru))*(?: ${about} (.+))?$`,
  `^(?:what(?:'s|s| is| are)? (?:new|the latest|latest|in the news|the news|the headlines|going on|happening)(?: (?:news|today|now|right now|lately))*)(?: (?:on|about|with|in|from|for|regarding) (.+))?$`,
  `^(?:(?:give me |show me |any |got any |is there any )?(?:the )?(?:latest|newest|recent|new)(?: (?:news|updates?|articles?|headlines|stories))*)(?: (?:on|about|from|for|regarding|of|in) (.+))?$`,
  `^(?:any|got any|is there any|give me|show me)?(?: ?the)? ?(?:news|updates?|headlines)(?: today)?(?: (?:on|about|from|for|regarding|of) (.+))?$`,
  `^(?:the )?latest (.+) (?:news|updates?|headlines)$`,
].map((pattern) => new RegExp(pattern, 'iu')); // prettier-ignore

const sum =
  '(?:ringkas(?:kan|an|in)?|rangkum(?:kan|an|in)?|simpulkan|kronologi(?:s|nya|snya)?|urutan (?:kejadian|peristiwa)|lini masa|linimasa|timeline|summar(?:y|i[sz]e)|sum up|recap|tl ?;? ?dr|overview|chronology)(?:nya)?';
const of =
  '(?: (?:the|an?|all|me|us|berita|peristiwa|kejadian|kasus|semua|of|on|about|for|dari|soal|tentang|mengenai|news|events?|story|case|what happened|apa yang terjadi|in|di))*';
const timeline: readonly RegExp[] = [
  `^(?:bagaimana|apa|seperti apa|minta|buat(?:kan)?|bikin(?:kan)?|untuk|beri|kasih|membuat|memberi|can you|could you|give me|show me|make|a|quick|short|brief|the| )*${sum}${of} (.+)$`,
  `^(.+?)(?:,|:)? ${sum}(?: (?:bagaimana|seperti apa|dong))?$`,
  `^(?:bagaimana|apa|minta|buat(?:kan)?|untuk|can you|could you|give me|show me|a|the| )*${sum}(?: (?:ini|itu|this|that|it|in short|please))*$`,
].map((pattern) => new RegExp(pattern, 'iu')); // prettier-ignore

/** What happened in a period is a timeline of it. */
const happened: readonly RegExp[] = [
  /^what(?: all)?(?: has| had)? happened(?: (?:in|at|to|with))? (.+)$/iu,
  /^(?:apa (?:saja )?yang|ada (?:apa|kejadian apa)) (?:terjadi )?(?:di|dengan|pada) (.+)$/iu,
];

/** Recognises requests for the newest articles or a timeline, as opposed to questions. */
export function requestIn(given: string): Request | null {
  const text = plainly(given);
  const [event] = happened.flatMap((pattern) => pattern.exec(text)?.[1] ?? []);
  const inPeriod = event === undefined ? null : withPeriod(event);
  if (inPeriod !== null) return { kind: 'timeline', ...inPeriod };
  for (const [kind, patterns] of [['latest', latest], ['timeline', timeline]] as const) {
    const found = patterns.map((pattern) => pattern.exec(text)).find((match) => match !== null);
    if (found) return { kind, topic: topicOf(found[1] ?? '') };
  }
  return null;
} // prettier-ignore

/** Removes the chat around it, in either language. */
function plainly(given: string): string {
  const text = withoutInvisible(given)
    .replace(/[’]/g, "'")
    .replace(/[?!.]+\s*$/u, '');
  return plainQuestion(plainQuestion(text, 'en'), 'id')
    .replace(/^(?:tolong|coba|mohon|bisa|please|can you|could you)\s+/iu, '')
    .replace(/[?!.]+$/u, '');
}

const topicOf = (found: string) =>
  found.replace(/^(?:the|soal|tentang)\s+|\s+(?:dong|please|hari ini|today|now|sekarang)$/giu, '').trim();

/** A topic that ends with a month or a year; `null` for others. */
function withPeriod(words: string): Required<Pick<Request, 'topic' | 'period'>> | null {
  for (const language of ['id', 'en']) {
    const terms = analyze(words, language);
    const named = daysIn(words, terms).at(-1);
    if (named?.year == null || named.days !== null || named.to !== terms.length) continue;
    const topic = words
      .slice(0, terms[named.from]!.start)
      .replace(/(?:\s+(?:in|during|pada|bulan|tahun|di|selama))*\s*$/iu, '');
    if (topic === '') continue;
    const [first, last] = named.month === null ? [1, 12] : [named.month, named.month];
    const day = (date: number) => new Date(date).toISOString().slice(0, 10);
    const until = day(Date.UTC(named.year, last, 0));
    return { topic: topicOf(topic), period: { since: day(Date.UTC(named.year, first - 1)), until } };
  }
  return null;
}
