export type AnswerKind =
  'person' | 'place' | 'country' | 'date' | 'number' | 'money' | 'name' | 'reason' | 'definition' | 'any';

type Patterns = readonly (readonly [AnswerKind, RegExp])[];

// In each language the first pattern that matches decides.
const indonesian: Patterns = [
  ['any', /\bada apa\b|\bapa yang (?:\S+ )?terjadi\b|\bapa kata\b/],
  ['reason', /\b(?:mengapa|kenapa)(?:kah)?\b|\bapa(?:kah)?(?: yang)? (?:penyebab|menyebabkan|sebab|alasan|membuat)/],
  ['definition', /\bapa(?:kah)? itu\b|\bitu apa(?:an)?(?:kah)?\W*$|\b(?:arti|pengertian|definisi|maksud|kepanjangan|singkatan)(?:nya)?\b|\byang dimaksud\b/],
  ['date', /\bkapan(?:kah)?\b|\b(?:tanggal|tahun|bulan|hari|abad|jam|pukul)\s+(?:berapa|apa|mana)(?:kah)?\b|\bsejak kapan\b/],
  ['money', /\bberapa(?:kah)?\b.{0,30}\b(?:harga|biaya|gaji|anggaran|dana|denda|tarif|kerugian|rupiah|dolar|nilai)\w*|\b(?:harga|biaya|gaji|anggaran|dana|denda|tarif|kerugian)\b.{0,60}\bberapa/],
  ['number', /\bberapa(?:kah)?\b|\bjumlah\b/],
  ['country', /\b(?:negara|(?<!wakil )presiden|perdana menteri)\s+(?:mana|apa)(?:kah)?\b|\bnama negara\b|\b(?:mana|apa)(?:kah)? negara\b/],
  ['place', /\b(?:di|ke|dari)\s?mana(?:kah)?\b|\b(?:kota|provinsi|propinsi|tempat|daerah|pulau|desa|gunung|sungai|selat|teluk|danau|lokasi|kabupaten|kecamatan|ibu ?kota|stadion|bandara)\s+(?:\S+\s+){0,2}?(?:apa|mana)(?:kah)?\b|\b(?:apa|apakah)(?: nama)? (?:kota|provinsi|tempat|daerah|pulau|desa|gunung|sungai|ibu ?kota)\b/],
  ['person', /\bsiapa(?:kah)?\b/],
  ['name', /\bapa(?:kah)? nama\b|\bnama(?:nya)?\b|\b\S+ (?:apa|mana)(?:kah)?\b/],
]; // prettier-ignore

const english: Patterns = [
  ['reason', /^why\b|, why\b|\b(?:what (?:caused|causes|led to|made)|for what reason)\b/],
  ['any', /\bwhat (?:did|does|do|has|have|had|is|was|are|were)\b.+\b(?:do|done|doing|say|said|saying|happen(?:ed)?)\b|\bwhat happened\b/],
  ['definition', /\bwhat(?:['’]s| is| are) (?:an?|the meaning)\b|^\s*what(?:['’]s| is| are)(?: the)? \S+?\W*$|\bwhat does .+ (?:mean|stand for)\b/],
  ['date', /\bwhen\b(?! (?:he|she|it|they|the)\b.*\bwh)|\b(?:what|which) (?:year|day|date|month|time|decade|century)\b/],
  ['money', /\bhow much (?:money|did .* (?:cost|pay|sell|spend)|does .* cost|is .* worth)\b|\bhow many (?:dollars|billions?|millions?)\b/],
  ['number', /\bhow (?:many|much|old|long|far|tall|high|big|large|fast|often)\b|\bwhat (?:percentage|percent|number|share)\b/],
  ['country', /\b(?:which|what)(?: \S+){0,3}? (?:country|countries|nation|nations)\b|\b(?:which|what) (?:country|nation)[’']s\b/],
  ['place', /\bwhere\b|\b(?:which|what)(?: \S+){0,2}? (?:city|cities|state|town|place|island|continent|region|province|capital|river|mountain|stadium|airport)\b/],
  ['person', /\bwho\b|\bwhom\b|\bwhose\b|\b(?:which|what)(?: \S+){0,3}? (?:actor|actress|singer|president|athlete|player|person|man|woman|author|politician|senator|star|celebrity|musician|leader|billionaire|rapper|director|golfer|king|queen|prince|minister|pop star)\b/],
  ['name', /\b(?:which|what)\b/],
]; // prettier-ignore

/** Infers the kind of answer from the wording; `any` if it is unclear or there are no patterns for the language. */
export function wantedAnswer(question: string, language: string): AnswerKind {
  const patterns = language === 'id' ? indonesian : language === 'en' ? english : [];
  const text = question.toLowerCase();
  return patterns.find(([, pattern]) => pattern.test(text))?.[0] ?? 'any';
}

const happened =
  /\bwhat(?:['’]s| is| was)? (?:happen(?:ed|ing)|going on)\b|\bada apa\b|\bapa yang (?:\S+ )?terjadi\b/i;

/** Whether it asks for an event rather than a detail. */
export const asksWhatHappened = (question: string) => happened.test(question);

const whoIs = /^\s*(?:siapa(?:kah)?|who(?:['’]s| is| was))(?!\p{L})/iu;

/** Whether it asks who somebody is, with nothing but a name. */
export const asksWhoIs = (question: string) => whoIs.test(question);

const said =
  /\b(?:apa kata|(?:mengatakan|menyatakan|berkata|bilang|ngomong) apa|apa (?:komentar|pernyataan|tanggapan|ucapan|pendapat))\b|\bwhat (?:did|does|do|has|have|had)\b.+\b(?:say|said|tell|told)\b/i;

/** Whether it asks what somebody said. */
export const asksWhatWasSaid = (question: string) => said.test(question);

/** The unit in which an amount or date is asked for. */
export type Measure = 'year' | 'day' | 'time' | 'share' | 'age' | 'duration';

const measures: readonly (readonly [Measure, RegExp])[] = [
  ['year', /\btahun\s+(?:berapa|apa|mana)(?:kah)?\b|\b(?:what|which) year\b/],
  ['time', /\b(?:pukul|jam)\s+berapa(?:kah)?\b|\bwhat time\b/],
  ['day', /\b(?:tanggal|hari|bulan)\s+(?:berapa|apa|mana)(?:kah)?\b|\b(?:what|which) (?:day|date|month)\b/],
  ['share', /\b(?:berapa(?:kah)?\s+persen(?:kah|tase)?|persentase)\b|\b(?:what|how many) per ?cent(?:age)?\b/],
  ['age', /\b(?:ber)?(?:usia|umur)(?:nya)?\b|\bhow old\b|\bwhat age\b/],
  ['duration', /\b(?:berapa(?:kah)?\s+(?:lama|tahun|bulan|minggu|hari|jam|menit|detik)|lama(?:nya)?)\b|\bhow (?:long|many (?:years|months|weeks|days|hours|minutes|seconds))\b/],
]; // prettier-ignore

/** `null` if the wording names no unit. */
export function wantedMeasure(question: string): Measure | null {
  const text = question.toLowerCase();
  return measures.find(([, pattern]) => pattern.test(text))?.[0] ?? null;
}
