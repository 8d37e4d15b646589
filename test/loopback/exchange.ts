import { InteractionResponseType } from 'discord-api-types/v10';
import type {
  APIApplicationCommandOptionChoice,
  APIInteractionResponse,
  APIMessage,
  APIModalInteractionResponseCallbackData,
  Snowflake,
} from 'discord-api-types/v10';
import type { MessageBody } from './limits.ts';
import { Log } from './log.ts';
import type { Interaction } from './payloads.ts';

/** One thing the bot said because of an event. */
export interface Said {
  how: 'callback' | 'message' | 'edit' | 'follow-up' | 'deletion';
  /** The message body, where a message was written. */
  reply?: MessageBody | undefined;
  /** The answer to an interaction, where this is one. */
  callback?: APIInteractionResponse;
  /** The message that was written or deleted. */
  messageId?: Snowflake | undefined;
  /** Milliseconds from the event to the arrival of the request. */
  ms: number;
}

/** An event that was given to the bot, and everything it said in return. */
export class Exchange {
  readonly said = new Log<Said>();
  /** When the event was sent, on the clock of `performance.now()`. */
  readonly at = performance.now();
  /** Sends the same event again, as Discord sometimes does. */
  readonly repeat: () => void;
  readonly #name: string;
  readonly #messages: ReadonlyMap<Snowflake, APIMessage>;

  /** `name`: how failures call it; `messages`: all messages that Discord shows. */
  constructor(name: string, messages: ReadonlyMap<Snowflake, APIMessage>, repeat: () => void) {
    this.#name = name;
    this.#messages = messages;
    this.repeat = repeat;
  }

  /** The first message body that answers, as the bot sent it; later ones are in `said`. */
  get reply(): Promise<MessageBody> {
    return this.#first().then(({ reply }) => reply!);
  }

  /** The answering message as it stands in the channel now, for pressing its buttons; fails if it was deleted. */
  get shown(): Promise<APIMessage> {
    return this.#first().then(({ messageId = '' }) => {
      const message = this.#messages.get(messageId);
      if (message) return structuredClone(message);
      throw new Error(`The reply to ${this.#name} was deleted.`);
    });
  }

  /** Milliseconds from the event to the first reply. */
  get msToReply(): Promise<number> {
    return this.#first().then(({ ms }) => ms);
  }

  /** Waits for something that was said; `what` names it in the failure. */
  wait(wanted: (said: Said) => boolean, what: string, withinMs?: number): Promise<Said> {
    return this.said.when(wanted, `${what} ${this.#name}`, withinMs);
  }

  #first(): Promise<Said> {
    return this.wait(({ reply }) => reply !== undefined, 'the reply to');
  }
}

/** A message that somebody wrote, and the bot's answers to it. */
export class Posted extends Exchange {
  readonly message: APIMessage;

  constructor(message: APIMessage, messages: ReadonlyMap<Snowflake, APIMessage>, repeat: () => void) {
    super(`the message "${message.content}"`, messages, repeat);
    this.message = message;
  }
}

/** An interaction, and the bot's answers to it. */
export class Asked extends Exchange {
  readonly interaction: Interaction;
  /** The type of the accepted callback, once there is one. */
  responded: InteractionResponseType | undefined;
  /** What `@original` stands for. */
  originalId: Snowflake | undefined;
  /** Set to true to let the 3 seconds (if not acknowledged) or the 15 minutes (otherwise) be over. */
  expired = false;

  constructor(interaction: Interaction, messages: ReadonlyMap<Snowflake, APIMessage>, repeat: () => void) {
    super(`the interaction ${JSON.stringify(interaction.data)}`, messages, repeat);
    this.interaction = interaction;
  }

  /** The callback, and how many milliseconds after the event it came. */
  get acknowledged(): Promise<APIInteractionResponse & { ms: number }> {
    return this.wait(({ callback }) => callback !== undefined, 'the acknowledgement of').then(
      ({ callback, ms }) => ({ ...callback!, ms }),
    );
  }

  /** The modal that the callback opened; fails if it was something else. */
  get modal(): Promise<APIModalInteractionResponseCallbackData> {
    return this.acknowledged.then((answer) => {
      if (answer.type === InteractionResponseType.Modal) return answer.data;
      throw new Error(`Expected a modal, but the callback was ${JSON.stringify(answer)}.`);
    });
  }

  /** The choices that the callback offered for completion; fails if it was something else. */
  get choices(): Promise<APIApplicationCommandOptionChoice[]> {
    return this.acknowledged.then((answer) => {
      if (answer.type === InteractionResponseType.ApplicationCommandAutocompleteResult)
        return answer.data.choices ?? [];
      throw new Error(`Expected choices, but the callback was ${JSON.stringify(answer)}.`);
    });
  }
}
