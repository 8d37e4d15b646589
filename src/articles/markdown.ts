import { decodeHTML } from 'entities';
import { Lexer, type Token, type Tokens } from 'marked';
import { parse as parseYaml, YAMLParseError } from 'yaml';
import type { Article } from './article.ts';
import { readFacts, textProblem } from './facts.ts';
import { fileLimits } from './limits.ts';

const frontMatter = /^---[ \t]*\n([\s\S]*?)(?:^|\n)---[ \t]*(?:\n|$)/;

/**
 * Reads an article in Markdown: YAML front matter, then the text.
 *
 * @returns the article, or the reason why it is none
 */
export function readMarkdown(id: string, source: string): Article | { readonly reason: string } {
  const header = frontMatter.exec(source);
  if ((header?.[1]?.length ?? 0) > fileLimits.frontMatter)
    return { reason: `the front matter has more than ${fileLimits.frontMatter} characters` };
  let fields: unknown;
  try {
    // To look for keys that come twice, and to tell where every error is, takes a time that grows with the square of the text.
    // Of keys that come twice, the last counts.
    fields = header
      ? parseYaml(header[1] ?? '', { uniqueKeys: false, prettyErrors: false, logLevel: 'error' })
      : {};
  } catch (error) {
    if (!(error instanceof YAMLParseError || error instanceof ReferenceError)) throw error;
    const at = error instanceof YAMLParseError ? ` at ${placeIn(source, header!, error.pos[0])}` : '';
    return { reason: `the front matter is not valid YAML: ${error.message.split('\n')[0] ?? ''}${at}` };
  }
  const facts = readFacts(id, fields ?? {});
  if ('reason' in facts) return facts;
  // An empty title that is written out says that the article has none.
  if (facts.title === '' && (fields as { readonly title?: unknown } | null)?.title !== '')
    return { reason: 'no title: the front matter needs a line "title: …"' };
  const markdown = source.slice(header?.[0].length ?? 0);
  const tooMuch = whyTooMuch(markdown);
  if (tooMuch !== null) return { reason: tooMuch };
  const text = markdownToText(markdown);
  const problem = text === '' ? 'no text after the front matter' : textProblem(text);
  return problem === null ? { ...facts, text } : { reason: problem };
}

/** The line and column of the file at a place of the front matter. */
function placeIn(source: string, header: RegExpExecArray, at: number): string {
  const before = source.slice(0, source.indexOf('\n', header.index) + 1 + at).split('\n');
  return `line ${before.length}, column ${before.at(-1)!.length + 1}`;
}

/** How deep quotes and lists may be nested by marks on one line: the parser reads what is below anew at each level. */
const deepest = 50;
const tooDeep = new RegExp(`^(?:[ \\t]*(?:>|[-+*](?=[ \\t])|\\d{1,9}[.)](?=[ \\t]))){${deepest}}`, 'm');

/** The sum of the squares of the marks in each block that may begin or end something: the parser compares them with each other. */
const mostComparisons = 10_000_000;

/** Why a text is too much for the parser, told in linear time; `null` when it may be parsed. */
function whyTooMuch(markdown: string): string | null {
  if (tooDeep.test(markdown)) return `quotes and lists are nested deeper than ${deepest} levels`;
  const comparisons = markdown
    .split(/\n[ \t]*\n/)
    .map((block) => block.match(/\\[^]|[*_~<]/g)?.filter((mark) => mark.length === 1).length ?? 0)
    .reduce((sum, marks) => sum + marks ** 2, 0);
  return comparisons > mostComparisons ? 'a paragraph has too many marks (*, _, ~ and <)' : null;
}

/** Renders Markdown to plain text: LF, blocks separated by a blank line, each list item on its own line. */
function markdownToText(markdown: string): string {
  return blocks(new Lexer().lex(markdown)).join('\n\n');
}

function blocks(tokens: readonly Token[]): string[] {
  return tokens.map(block).filter((text) => text !== '');
}

function block(token: Token): string {
  switch (token.type) {
    case 'space':
    case 'hr':
    case 'def':
      return '';
    case 'code':
      return (token as Tokens.Code).text.trim();
    case 'blockquote':
      return blocks((token as Tokens.Blockquote).tokens).join('\n\n');
    case 'list':
      return (token as Tokens.List).items.map((item) => blocks(item.tokens).join('\n')).join('\n');
    case 'table': {
      const { header, rows } = token as Tokens.Table;
      return [header, ...rows].map((row) => row.map((cell) => inline(cell.tokens)).join(' | ')).join('\n');
    }
    default:
      return inlineToken(token).trim();
  }
}

function inline(tokens: readonly Token[]): string {
  return tokens.map(inlineToken).join('');
}

function inlineToken(token: Token): string {
  if (token.type === 'br') return '\n';
  if (token.type === 'html') return decodeHTML(token.raw.replace(/<!--[\s\S]*?-->|<[^>]*>/g, '')).trim();
  if (token.type === 'codespan') return (token as Tokens.Codespan).text;
  if (token.type === 'image') return (token as Tokens.Image).text;
  if ('tokens' in token) return inline(token.tokens);
  if (token.type === 'escape') return (token as Tokens.Escape).text;
  // Not the token's text, in which entities are decoded: one that stands for a line end is none of the source.
  return decodeHTML(token.raw.replace(/[ \t]*\n[ \t]*/g, ' '));
}
