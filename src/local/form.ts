import type { OptionValues } from '../chat/circumstances.ts';
import { textOption, type Command, type Option } from '../chat/command.ts';
import { words, type Locale } from '../locales/words.ts';
import { commandWords, optionWords } from '../chat/command-words.ts';
import { markup, type Markup } from './markup.ts';

/** The field of an address that an option stands in: `q` for what a command cannot do without, else the option's name. */
export const fieldOf = (option: Option) => (option.required === true ? 'q' : option.name);

/** The values that an address gives to the options of a command, or what is wrong with one of them and what to do. */
export function readOptions(
  command: Command,
  query: URLSearchParams,
  locale: Locale,
): { readonly options: OptionValues } | { readonly problem: string } {
  const t = words(locale);
  const options: Record<string, string | boolean> = {};
  for (const option of command.options) {
    const written = query.get(fieldOf(option));
    if (written === null || written.trim() === '') continue;
    const texts = optionWords(command, option, locale);
    if (option.maxLength !== undefined && written.length > option.maxLength) {
      return { problem: t('page.tooLong', { field: texts.name, max: option.maxLength }) };
    }
    if (option.choices !== undefined && !option.choices.includes(written)) {
      return { problem: t('page.notAChoice', { field: texts.name, written, choices: option.choices }) };
    }
    options[option.name] = option.type === 'boolean' ? written !== 'false' : written;
  }
  return { options };
}

/** Whether everything is given that the command cannot do without. */
export function isComplete(command: Command, options: OptionValues): boolean {
  return command.options.every(
    (option) => option.required !== true || textOption(options, option.name) !== undefined,
  );
}

/** The form of a command, filled with what the address gives; `lang` is the locale when the address names it. */
export function formHtml(
  command: Command,
  {
    action,
    query,
    locale,
    lang,
  }: { action: string; query: URLSearchParams; locale: Locale; lang: Locale | null },
): Markup | null {
  if (command.options.length === 0) return null;
  const t = words(locale);
  const needed = command.options.filter((option) => option.required === true);
  const optional = command.options.filter((option) => option.required !== true);
  const draw = (option: Option) => fieldHtml(command, option, query.get(fieldOf(option)), locale);
  const submit = markup`<button>${needed.length > 0 ? commandWords(command, locale).name : t('page.show')}</button>`;
  return markup`<form action="${action}" method="get">
${lang !== null && markup`<input type="hidden" name="lang" value="${lang}">`}
${
  needed.length === 0
    ? markup`<div class="fields">${optional.map(draw)}</div>\n${submit}`
    : markup`<div class="needed">${needed.map(draw)}${submit}</div>
<details${optional.some((option) => query.get(fieldOf(option))) && markup` open`}><summary>${t('page.more')}</summary>
<div class="fields">${optional.map(draw)}</div></details>`
}
</form>`;
}

function fieldHtml(command: Command, option: Option, given: string | null, locale: Locale): Markup {
  const { name, description, choices } = optionWords(command, option, locale);
  const field = fieldOf(option);
  const hint = markup`<small id="${field}-hint">${description}</small>`;
  const label = markup`<label for="${field}">${name}</label>`;
  const named = markup`id="${field}" name="${field}" aria-describedby="${field}-hint"`;
  if (option.type === 'boolean') {
    const checked = given !== null && given !== 'false' && markup` checked`;
    return markup`<div class="field check"><input type="checkbox" value="true" ${named}${checked}>${label}${hint}</div>\n`;
  }
  if (option.choices !== undefined) {
    const all = option.choices.map(
      (value) =>
        markup`<option value="${value}"${value === given && markup` selected`}>${choices?.[value] ?? value}</option>`,
    );
    return markup`<div class="field">${label}<select ${named}><option value="">${words(locale)('page.any')}</option>${all}</select>${hint}</div>\n`;
  }
  const limit = option.maxLength !== undefined && markup` maxlength="${option.maxLength}"`;
  const required = option.required === true && markup` required`;
  return markup`<div class="field">${label}<input type="text" dir="auto" autocomplete="off" ${named} value="${given}"${limit}${required}>${hint}</div>\n`;
}
