import type { RefObject } from 'preact';
import { useLayoutEffect, useMemo, useState } from 'preact/hooks';
import { commandWords, invocation } from '../../../chat/presenters/command-names.ts';
import type { CommandShape } from '../../wire.ts';
import { useStart } from '../places.ts';
import { useLocale, useWords } from '../words.ts';
import { CommandForm } from './command-form.tsx';
import { useCompletions, type Completion } from './completion.tsx';
import type { Conversation, ChannelMessage } from './conversation.ts';

interface ComposerProps {
  readonly input: RefObject<HTMLInputElement>;
  readonly channel: string;
  readonly conversation: Conversation;
  readonly replyTo: ChannelMessage | null;
  /** Called after the reply was sent or cancelled. */
  readonly onReplied: () => void;
}

/** Text field for messages to Kutip; "/" begins a command. */
export function Composer({ input, channel, conversation, replyTo, onReplied }: ComposerProps) {
  const [begun, setBegun] = useState<{ readonly command: CommandShape; readonly rest: string } | null>(null);
  const finish = () => {
    setBegun(null);
  };
  if (begun === null)
    return (
      <MessageForm
        {...{ input, channel, conversation, replyTo, onReplied }}
        onCommand={(command, rest) => {
          setBegun({ command, rest });
        }}
      />
    );
  return (
    <CommandForm
      key={begun.command.name}
      command={begun.command}
      rest={begun.rest}
      channel={channel}
      onCancel={finish}
      onSend={(options, invoked) => {
        conversation.invoke({ name: begun.command.name, options, invoked, channel });
        finish();
      }}
    />
  );
}

/** Discord's limit, in characters. */
const longest = 2000;

interface MessageFormProps extends ComposerProps {
  readonly onCommand: (command: CommandShape, rest: string) => void;
}

function MessageForm({ input, channel, conversation, replyTo, onReplied, onCommand }: MessageFormProps) {
  const t = useWords();
  const locale = useLocale();
  const { commands } = useStart();
  const [text, setText] = useState('');
  const typed = commands.filter(({ onMessage }) => onMessage !== true);
  const nameOf = (command: CommandShape) => `/${invocation(command, locale)}`;
  const begin = (command: CommandShape, rest: string) => {
    setText('');
    onCommand(command, rest);
  };
  // The same list until something else is typed, so that one closed by Escape stays closed.
  const items = useMemo(
    () =>
      matching(
        typed.map((command) => ({
          value: command.name,
          label: nameOf(command),
          detail: commandWords(command, locale).description,
        })),
        text,
      ),
    [commands, locale, text],
  );
  const completions = useCompletions(items, t('page.commands'), ({ value }) => {
    begin(
      typed.find(({ name }) => name === value)!,
      '',
    );
  });
  const write = (written: string) => {
    // The longest name that fits: one may begin with another.
    const [command] = typed
      .filter((one) => `${written} `.startsWith(`${nameOf(one)} `) && written.length > nameOf(one).length)
      .sort((one, other) => nameOf(other).length - nameOf(one).length);
    if (command === undefined) setText(written);
    else begin(command, written.slice(nameOf(command).length).trim());
  };
  useLayoutEffect(() => {
    input.current?.focus();
  }, []);
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() === '') return;
        conversation.write(channel, text.trim(), replyTo?.id);
        setText('');
        onReplied();
      }}
      onKeyDown={(event) => {
        if (!completions.onKey(event) && event.key === 'Escape') onReplied();
      }}
    >
      {completions.list}
      {replyTo !== null && (
        <p class="replying">
          {t('page.replyingTo', { name: t(`page.people.${replyTo.by}`) })}
          <button type="button" class="link" onClick={onReplied}>
            {t('page.cancel')}
          </button>
        </p>
      )}
      <div class="line">
        <input
          ref={input}
          type="text"
          dir="auto"
          maxLength={longest}
          value={text}
          aria-label={t('page.write')}
          placeholder={t('page.writeHint')}
          onInput={({ currentTarget }) => {
            write(currentTarget.value);
          }}
          {...completions.input}
        />
        <button class="button primary">{t('page.send')}</button>
      </div>
    </form>
  );
}

/** Commands that match what was typed. */
function matching(items: readonly Completion[], text: string): readonly Completion[] {
  if (!text.startsWith('/')) return [];
  const wanted = text.slice(1).trim().toLowerCase();
  return items.filter(({ value, label }) => value.includes(wanted) || label.toLowerCase().includes(wanted));
}
