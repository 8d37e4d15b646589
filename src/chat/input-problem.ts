import { words, type Locale } from '../locales/words.ts';
import { textOption, type Command } from './contract/command.ts';
import type { OptionValues } from './contract/context.ts';
import type { Form } from './contract/reply.ts';
import type { FilledForm } from './contract/surface.ts';
import { invocation, optionWords } from './presenters/command-names.ts';

/** What is missing in the options of a command, too long, or none of the choices. */
export function optionProblem(command: Command, options: OptionValues, locale: Locale): string | undefined {
  const t = words(locale);
  for (const option of command.options) {
    const value = options[option.name];
    const { name: field } = optionWords(command, option, locale);
    const isMissing = option.required === true && command.onMessage !== true;
    if (isMissing && textOption(options, option.name) === undefined)
      return t('page.missing', { field, command: invocation(command, locale) });
    if (typeof value !== 'string') continue;
    if (option.maxLength !== undefined && value.length > option.maxLength)
      return t('page.tooLong', { field, max: option.maxLength });
    if (option.choices !== undefined && !option.choices.includes(value))
      return t('page.notAChoice', { field, written: value, choices: option.choices });
  }
  return undefined;
}

/** What is missing in a form, or too long. */
export function formProblem({ title, fields }: Form, filled: FilledForm, locale: Locale): string | undefined {
  const t = words(locale);
  for (const { name, label, required, maxLength } of fields) {
    const text = filled[name]?.trim() ?? '';
    if (required && text === '') return t('error.fieldMissing', { field: label, form: title });
    if (text.length > maxLength) return t('page.tooLong', { field: label, max: maxLength });
  }
  return undefined;
}
