import { setTimeout as sleep } from 'node:timers/promises';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { Client } from '@opensearch-project/opensearch';
import type { EngineAddress } from './address.ts';
import type { Bounds } from '../first-stage.ts';
import { numberOf, type EngineArticle, type EngineCalls, type IndexTerms } from './calls.ts';
import { featureOf } from './impact.ts';
import { ProblemError, problemOf } from './problem.ts';

/** How long a question waits for one node before it asks another, in milliseconds. */
const searchMs = 1000;
const writeMs = 60_000;
/** On how many other nodes a request is tried. */
const mostRetries = 3;
/** Largest part of a head in one document, in bytes, and how many heads are read at a time. */
const partBytes = 1_000_000;
const headsAtOnce = 8;
/** Terms of a question that are looked up; the engine takes 1024. */
const mostTerms = 500;
/** How long writing waits while the engine has too much to do, in milliseconds: the first time, then twice as long. */
const busyMs = 500;
const mostBusy = 7;
/** Articles for which an index has a shard: every shard has its share in every question. */
const articlesInShard = 2_000_000;
/**
 * Few large files of an index (segments, in Lucene's words) are searched faster than many small ones, and what is written once
 * may well be copied once more.
 */
const mergePolicy = { floor_segment: '100mb', segments_per_tier: 4 };

const properties = {
  number: { type: 'long' },
  segment: { type: 'long' },
  terms: { type: 'rank_features' },
  id: { type: 'keyword', ignore_above: 1000 },
  publisher: { type: 'keyword', ignore_above: 1000 },
  language: { type: 'keyword' },
  published: { type: 'date', format: 'epoch_millis' },
  tokens: { type: 'binary', doc_values: true },
  text: { type: 'binary', doc_values: true },
  head: { type: 'long' },
  part: { type: 'integer' },
  parts: { type: 'integer' },
  bytes: { type: 'binary', doc_values: true },
} as const;

/** What does not come back with a document. */
const excludes = ['terms', 'tokens', 'text', 'bytes'];

/** What is asked for of a document, each in a list of one. */
interface Fields {
  readonly number: [number];
  readonly tokens: [string];
  readonly text: [string];
  readonly head: [number];
  readonly part: [number];
  readonly parts: [number];
  readonly bytes: [string];
}

interface Found {
  readonly hits: { readonly hits: readonly { readonly _score: number; readonly fields: Fields }[] };
}

interface BulkResult {
  readonly status: number;
  readonly error?: { readonly type: string } | undefined;
}

interface BulkResults {
  readonly items?: readonly Record<string, BulkResult>[];
  readonly error?: BulkResult['error'];
}

/** Talks to OpenSearch. Everything that fails is a {@link ProblemError}. */
export function createRequests({
  nodes,
  user,
  prefix,
}: EngineAddress): EngineCalls & { close(): Promise<void> } {
  const client = new Client({
    nodes: [...nodes],
    ...(user !== null && { auth: user }),
    maxRetries: mostRetries,
    requestTimeout: searchMs,
    sniffOnStart: false,
    agent: { keepAlive: true, maxSockets: 32 },
  });
  let index = `${prefix}-unopened`;

  /** One request; what comes back is its body. */
  async function ask<Body>(
    method: string,
    path: string,
    body?: unknown,
    {
      timeout = searchMs,
      lines = false,
      ignored,
    }: { timeout?: number; lines?: boolean; ignored?: number } = {},
  ): Promise<Body> {
    try {
      const answered = await client.transport.request(
        {
          method,
          path,
          ...(lines ? { bulkBody: body as string } : body !== undefined && { body: body as object }),
        },
        { requestTimeout: timeout, ...(ignored !== undefined && { ignore: [ignored] }) },
      );
      return answered.body as Body;
    } catch (error) {
      throw new ProblemError(problemOf(error, nodes));
    }
  }

  const search = async (body: Record<string, unknown>, timeout = searchMs) => {
    const path = `/${index}/_search?allow_partial_search_results=false`;
    const asked = { track_total_hits: false, _source: false, stored_fields: '_none_', ...body };
    const { hits } = await ask<Found>('POST', path, asked, { timeout });
    return hits.hits;
  };

  /** Writes lines, again as long as the engine says that it has too much to do. */
  async function bulk(actions: readonly (readonly [action: object, source?: object])[]): Promise<void> {
    let left = actions;
    for (let tries = 0; left.length > 0; tries++) {
      if (tries > 0) await sleep(busyMs * 2 ** (tries - 1));
      const lines = left.flatMap((action) => action.map((line) => JSON.stringify(line)));
      const { items, error } = await ask<BulkResults>('POST', `/${index}/_bulk`, `${lines.join('\n')}\n`, {
        timeout: writeMs,
        lines: true,
        ignored: 429,
      });
      // Where the memory of a node is full, the whole is refused.
      const results =
        items?.map((item) => Object.values(item)[0]!) ?? left.map((): BulkResult => ({ status: 429, error }));
      // A full disk has the same status as too many requests, and does not pass as soon.
      const isBusy = ({ status, error }: BulkResult) =>
        status === 429 && error?.type !== 'cluster_block_exception';
      const failed = results.find(
        (result) => result.status >= 400 && result.status !== 404 && !isBusy(result),
      );
      if (failed !== undefined)
        throw new ProblemError(
          problemOf({ statusCode: failed.status, body: { error: failed.error } }, nodes),
        );
      left = left.filter((_, at) => isBusy(results[at]!));
      if (left.length > 0 && tries === mostBusy)
        throw new ProblemError({
          isPassing: true,
          message: 'OpenSearch has too much to do to take articles; Kutip tries again later.',
        });
    }
  }

  const refresh = () => ask('POST', `/${index}/_refresh`, undefined, { timeout: writeMs });
  /** Has on the disk what was written: each writing by itself would wait for it longer than it takes. */
  const flush = () => ask('POST', `/${index}/_flush`, undefined, { timeout: writeMs });
  /** The indices of this prefix that hold an archive, and whether the alias names them. */
  const indices = async () => {
    const all = await ask<Record<string, { aliases: Record<string, unknown> }>>(
      'GET',
      `/${prefix}-*/_alias`,
      undefined,
      { ignored: 404 },
    );
    const ours = new RegExp(`^${prefix}-[\\da-f]{12}$`);
    return Object.entries(all)
      .filter(([name]) => ours.test(name))
      .map(([name, { aliases }]) => ({ name, isPublished: prefix in aliases }));
  };

  async function expectOpenSearch(): Promise<void> {
    const { version } = await ask<{ version?: { number?: string; distribution?: string } }>('GET', '/');
    const { distribution = 'something else', number = '' } = version ?? {};
    if (distribution === 'opensearch' && /^[23]\./.test(number)) return;
    const found = `${distribution === 'opensearch' ? 'OpenSearch' : distribution} ${number}`.trim();
    throw new ProblemError({
      isPassing: false,
      message: `KUTIP_ARCHIVE: expected OpenSearch 2 or 3 at ${nodes.join(', ')}; found ${found}.`,
    });
  }

  /** Makes the index, unless there is one, which must be ours. */
  async function expectIndex(): Promise<void> {
    const there = await ask<
      Record<string, { mappings?: { properties?: Record<string, { type?: string }> } }>
    >('GET', `/${index}/_mapping`, undefined, { ignored: 404 });
    if (!(index in there)) {
      const health = await ask<{ number_of_data_nodes: number }>('GET', '/_cluster/health');
      const before = await ask<{ count?: number }>('GET', `/${prefix}/_count`, undefined, { ignored: 404 });
      const settings = {
        number_of_shards: 1 + Math.floor((before.count ?? 0) / articlesInShard),
        number_of_replicas: health.number_of_data_nodes > 1 ? 1 : 0,
        refresh_interval: '30s',
        merge: { policy: mergePolicy },
        // What is not finished may be lost; what is, is flushed.
        translog: { durability: 'async' },
      };
      const mappings = { dynamic: false, _source: { excludes }, properties };
      const made = await ask<{ error?: { type: string } }>(
        'PUT',
        `/${index}`,
        { settings, mappings },
        { timeout: writeMs, ignored: 400 },
      );
      // Another process may have made it meanwhile.
      if (made.error !== undefined && made.error.type !== 'resource_already_exists_exception')
        throw new ProblemError(problemOf({ statusCode: 400, body: made }, nodes));
      return;
    }
    const fields = there[index]!.mappings?.properties;
    const other = Object.entries(properties).find(([name, { type }]) => fields?.[name]?.type !== type);
    if (other !== undefined)
      throw new ProblemError({
        isPassing: false,
        message: `KUTIP_ARCHIVE: expected the index ${index} to have been made by Kutip; its field "${other[0]}" is not of the type ${other[1].type}. Choose another prefix, or delete the index.`,
      });
  }

  /** Two that write to one index would each remove what the other has. */
  async function expectOwner(owner: string): Promise<void> {
    await ask('PUT', `/${index}/_create/owner`, { owner }, { timeout: writeMs, ignored: 409 });
    const known = await ask<{ owner?: string }>('GET', `/${index}/_source/owner`);
    if (known.owner !== owner)
      throw new ProblemError({
        isPassing: false,
        message: `KUTIP_ARCHIVE: the index ${index} belongs to a Kutip with another KUTIP_DATA_DIR or KUTIP_STORE. Choose another prefix; if that one is gone, delete the index.`,
      });
  }

  return {
    async open({ version, owner }) {
      await expectOpenSearch();
      index = `${prefix}-${version.slice(0, 12)}`;
      await expectIndex();
      if (owner !== null) await expectOwner(owner);
    },

    async check() {
      const settings = await ask<
        Record<string, { settings: { index: { blocks?: Record<string, string> } } }>
      >('GET', `/${index}/_settings/index.blocks.*`);
      const blocked = Object.entries(settings[index]?.settings.index.blocks ?? {}).find(
        ([, value]) => value === 'true',
      );
      if (blocked !== undefined)
        throw new ProblemError(
          problemOf({ statusCode: 403, body: { error: `cluster_block_exception: ${blocked[0]}` } }, nodes),
        );
      const { status } = await ask<{ status: string }>('GET', `/_cluster/health/${index}`);
      if (status === 'red')
        throw new ProblemError({
          isPassing: true,
          message: `OpenSearch at ${nodes.join(', ')} lacks a part of the index ${index} (its health is red): start the machines that are missing.`,
        });
    },

    async find({ segments, isMost, groups, bounds, most }) {
      const among = { terms: { segment: segments } };
      const { few, many } = filtersOf(bounds);
      (isMost ? many : few).push(among);
      const hits = await search({
        size: most,
        docvalue_fields: ['number'],
        query: {
          bool: { filter: few, should: shortEnough(groups).map(clauseOf), minimum_should_match: 1 },
        },
        post_filter: { bool: { filter: many } },
      });
      return {
        numbers: Float64Array.from(hits, ({ fields }) => fields.number[0]),
        scores: Float64Array.from(hits, ({ _score }) => _score),
      };
    },

    async read({ numbers, parts }) {
      const hits = await search({
        size: numbers.length,
        docvalue_fields: ['number', ...parts],
        query: { constant_score: { filter: { terms: { number: numbers } } } },
      });
      return hits.map(({ fields }) => ({
        number: fields.number[0],
        tokens: parts.includes('tokens') ? unpacked(fields.tokens[0]) : null,
        text: parts.includes('text') ? unpacked(fields.text[0]) : null,
      }));
    },

    write: (articles) =>
      bulk(
        articles.map(({ number, tokens, text, ...facts }) => [
          { index: { _id: String(number) } },
          { number, ...facts, tokens: packed(tokens), text: packed(text) } satisfies Record<
            keyof EngineArticle,
            unknown
          >,
        ]),
      ),

    async finish({ segment, head }) {
      // Who sees the head finds all of its articles, and so it is after a loss of all nodes.
      await refresh();
      await flush();
      const parts = Math.max(1, Math.ceil(head.length / partBytes));
      for (let part = parts - 1; part >= 0; part--) {
        const bytes = head.subarray(part * partBytes, (part + 1) * partBytes);
        // The first part makes it count.
        await bulk([
          [{ index: { _id: partId(segment, part) } }, { head: segment, part, parts, bytes: base64(bytes) }],
        ]);
      }
      await refresh();
      await flush();
    },

    async counts(segment) {
      const query = { bool: { filter: [{ term: { head: segment } }, { term: { part: 0 } }] } };
      return (await search({ size: 1, query })).length > 0;
    },

    async heads(known) {
      const hits = await search(
        {
          size: headsAtOnce,
          docvalue_fields: ['head', 'parts', 'bytes'],
          query: { bool: { filter: { term: { part: 0 } }, must_not: { terms: { head: known } } } },
          sort: [{ head: 'asc' }],
        },
        writeMs,
      );
      const heads: { segment: number; head: Uint8Array }[] = [];
      for (const { fields } of hits) {
        const segment = fields.head[0];
        const bytes = [bytesOf(fields.bytes[0])];
        for (let part = 1; part < fields.parts[0]; part++) bytes.push(await partOf(segment, part));
        heads.push({ segment, head: Uint8Array.from(Buffer.concat(bytes)) });
      }
      return heads;
    },

    async remove({ segment, articles }) {
      const heads = await search(
        {
          size: 1000,
          docvalue_fields: ['part'],
          query: { term: { head: segment } },
        },
        writeMs,
      );
      // The head first: without it, nothing of a segment counts.
      await bulk(heads.map(({ fields }) => [{ delete: { _id: partId(segment, fields.part[0]) } }]));
      for (let from = 0; from < articles; from += 1000)
        await bulk(
          Array.from({ length: Math.min(1000, articles - from) }, (_, at) => [
            { delete: { _id: String(numberOf(segment, from + at)) } },
          ]),
        );
    },

    async removeUnfinished({ finished, before }) {
      await refresh();
      for (let removed = 0; ;) {
        const hits = await search(
          {
            size: 1000,
            docvalue_fields: ['number'],
            query: {
              bool: {
                filter: { range: { segment: { lt: before } } },
                must_not: { terms: { segment: finished } },
              },
            },
          },
          writeMs,
        );
        if (hits.length === 0) return removed;
        await bulk(hits.map(({ fields }) => [{ delete: { _id: String(fields.number[0]) } }]));
        await refresh();
        removed += hits.length;
      }
    },

    async publish() {
      const others = (await indices()).filter(({ name }) => name !== index);
      const actions = [
        { add: { index, alias: prefix } },
        ...others
          .filter(({ isPublished }) => isPublished)
          .map(({ name }) => ({ remove: { index: name, alias: prefix } })),
      ];
      await ask('POST', '/_aliases', { actions }, { timeout: writeMs });
      // A process of the version before may still answer from the last one.
      for (const { name } of others.filter(({ isPublished }) => !isPublished))
        await ask('DELETE', `/${name}`, undefined, { timeout: writeMs, ignored: 404 });
    },

    close: () => client.close(),
  };

  async function partOf(segment: number, part: number): Promise<Uint8Array<ArrayBuffer>> {
    const query = { bool: { filter: [{ term: { head: segment } }, { term: { part } }] } };
    const [hit] = await search({ size: 1, docvalue_fields: ['bytes'], query }, writeMs);
    return bytesOf(hit?.fields.bytes[0] ?? '');
  }
}

/** Doc values are stored as they are: deflated, contents take half of the disk and of the way. */
const packed = (content: Uint8Array) => base64(deflateRawSync(content));
const unpacked = (value: string) => Uint8Array.from(inflateRawSync(Buffer.from(value, 'base64')));
const partId = (segment: number, part: number) => `head-${segment}-${part}`;
const base64 = ({ buffer, byteOffset, byteLength }: Uint8Array) =>
  Buffer.from(buffer, byteOffset, byteLength).toString('base64');
/** In memory of its own, so that it can be given to another thread. */
const bytesOf = (value: string) => Uint8Array.from(Buffer.from(value, 'base64'));

function clauseOf({ weight, terms }: IndexTerms): object {
  const queries = terms.map((term) => ({
    rank_feature: { field: `terms.${featureOf(term)}`, linear: {}, boost: weight },
  }));
  return queries.length === 1 ? queries[0]! : { dis_max: { queries } };
}

/** The groups of the greatest weight, as long as there is room for all of their terms. */
function shortEnough(groups: readonly IndexTerms[]): IndexTerms[] {
  let room = mostTerms;
  return groups
    .toSorted((one, other) => other.weight - one.weight)
    .filter(({ terms }) => (room -= terms.length) >= 0);
}

/**
 * The filters that leave few articles, and those that leave many. What is filtered before, the engine looks up at once, and then it
 * cannot skip what would not be among the best; where many are left, it is twice as quick to filter those.
 */
function filtersOf({ since, until, before, language, publishers }: Bounds): {
  readonly few: object[];
  readonly many: object[];
} {
  const range = (bounds: object) => ({ range: { published: bounds } });
  const few: object[] = [];
  const many: object[] = [];
  if (since !== undefined || until !== undefined)
    few.push(
      range({ ...(since !== undefined && { gte: since }), ...(until !== undefined && { lte: until }) }),
    );
  if (before !== undefined)
    many.push({
      bool: { should: [range({ lte: before }), { bool: { must_not: { exists: { field: 'published' } } } }] },
    });
  if (language !== undefined) few.push({ term: { language } });
  if (publishers !== undefined) few.push({ terms: { publisher: publishers } });
  return { few, many };
}
