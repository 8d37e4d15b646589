import { words, type Locale } from '../locales/words.ts';
import { filesIn, textOption, type Command } from './contract/command.ts';
import type { OptionValues } from './contract/context.ts';
import type { FilledForm, Form } from './contract/reply.ts';
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

/** What is missing in a form, too much, or none of the choices. */
export function formProblem({ title, fields }: Form, filled: FilledForm, locale: Locale): string | undefined {
  const t = words(locale);
  for (const { label, ...field } of fields) {
    const text = textOption(filled, field.name) ?? '';
    const files = filesIn(filled, field.name);
    const isEmpty = field.kind === 'files' ? files.length === 0 : text === '';
    if (field.required && isEmpty) return t('error.fieldMissing', { field: label, form: title });
    if (isEmpty) continue;
    if (field.kind === 'text' && text.length > field.maxLength)
      return t('page.tooLong', { field: label, max: field.maxLength });
    if (field.kind === 'files' && files.length > field.most)
      return t('page.tooManyFiles', { count: files.length, max: field.most });
    if (field.kind === 'choice' && !field.from.some(({ value }) => value === text))
      return t('page.notAChoice', {
        field: label,
        written: text,
        choices: field.from.map((choice) => choice.label),
      });
  }
  return undefined;
}
