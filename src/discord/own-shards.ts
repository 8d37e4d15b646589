import { setTimeout as sleep } from 'node:timers/promises';
import { Status, type Client } from 'discord.js';
import type { Shards } from '../chat/contract/services.ts';
import type { LastingConnection, Sharing } from './connection.ts';
import type { Connecting, WantedShards } from './shards.ts';
import type { Unfinished } from './unfinished.ts';

/** What Discord allows a bot, all of its processes together. */
const requestsPerSecond = 50;

/** How long Discord wants between two logins of a bucket of shards, in milliseconds. */
const identifyMs = 5_000;

/** How long a shard that is given up waits for its last answers, in milliseconds. */
const lastAnswersMs = 6_000;

/** How many requests a second a process may send that has so many of the shards. */
export const shareOf = (shards: number, of: number) =>
  Math.max(1, Math.round((shards / of) * requestsPerSecond));

/** @throws {Error} when this process wants another number of shards than those that run have */
export const sharingOf = (shards: Shards, wanted: WantedShards): Sharing => ({
  async count(recommended) {
    const asked = wanted === 'auto' ? recommended : wanted.of;
    const count = await shards.join(asked);
    if (wanted !== 'auto' && count !== asked)
      throw new Error(
        `KUTIP_SHARDS says that there are ${asked} shards, but the processes that run have ${count}: stop all of them first, or say ${count} too`,
      );
    return count;
  },
  identify: (shard, concurrency, signal) => shards.turn(shard % concurrency, identifyMs, signal),
  tenure: (shard) => shards.tenure(shard),
});

interface OwnShardsParts<Left> {
  readonly client: Client;
  readonly connection: Pick<LastingConnection, 'enter' | 'leave'>;
  readonly unfinished: Pick<Unfinished, 'end' | 'forget' | 'answered'>;
  /** The shards that are owned. */
  readonly mine: Set<number>;
  /** What the last owner of a shard has left. */
  readonly before: (shard: number) => Promise<Left>;
  readonly answerLeft: (left: Left) => void;
}

/** Connects the shards that this process owns, for as long as it does; to be called once the client has made them all. */
export function ownShards<Left>({
  client,
  connection,
  unfinished,
  mine,
  before,
  answerLeft,
}: OwnShardsParts<Left>): Connecting {
  const { shards } = client.ws;
  // discord.js waits for all of them, and knows nothing of those that others have.
  const isOthers = (shard: number) =>
    Object.assign(shards.get(shard)!, { status: Status.Ready, sessionInfo: null });
  const divideRequests = () => {
    client.rest.options.globalRequestsPerSecond = shareOf(mine.size, shards.size);
  };
  for (const shard of shards.keys()) isOthers(shard);
  divideRequests();
  return {
    async enter(id) {
      mine.add(id);
      divideRequests();
      const left = await before(id);
      if (!mine.has(id)) return;
      const shard = shards.get(id)!;
      shard.status = Status.Connecting;
      // Nothing can be answered in a server that is not known yet.
      const knowsServers = new Promise<void>((resolve) => {
        shard.once('allReady', () => {
          resolve();
        });
      });
      await connection.enter(id);
      await knowsServers;
      if (mine.has(id)) answerLeft(left);
    },
    async leave(id, isLost) {
      mine.delete(id);
      divideRequests();
      if (isLost) unfinished.forget(id);
      else unfinished.end(id);
      await connection.leave(id);
      isOthers(id);
      client.guilds.cache.sweep(({ shardId }) => shardId === id);
      client.channels.cache.sweep(
        (channel) => 'guildId' in channel && !client.guilds.cache.has(channel.guildId),
      );
      if (!isLost)
        await Promise.race([unfinished.answered(id), sleep(lastAnswersMs, undefined, { ref: false })]);
    },
  };
}
