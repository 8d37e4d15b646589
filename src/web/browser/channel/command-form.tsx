import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { OptionValues } from '../../../chat/contract/context.ts';
import { commandWords, invocation, optionWords } from '../../../chat/presenters/command-names.ts';
import type { CommandShape, OptionShape, SuggestResponse, SuggestRequest } from '../../wire.ts';
import { addressOf } from '../file-address.ts';
import { post } from '../post.ts';
import { useLocale, useWords } from '../words.ts';
import { useCompletions, type Completion } from './completion.tsx';

interface CommandFormProps {
  readonly command: CommandShape;
  /** Text typed after the command's name. */
  readonly rest: string;
  readonly channel: string;
  readonly onSend: (options: OptionValues, invoked: string) => void;
  readonly onCancel: () => void;
}

/** An option's value and its label. */
interface Given {
  readonly value: string;
  readonly shown: string;
}

/** Fills in a command's options: the required ones, others on request. */
export function CommandForm({ command, rest, channel, onSend, onCancel }: CommandFormProps) {
  const t = useWords();
  const locale = useLocale();
  const { options } = command;
  const [given, setGiven] = useState<Readonly<Record<string, Given>>>(() => {
    const [first] = options;
    return first !== undefined && rest !== '' ? { [first.name]: { value: rest, shown: rest } } : {};
  });
  const [shown, setShown] = useState<readonly string[]>(() =>
    options.filter(({ name, required }) => required === true || name in given).map(({ name }) => name),
  );
  const form = useRef<HTMLFormElement>(null);
  const values: OptionValues = Object.fromEntries(
    options
      .filter(({ name }) => given[name] !== undefined && given[name].value !== '')
      .map(({ name, type }) => [
        name,
        type === 'boolean' ? given[name]!.value === 'true' : given[name]!.value,
      ]),
  );
  useLayoutEffect(() => {
    const fields = form.current?.querySelectorAll<HTMLElement>('.option :is(input, select)') ?? [];
    (fields[fields.length - 1] ?? form.current?.querySelector<HTMLElement>('.send'))?.focus();
  }, [shown.length]);

  return (
    <form
      class="composer"
      ref={form}
      aria-label={`/${invocation(command, locale)}`}
      onSubmit={(event) => {
        event.preventDefault();
        onSend(values, `/${invocation(command, locale)}`);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onCancel();
      }}
    >
      <p class="about">
        <strong>/{invocation(command, locale)}</strong> {commandWords(command, locale).description}
      </p>
      <div class="line">
        <div class="options">
          {options
            .filter(({ name }) => shown.includes(name))
            .map((option) => (
              <OptionField
                key={option.name}
                command={command}
                option={option}
                given={given[option.name] ?? { value: '', shown: '' }}
                typed={{ name: command.name, channel, locale, options: values }}
                onGive={(one) => {
                  setGiven((all) => ({ ...all, [option.name]: one }));
                }}
              />
            ))}
          {options
            .filter(({ name }) => !shown.includes(name))
            .map((option) => (
              <button
                key={option.name}
                type="button"
                class="more"
                title={optionWords(command, option, locale).description}
                onClick={() => {
                  setShown([...shown, option.name]);
                }}
              >
                + {optionWords(command, option, locale).name}
              </button>
            ))}
        </div>
        <button type="button" class="button secondary" onClick={onCancel}>
          {t('page.cancel')}
        </button>
        <button class="button primary send">{t('page.send')}</button>
      </div>
    </form>
  );
}

interface FieldProps {
  readonly command: CommandShape;
  readonly option: OptionShape;
  readonly given: Given;
  /** Context for suggestions. */
  readonly typed: Omit<SuggestRequest, 'option' | 'written'>;
  readonly onGive: (given: Given) => void;
}

function OptionField(props: FieldProps) {
  const { command, option, given, onGive } = props;
  const t = useWords();
  const words = optionWords(command, option, useLocale());
  const id = `option-${option.name}`;
  const choices: readonly Completion[] | undefined =
    option.type === 'boolean'
      ? [
          { value: 'true', label: t('page.yes') },
          { value: 'false', label: t('page.no') },
        ]
      : option.choices?.map((value) => ({ value, label: words.choices?.[value] ?? value }));
  return (
    <div class="option">
      <label for={id}>{words.name}</label>
      {option.type === 'file' ? (
        <FileOption {...props} id={id} />
      ) : choices === undefined ? (
        <TextOption {...props} id={id} />
      ) : (
        <select
          id={id}
          value={given.value}
          required={option.required === true}
          aria-describedby={`${id}-hint`}
          onChange={({ currentTarget: { value } }) => {
            onGive({ value, shown: value });
          }}
        >
          <option value="">{t('page.any')}</option>
          {choices.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      )}
      <small id={`${id}-hint`}>{words.description}</small>
    </div>
  );
}

function FileOption({ option, onGive, id }: FieldProps & { readonly id: string }) {
  return (
    <input
      id={id}
      type="file"
      required={option.required === true}
      accept={option.fileTypes?.join()}
      aria-describedby={`${id}-hint`}
      onChange={({ currentTarget }) => {
        const file = currentTarget.files?.[0];
        if (file === undefined) {
          onGive({ value: '', shown: '' });
          return;
        }
        addressOf(file).then(
          (value) => {
            onGive({ value, shown: file.name });
          },
          (error: unknown) => {
            currentTarget.setCustomValidity(error instanceof Error ? error.message : file.name);
          },
        );
      }}
    />
  );
}

function TextOption({ command, option, given, typed, onGive, id }: FieldProps & { readonly id: string }) {
  const { name } = optionWords(command, option, useLocale());
  const [items, setItems] = useState<readonly Completion[]>([]);
  const asked = useRef(0);
  const suggest = async (written: string) => {
    if (!option.suggests) return;
    const turn = ++asked.current;
    // Suggestions are a convenience: what is typed counts without them too.
    const { suggestions } = await post<SuggestResponse>('/api/suggestions', {
      ...typed,
      option: option.name,
      written,
    }).catch((): SuggestResponse => ({ suggestions: [] }));
    if (turn === asked.current) setItems(suggestions);
  };
  const completions = useCompletions(items, name, ({ value, label }) => {
    asked.current++;
    setItems([]);
    onGive({ value, shown: label });
  });
  return (
    <>
      {completions.list}
      <input
        id={id}
        type="text"
        dir="auto"
        autocomplete="off"
        value={given.shown}
        required={option.required === true}
        maxLength={option.maxLength}
        aria-describedby={`${id}-hint`}
        onFocus={() => void suggest(given.shown)}
        onBlur={() => {
          asked.current++;
          setItems([]);
        }}
        onKeyDown={completions.onKey}
        onInput={({ currentTarget: { value } }) => {
          onGive({ value, shown: value });
          void suggest(value);
        }}
        {...(option.suggests && completions.input)}
      />
    </>
  );
}
