import { useRef, useState } from 'preact/hooks';
import { commandWords } from '../../../chat/presenters/command-names.ts';
import { linkTo, linkToAnswer } from '../address.ts';
import { linkToArticle } from '../article-line.tsx';
import { MessageBody } from '../drawing/message-body.tsx';
import { useStart } from '../places.ts';
import { Popup } from '../popup.tsx';
import { useLocale, useWords } from '../words.ts';
import { answerIn, type Conversation, type ChannelMessage } from './conversation.ts';

interface MessageItemProps {
  readonly message: ChannelMessage;
  readonly repliedTo: ChannelMessage | undefined;
  readonly conversation: Conversation;
  readonly onReply: () => void;
  /** Called after it was dismissed, to move the focus. */
  readonly onGone: () => void;
}

/** A message with its controls and menu. */
export function MessageItem({ message, repliedTo, conversation, onReply, onGone }: MessageItemProps) {
  const t = useWords();
  const locale = useLocale();
  const [showsPayload, setShowsPayload] = useState(false);
  const whole = useRef<HTMLElement>(null);
  const { by, at, text, body, invoked } = message;
  const name = t(`page.people.${by}`);
  return (
    <li>
      <article
        ref={whole}
        class={`message ${by} ${message.private === true ? 'private' : ''}`}
        id={answerIn(message) === undefined ? undefined : `answer-${answerIn(message)}`}
        tabIndex={-1}
        aria-label={t('page.messageOf', { name })}
        aria-busy={message.busy === true || (text === undefined && body === undefined)}
        onContextMenu={(event) => {
          if ((event.target as Element).closest('a') !== null) return;
          event.preventDefault();
          whole.current?.querySelector<HTMLButtonElement>('.message-menu > .opener')?.click();
        }}
      >
        <Cause invoked={invoked} repliedTo={repliedTo} />
        <p class="by">
          <strong>{name}</strong>
          {by === 'kutip' && <span class="badge">{t('page.app')}</span>}
          <time dateTime={at.toISOString()}>
            {new Intl.DateTimeFormat(locale, {
              timeStyle: 'short',
              ...(at.toDateString() !== new Date().toDateString() && { dateStyle: 'short' }),
            }).format(at)}
          </time>
        </p>
        {text !== undefined && (
          <p class="written" dir="auto">
            {text}
          </p>
        )}
        {text === undefined && body === undefined && <p class="thinking">{t('page.thinking')}</p>}
        {body !== undefined && (
          <MessageBody
            file={body.file}
            components={body.components}
            busy={message.busy === true}
            onUse={(customId, chosen) => {
              conversation.use(message, customId, chosen);
            }}
          />
        )}
        {message.private === true && (
          <p class="only-you">
            {t('page.onlyYou')}{' '}
            <button
              type="button"
              class="link"
              onClick={() => {
                conversation.dismiss(message);
                onGone();
              }}
            >
              {t('page.dismiss')}
            </button>
          </p>
        )}
        {showsPayload && body !== undefined && (
          <pre class="payload" tabIndex={0} aria-label={t('page.payload')}>
            {JSON.stringify(body, null, 2)}
          </pre>
        )}
        <MessageMenu
          message={message}
          conversation={conversation}
          onReply={onReply}
          onPayload={() => {
            setShowsPayload(!showsPayload);
          }}
        />
      </article>
    </li>
  );
}

interface CauseProps {
  readonly invoked: string | undefined;
  readonly repliedTo: ChannelMessage | undefined;
}

function Cause({ invoked, repliedTo }: CauseProps) {
  const t = useWords();
  if (invoked !== undefined) return <p class="cause">{t('page.invoked', { invoked })}</p>;
  if (repliedTo === undefined) return null;
  const name = t(`page.people.${repliedTo.by}`);
  const { text } = repliedTo;
  return (
    <p class="cause" dir="auto">
      <span aria-hidden="true">↱ </span>
      {text === undefined ? t('page.replyingTo', { name }) : t('page.repliesTo', { name, text })}
    </p>
  );
}

/** Puts the address of an answer into the address bar, and into the clipboard where the browser lets it. */
function copyLink(answer: string): void {
  history.replaceState(null, '', linkToAnswer(answer));
  navigator.clipboard.writeText(location.href).catch((error: unknown) => {
    console.info('the address was not copied; it stands in the address bar', error);
  });
}

interface MenuProps extends Pick<MessageItemProps, 'message' | 'conversation' | 'onReply'> {
  readonly onPayload: () => void;
}

function MessageMenu({ message, conversation, onReply, onPayload }: MenuProps) {
  const t = useWords();
  const locale = useLocale();
  const { commands } = useStart();
  const { id, channel, text = '', body, about } = message;
  const answer = answerIn(message);
  return (
    <Popup class="message-menu" isMenu label={t('page.messageMenu')} button="⋯">
      {(close) => {
        const item = (label: string, act: () => void) => (
          <button
            key={label}
            type="button"
            class="item"
            role="menuitem"
            onClick={() => {
              close();
              act();
            }}
          >
            {label}
          </button>
        );
        return [
          item(t('page.reply'), onReply),
          ...(body === undefined ? [] : [item(t('page.payload'), onPayload)]),
          ...(answer === undefined
            ? []
            : [
                item(t('page.copyLink'), () => {
                  copyLink(answer);
                }),
              ]),
          ...(about?.quotes ?? []).map(({ article, ...at }, place) =>
            item(t('page.inArticle', { number: place + 1 }), () => {
              location.hash = linkToArticle(article, at);
            }),
          ),
          ...(about?.asked === undefined
            ? []
            : [
                item(t('page.whyThis'), () => {
                  location.hash = linkTo('why', { ...about.asked });
                }),
              ]),
          ...commands
            .filter(({ onMessage }) => onMessage === true)
            .map((command) => {
              const { name: invoked } = commandWords(command, locale);
              return item(`${t('page.apps')} › ${invoked}`, () => {
                // Discord hands over the text alone, of which a reply of Kutip has none.
                const options = { message: text };
                conversation.invoke({ name: command.name, options, invoked, channel, replyTo: id });
              });
            }),
        ];
      }}
    </Popup>
  );
}
