import { MessageFlags, type APIMessage } from 'discord-api-types/v10';
import { callOf } from '../../src/components/custom-id.ts';
import { parts, type Component } from '../loopback/payloads.ts';
import type { LoopbackDiscord } from '../loopback/server.ts';

/** The buttons of a message, by their labels; those without one, by the action that they call. */
export const buttonsOf = (message: APIMessage): Map<string, Component> =>
  new Map(
    [...parts((message.components ?? []) as unknown as Component[])]
      .filter(({ custom_id }) => custom_id !== undefined)
      .map((one) => [(one.label as string | undefined) ?? callOf(one.custom_id!)!.action, one]),
  );

/** Presses one of them, as a person who speaks Indonesian. */
export function press(
  discord: LoopbackDiscord,
  message: APIMessage,
  name: string,
  user = discord.users.asker,
) {
  const button = buttonsOf(message).get(name)?.custom_id;
  if (button === undefined) throw new Error(`There is no button "${name}".`);
  return discord.interaction({ button, message, user, locale: 'id' });
}

export const isEphemeral = (message: { flags?: number }): boolean =>
  ((message.flags ?? 0) & MessageFlags.Ephemeral) !== 0;
