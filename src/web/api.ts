import { z } from 'zod';
import type { Command } from '../chat/contract/command.ts';
import type { Chat } from '../chat/contract/chat.ts';
import { localServer } from '../chat/contract/context.ts';
import { welcomeFor } from '../chat/welcome.ts';
import { replyMessage } from '../components/message.ts';
import { locales } from '../locales/words.ts';
import { expectedDate, parseAskedAt } from '../chat/parse-asked-at.ts';
import type {
  ListRequest,
  CommandShape,
  EditsRequest,
  InteractionRequest,
  OpenArticleRequest,
  InteractionResult,
  Problem,
  Start,
  SuggestRequest,
  ExplainRequest,
} from './wire.ts';
import { interact, offer, pageMessage } from './interactions.ts';
import { articlesOf, explanation, overviewOf, passagesOf } from './knowledge-views.ts';
import { channels, direct, roles } from './places.ts';
import type { HttpResponse } from '../ops/http-server.ts';
import type { Memory } from './visitors.ts';

/** The visitor's id, empty if unknown, and everything remembered. */
interface Visit {
  readonly visitor: string;
  readonly memory: Memory;
}

/** An endpoint: JSON in, JSON out. */
type Route = (chat: Chat, json: unknown, visit: Visit) => Promise<HttpResponse>;

export const startPath = '/api/start';

const editsPath = '/api/edits';

/** For commands with a file; the limit in bytes allows a file of 10 MB, in base64 and JSON. */
export const filePath = '/api/files';
export const longestWithFile = 14_200_000;

const options = z.record(z.string(), z.union([z.string(), z.boolean()]));
const somewhere = {
  channel: z.enum([...channels, direct].map(({ id }) => id)),
  locale: z.enum(locales),
};
const messageId = z
  .string()
  .regex(/^[\w-]{0,40}$/)
  .default('');
const about = { ...somewhere, id: messageId, replyTo: messageId };
const interactionRequest: z.ZodType<InteractionRequest> = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('command'),
    name: z.string(),
    options,
    invoked: z.string().max(100).default(''),
    ...about,
  }),
  z.object({ kind: z.literal('message'), text: z.string().max(2000), written: messageId, ...about }),
  z.object({ kind: z.literal('control'), customId: z.string(), chosen: z.array(z.string()), ...about }),
  z.object({
    kind: z.literal('form'),
    customId: z.string(),
    filled: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
    ...about,
  }),
]);
const editsRequest: z.ZodType<EditsRequest> = z.object({ after: z.int().min(0) });
const suggestRequest: z.ZodType<SuggestRequest> = z.object({
  name: z.string(),
  option: z.string(),
  written: z.string(),
  options,
  ...somewhere,
});

const text = z.string().max(500);
const skip = z.int().min(0).max(1_000_000);
const explainRequest: z.ZodType<ExplainRequest> = z.object({
  question: text,
  previous: text,
  strictness: z.enum(['normal', 'strict']),
  day: text
    .default('')
    .refine((written) => written === '' || parseAskedAt(written) !== null, { error: expectedDate }),
  locale: z.enum(locales),
});
const articleFilter = z.object({
  words: text,
  source: text,
  since: text,
  until: text,
  locale: z.enum(locales),
});
const listRequest: z.ZodType<ListRequest> = articleFilter.extend({ skip });
const openArticleRequest: z.ZodType<OpenArticleRequest> = z.object({ id: z.string(), skip });

/** All endpoints by path; each takes a POST. */
const routes: Readonly<Record<string, Route>> = {
  [startPath]: route(z.object({}), (chat, _, { visitor, memory }) => startOf(chat, memory.of(visitor))),
  '/api/interactions': route(interactionRequest, interactAndRemember),
  [filePath]: route(interactionRequest, interactAndRemember),
  [editsPath]: route(editsRequest, (_, { after }, { visitor, memory }) =>
    Promise.resolve(memory.editsAfter(visitor, after)),
  ),
  '/api/suggestions': route(suggestRequest, (chat, asked, { visitor }) => offer(chat, asked, visitor)),
  '/api/explanation': route(explainRequest, explanation),
  '/api/articles': route(listRequest, articlesOf),
  '/api/article': route(openArticleRequest, passagesOf),
  '/api/overview': route(articleFilter, overviewOf),
};

export const routeAt = (path: string): Route | undefined =>
  Object.hasOwn(routes, path) ? routes[path] : undefined;

function route<In>(
  schema: z.ZodType<In>,
  answer: (chat: Chat, asked: In, visit: Visit) => Promise<object | null>,
): Route {
  return async (chat, json, visit) => {
    const read = schema.safeParse(json);
    return read.success
      ? jsonOf(200, await answer(chat, read.data, visit))
      : jsonOf(400, { problem: z.prettifyError(read.error) } satisfies Problem);
  };
}

export const jsonOf = (status: number, body: object | null): HttpResponse => ({
  status,
  type: 'application/json; charset=utf-8',
  body: JSON.stringify(body),
});

async function interactAndRemember(
  chat: Chat,
  request: InteractionRequest,
  { visitor, memory }: Visit,
): Promise<InteractionResult> {
  const begun = new Date();
  const outcome = await interact(chat, request, visitor);
  memory.keep(visitor, request, outcome, begun);
  // From now on it can be found when what it quotes is corrected.
  if (outcome.do === 'add' && outcome.keptAs !== undefined && visitor !== '')
    await chat.services.replies.shown(outcome.keptAs, pageMessage(request.id));
  return outcome;
}

async function startOf({ commands, services }: Chat, messages: Start['messages']): Promise<Start> {
  const [en, id] = await Promise.all(
    (['en', 'id'] as const).map((locale) => welcomeFor(localServer, locale, services)),
  );
  return {
    commands: commands.map(shapeOf),
    channels,
    roles,
    direct,
    welcome: { en: replyMessage(en!), id: replyMessage(id!) },
    messages,
  };
}

const shapeOf = ({ name, onMessage, needs, options }: Command): CommandShape => ({
  name,
  ...(onMessage && { onMessage }),
  ...(needs && { needs }),
  options: options.map(({ suggest, ...option }) => ({ ...option, suggests: suggest !== undefined })),
});
