/** Beginnings that need the sentence before to be understood. */
const back = new RegExp(
  `^["“'‘(\\s]*(?:${[
    'ia|dia|mereka|beliau|keduanya|ketiganya|itu|itulah|hal (?:ini|itu|tersebut|senada|serupa)',
    'namun|tetapi|tapi|akan tetapi|sebaliknya|padahal|sedangkan|sementara itu|selain itu|(?:oleh )?(?:karena|sebab) itu|sebab',
    'akibatnya|hasilnya|alasannya|penyebabnya|dengan demikian|demikian (?:pula|juga)|begitu (?:pula|juga)',
    '(?:meski|kendati|walau)(?:pun)? (?:demikian|begitu)|kemudian|lalu|selanjutnya|(?:setelah|sesudah|sejak|sebelum|saat|ketika|waktu) itu',
    '(?:\\p{L}+ ){1,3}(?:itu|tersebut)',
    'he|she|it|they|his|her|its|their|this|that|these|those|both|neither|the (?:two|pair|latter|former|other)',
    'but|however|yet|and|so|also|meanwhile|then|instead|therefore|thus|hence|nevertheless|as a result|in addition|by then',
  ].join('|')})(?![\\p{L}\\p{N}-])`,
  'iu',
);

/** Whether a sentence begins with a pronoun or connective that refers to the one before. */
export const leansBack = (sentence: string) => back.test(sentence);

/** Words that retract a statement or leave it open. */
const takingBack =
  /(?<!\p{L})(?:hoaks|hoax|tidak benar|keliru|ralat|diralat|belum (?:di|ter)(?:konfirmasi|verifikasi|pastikan|bukti)\p{L}*|belum (?:ada|bisa|dapat) (?:di)?(?:konfirmasi|pastikan|kepastian|verifikasi)|debunked|retracted|unconfirmed|unverified|(?:not|n['’]t|never)(?: \p{L}+){0,2} (?:confirmed|verified|true)|(?:is|was|were|are) (?:false|untrue|wrong))(?!\p{L})/iu;
/** Words of denial, */
const denying =
  /(?<!\p{L})(?:(?:di|mem)?bantah(?:an|kan)?|menepis|menampik|menyangkal|disangkal|den(?:y|ies|ied|ial)|disput(?:es|ed)|refut(?:es|ed))(?!\p{L})/iu;
/** and words that refer to what was just said. Without them, something new may be denied. */
const said =
  /(?<!\p{L})(?:itu|tersebut|ini|hal|kabar|isu|(?:den(?:y|ies|ied)|disputed|refuted) (?:it|this|them|the (?:report|claim|allegation|accusation|charge)s?)|th(?:is|at|ese|ose) (?:report|claim|allegation|accusation|charge)s?)(?!\p{L})/iu;

/** A contrast with something negated. */
const contrast =
  /^["“'‘(\s]*(?:namun|tetapi|tapi|akan tetapi|meski(?:pun)?|kendati|walau(?:pun)?|padahal|but|however|yet|although|though|nevertheless)(?!\p{L})/iu;
const negation =
  /(?<!\p{L})(?:tidak|bukan(?:lah)?|belum|tak|tanpa|not|no|never|none|cannot|\p{L}+n['’]t|unclear)(?!\p{L})/iu;

/** Whether a sentence or clause denies or qualifies what comes right before it. */
export const qualifies = (text: string) =>
  takingBack.test(text) ||
  (denying.test(text) && said.test(text)) ||
  (contrast.test(text) && negation.test(text));
