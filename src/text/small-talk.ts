import { analyze } from './analyzer.ts';
import { withoutInvisible } from './plain-question.ts';
import { fold } from './tokens.ts';
import { chatWords } from './words/chat-words.ts';
import { beside, marks, type Talk } from './words/small-talk.ts';

const you = '(?:kamu|anda|lu|lo|elu|situ|kalian|bot|kutip|you|u|kau|ente)';
const self =
  /^(?:(?:sebenarnya |sebenernya |ngomong-ngomong )?(?:siapa|siapakah) (?:sih )?YOU\b|YOU (?:ini |itu )?(?:sih )?(?:siapa|apa|bot|robot|ai|manusia|orang|beneran)\b|(?:apa|apakah) YOU\b.*\b(?:bot|robot|ai|manusia|orang|nyata|mesin|asli)|siapa (?:sih )?(?:nama ?mu|yang (?:buat|bikin|membuat|menciptakan|punya) YOU)|nama(?: ?mu| YOU) siapa|YOU (?:namanya|buatan) siapa|who (?:are|r|made|created|built|owns|is behind) (?:YOU|this bot)|what are YOU\b|what(?:'s| is|s) your name|are YOU (?:a |an |really |even )*(?:real|bot|robot|human|ai|person|machine|alive|chatgpt|gpt|llm)\b|(?:is this|r u|are u) (?:a |an )?(?:bot|real|human|ai|robot)\b)/;
const abilities =
  /^(?:(?:YOU )?(?:bisa|dapat) (?:apa|ngapain|bantu)(?: aja| saja)?(?: sih)?(?: YOU)?\b.{0,12}$|apa (?:aja |saja )?(?:yang )?(?:bisa|dapat) YOU\b|YOU (?:bisa|dapat) (?:apa|ngapain|jawab|bantu)|(?:gimana|bagaimana|gmn) (?:sih )?(?:cara(?:nya)? )?(?:pakai|pake|makai|make|menggunakan|gunain|tanya|nanya|bertanya|kerja)(?:nya)?(?: YOU| bot| ini| ke YOU)*$|cara (?:pakai|pake|menggunakan)|what (?:can|do|could) YOU (?:do|know|help)|how (?:do|does|can) (?:YOU|this|it|i) (?:bot )?(?:works?|use (?:YOU|this|it)|ask)|what (?:is this|are YOU for|is this bot)|(?:can|could) YOU help(?: me)?$)/;
const insult =
  /^(?:(?:dasar|shut up|stfu|diam|diem|anjing|babi|monyet)(?: (?:lu|lo|kamu|you|bot|u))?|(?:go away|screw you|i hate you|you(?:'re| are| r)? (?:so |really |a |an )*(?:bad|wrong|dumb|stupid|useless|annoying|the worst)))\b.{0,24}$/;
const reader = (pattern: RegExp) => new RegExp(pattern.source.replaceAll('YOU', you), 'u');
const patterns: readonly (readonly [Talk, RegExp])[] = [
  ['self', reader(self)],
  ['abilities', reader(abilities)],
  ['abuse', reader(insult)],
];

/**
 * Recognises messages that only greet, thank, insult, or ask about the bot; `null` for anything that may be a question about
 * the news.
 *
 * @param isKnown whether the articles have a word: a single known word of abuse ("sampah") is a search for it
 */
export function smallTalk(given: string, isKnown: (form: string) => boolean = () => false): Talk | null {
  const text = withoutInvisible(given)
    .toLowerCase()
    .replace(/(\p{L})\1{2,}/gu, '$1')
    .replace(/’/g, "'")
    .replace(/[^\p{L}\p{N}'\s-]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  if (text === '' || (/^\p{L}+$/u.test(text) && isTopic(text, isKnown))) return null;
  const bare = withoutParticles(text);
  const asked = patterns.find(([, pattern]) => pattern.test(bare) || pattern.test(text))?.[0];
  if (asked !== undefined && bare.split(' ').length <= 9) return asked;
  const words = analyze(text, 'und').map(({ form }) => fold(form));
  const [kind] = marks.find(([, forms]) => words.some((word) => forms.has(word))) ?? [];
  if (kind === undefined && words.every(isParticle)) return 'chat';
  return kind !== undefined && words.every(isSmall) ? kind : null;
}

/** Whether a word of abuse or chat is one that the articles use. */
const isTopic = (word: string, isKnown: (form: string) => boolean) =>
  isKnown(word) && marks.some(([talk, forms]) => (talk === 'abuse' || talk === 'chat') && forms.has(word));

const isParticle = (word: string) =>
  chatWords.id.particles.has(word) ||
  chatWords.en.particles.has(word) ||
  /^(?:w+k+)+w*$|^(?:ha|he|hi|xi)+h?$/.test(word);

function withoutParticles(text: string): string {
  const words = text.split(' ').filter((word) => !isParticle(word));
  while (words.length > 1 && /^(?:halo|hai|hi|hey|hello|eh|terus|oke|ok|so|and|tapi)$/.test(words[0]!))
    words.shift();
  return words.join(' ');
}

function isSmall(word: string): boolean {
  return (
    beside.has(word) ||
    isParticle(word) ||
    chatWords.id.address.has(word) ||
    chatWords.en.address.has(word) ||
    marks.some(([, forms]) => forms.has(word)) ||
    ['gak', 'ga', 'nggak', 'ngga', 'tidak', 'jangan', 'not', 'no', 'yes', 'iya', 'bukan'].includes(word)
  );
}
