/** What stretches of tokens are told apart by, each 0 to 1. */
export const spanFeatureNames = [
  /** How densely the question's terms stand around it, over 18 and over 3.5 tokens; names and numbers alone, over 3.5. */
  'density',
  'tight',
  'tightNames',
  /** The same of the terms before it and after it. */
  'tightBefore',
  'tightAfter',
  /** Whether the noun beside the question word stands within three tokens, or in it. */
  'head',
  'headInside',
  /** How well its kind fits what the question wants: for kinds of question of which few were learned from. */
  'fit',
  /** Whether it is in the measure that the question asks for. */
  'measured',
  /** What stands right before and right after it: a mark or the border of the sentence, a small word, a word of the question. */
  'afterMark',
  'beforeMark',
  'afterSmall',
  'beforeSmall',
  'afterAsked',
  'beforeAsked',
  /** Whether it cuts a name, a number from what is counted, or a phrase of plain words. */
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
  /** What it begins with, and what is in it. */
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
  /** Share of its tokens that are names (numbers). */
  'names',
  'numbers',
  /** Whether it is the first of the sentence, and how far in the sentence it begins. */
  'first',
  'position',
  /** Whether its last word is in the title, and elsewhere in the article. */
  'titled',
  'again',
  /** How long it is. */
  /** Whether a bracket or a quotation mark opens or closes in it alone. */
  'unbalanced',
  /** Whether it stands in brackets or quotation marks of its own. */
  'enclosed',
  /** Whether it ends or begins at a hyphen or a slash. */
  'torn',
  /** Plain words before its first name or number, and after its last number. */
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

/** What a stretch of tokens is, by its kind. */
export const spanKinds = [
  'date', 'number', 'money', 'country', 'place', 'person', 'longName', 'name', 'reason', 'mixed', 'words',
] as const; // prettier-ignore
export type SpanKind = (typeof spanKinds)[number];
