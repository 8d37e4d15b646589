import { expect, it } from 'vitest';
import type { QuotePart, Reply } from '../../src/chat/contract/reply.ts';
import { dispatch } from '../../src/chat/dispatch.ts';
import { newChat } from '../discord/connected.ts';

const noon = Date.UTC(2022, 0, 20, 12);
const textOf = ({ parts }: Reply) => parts.map((part) => ('text' in part ? part.text : '')).join('\n');

/** Writes to one bot, one message after another. */
async function speaker() {
  const { chat } = await newChat();
  return async (text: string, { asker = 'ani', place = 'kanal', minute = 0 } = {}) => {
    const written = {
      text,
      isReadable: true,
      placeLocale: undefined,
      person: {
        id: chat.services.people.pseudonymOf(asker),
        account: null,
        mayManageServer: false,
        mayManageMessages: false,
        roles: [],
      },
      place: { server: null, channel: place, parent: null, lacks: [] },
      title: undefined,
    };
    let shown = '';
    const show = (reply: Reply) => {
      shown = textOf(reply);
      return Promise.resolve(true);
    };
    const surface = {
      through: 'message',
      hasPersonalLimit: true,
      drawn: ({ text }: QuotePart) => text,
      canChange: false,
      acknowledge: () => Promise.resolve(true),
      show,
      replace: show,
      remove: () => Promise.resolve(false),
      openForm: () => Promise.resolve(null),
    } as const;
    await dispatch(chat, { kind: 'message', written, now: new Date(noon + minute * 60_000) }, surface);
    return shown;
  };
}

const question = 'Kapan penarikan pasukan CSTO selesai?';
const readWith = `Dianggap lanjutan dari: “${question}”`;

it('reads a follow-up with the question before it, and says so', async () => {
  const write = await speaker();
  await write(question);
  const reply = await write('dan siapa yang mengumumkannya?', { minute: 9 });
  expect(reply).toContain(readWith);
  expect(reply).toContain('Presiden Tokayev mengumumkannya di Almaty.');
});

it.each([
  ['somebody else asks', { asker: 'budi' }],
  ['it is asked elsewhere', { place: 'lain' }],
  ['eleven minutes have passed', { minute: 11 }],
])('reads a question alone when %s', async (_, where) => {
  const write = await speaker();
  await write(question);
  expect(await write('dan siapa yang mengumumkannya?', where)).not.toContain('Dibaca bersama');
});

it('reads a new topic alone', async () => {
  const write = await speaker();
  await write(question);
  expect(await write('How long was the internet switched off?')).not.toContain('Read together');
});

it('says what it searched for instead of a misspelt word', async () => {
  const write = await speaker();
  const reply = await write('Kapan pasukan CSTO ditarik dari Kazakstan?');
  expect(reply).toContain('Menampilkan hasil untuk Kazakhstan (Anda menulis Kazakstan)');
});
