import { useEffect, useRef, useState } from 'preact/hooks';
import { Modal } from '../drawing/modal.tsx';
import { linkTo } from '../address.ts';
import { usePlaceName, useStart } from '../places.ts';
import type { ViewProps } from '../view.ts';
import { useWords } from '../words.ts';
import { Composer } from './composer.tsx';
import type { ChannelMessage } from './conversation.ts';
import { MessageItem } from './message-item.tsx';

/** A Discord-like channel: messages with a composer below. */
export function Channel({ conversation, query }: ViewProps) {
  const t = useWords();
  const nameOf = usePlaceName();
  const { channels, direct } = useStart();
  const places = [...channels, direct];
  const { id: channel } = places.find(({ id }) => id === query.get('channel')) ?? places[0]!;
  const [replyTo, setReplyTo] = useState<ChannelMessage | null>(null);
  const list = useRef<HTMLOListElement>(null);
  const composer = useRef<HTMLInputElement>(null);
  const { form: open } = conversation;
  const messages = conversation.messages.filter((message) => message.channel === channel);
  const sign = (id: string) => (id === direct.id ? '@' : '#');

  // What is new is shown from its beginning.
  const newest = messages.at(-1);
  useEffect(() => {
    list.current?.querySelector(':scope > li:last-child')?.scrollIntoView({ block: 'nearest' });
  }, [newest?.id, newest?.body]);
  // An address leads to an answer: where it stands, else shown once more.
  const answer = query.get('answer');
  useEffect(() => {
    if (answer === null) return;
    const shown = document.getElementById(`answer-${answer}`);
    if (shown === null) conversation.show(answer, channel);
    shown?.scrollIntoView({ block: 'start' });
    shown?.focus({ preventScroll: true });
  }, [answer]);
  useEffect(() => {
    setReplyTo(null);
  }, [channel]);

  return (
    <div class="channel">
      <nav class="channels" aria-label={t('page.channels')}>
        {places.map(({ id }) => (
          <a key={id} href={linkTo('', { channel: id })} aria-current={id === channel ? 'page' : undefined}>
            <span aria-hidden="true">{sign(id)} </span>
            {nameOf(id)}
          </a>
        ))}
      </nav>
      <main>
        <h2>
          <span aria-hidden="true">{sign(channel)} </span>
          {nameOf(channel)}
        </h2>
        <div class="messages" tabIndex={0} role="log" aria-label={t('page.messages')}>
          <ol ref={list}>
            {messages.map((message) => (
              <MessageItem
                key={message.id}
                message={message}
                repliedTo={messages.find(({ id }) => id === message.replyTo)}
                conversation={conversation}
                onReply={() => {
                  setReplyTo(message);
                  composer.current?.focus();
                }}
                onGone={() => composer.current?.focus()}
              />
            ))}
          </ol>
        </div>
        <Composer
          key={channel}
          input={composer}
          channel={channel}
          conversation={conversation}
          replyTo={replyTo}
          onReplied={() => {
            setReplyTo(null);
          }}
        />
      </main>
      {open && (
        <Modal
          key={open.id}
          form={open.form}
          onSend={(filled) => {
            conversation.fill(open, filled);
          }}
          onCancel={() => {
            conversation.fill(open, null);
          }}
        />
      )}
    </div>
  );
}
