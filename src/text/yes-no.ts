const indonesian =
  /^["“'‘(\s]*(?:(?:benar|betul|sungguh|ada|sudah|telah|bisa|dapat|boleh|masih|harus|akan|pernah|perlu|mungkin)kah|apa(?:kah)? (?:benar|betul|memang|ada)|(?:e|me)mang(?:nya)?|apakah (?:(?!yang )\S+ ){0,5}(?:sudah|telah|akan|masih|sempat|pernah|tidak|belum|bisa|dapat|sedang|juga))(?!\p{L})/iu;
const english =
  /^["“'‘(\s]*(?:is it true|(?:did|does|do|is|are|was|were|has|have|had|can|could|will|would|should|isn['’]t|aren['’]t|wasn['’]t|weren['’]t|didn['’]t|doesn['’]t|hasn['’]t|haven['’]t)) \p{L}/iu;
/** A question word further on asks for more than a yes or a no. */
const asking =
  /(?<!\p{L})(?:siapa|berapa|kapan|mengapa|kenapa|bagaimana|(?:di|ke|dari) ?mana|nama|who|whom|whose|which|what|when|where|why|how)(?:kah)?(?!\p{L})/iu;

/** Whether a question asks for a yes or a no. "Apakah" alone asks as often what something is. */
export function isYesNo(question: string): boolean {
  const text = question.trim();
  return (indonesian.test(text) || english.test(text)) && !asking.test(text.slice(text.indexOf(' ')));
}

const negations = new Set(
  'tidak bukan bukanlah belum tak tiada tanpa nihil not no never none nobody nothing neither nor without cannot'.split(
    ' ',
  ),
);

/** Whether a folded form says no: "tidak", "not", "didnt". */
export const isNegation = (form: string) =>
  negations.has(form) ||
  /^(?:is|are|was|were|do|does|did|has|have|had|ca|could|wo|would|should)nt$/.test(form);
