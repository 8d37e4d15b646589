/** Features of an answer span, 0 to 1. */
export const spanFeatureNames = [
  /** Density of the question's terms around it, over 18 and over 3.5 tokens; of its names and numbers alone, over 3.5. */
  'density',
  'tight',
  'tightNames',
  /** Density before it and after it, over 3.5 tokens. */
  'tightBefore',
  'tightAfter',
  /** Whether the noun next to the question word is within three tokens, or inside. */
  'head',
  'headInside',
  /** Fit of its kind to what the question wants, for kinds of questions with little training data. */
  'fit',
  /** Whether it is in the measure asked for. */
  'measured',
  /** What is right before and after: a mark or the sentence border, a small word, a word of the question. */
  'afterMark',
  'beforeMark',
  'afterSmall',
  'beforeSmall',
  'afterAsked',
  'beforeAsked',
  /** Whether it cuts a name, a number from its noun, or a phrase of plain words. */
  'cutsNameBefore',
  'cutsNameAfter',
  'cutsNumberBefore',
  'cutsNumberAfter',
  'cutsPhraseBefore',
  'cutsPhraseAfter',
  /** Classes of the word before it. */
  'afterPlaceMark',
  'afterPersonMark',
  'afterReasonMark',
  'afterTimeMark',
  'afterCopula',
  'beforeCopula',
  /** Its first word, and what it contains. */
  'startsSmall',
  'startsTitle',
  'startsAsked',
  'endsAsked',
  'asked',
  'small',
  'marks',
  'year',
  'percent',
  'timeUnit',
  'country',
  'acronym',
  /** Share of names (numbers) among its tokens. */
  'names',
  'numbers',
  /** Whether it begins the sentence, and its relative position. */
  'first',
  'position',
  /** Whether its last word is in the title, or elsewhere in the article. */
  'titled',
  'again',
  /** Whether it contains an unmatched bracket or quotation mark. */
  'unbalanced',
  /** Whether brackets or quotation marks enclose it. */
  'enclosed',
  /** Whether it begins or ends at a hyphen or slash. */
  'torn',
  /** Plain words before its first, or after its last, name or number. */
  'wordBeforeNumber',
  'wordAfterNumber',
  'wordAfterDate',
  'wordBeforeName',
  'wordAfterName',
  'one',
  'two',
  'three',
  'four',
  'upTo6',
  'upTo9',
  'long',
] as const;

export type SpanFeature = (typeof spanFeatureNames)[number];

/** Kinds of spans. */
export const spanKinds = [
  'date', 'number', 'money', 'country', 'place', 'person', 'longName', 'name', 'reason', 'mixed', 'words',
] as const; // prettier-ignore
export type SpanKind = (typeof spanKinds)[number];
