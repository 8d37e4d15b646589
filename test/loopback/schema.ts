import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';

/** The requests that Kutip sends, out of Discord's OpenAPI description; `trim-schema.mjs` makes it anew. */
const FILE = new URL('discord-schema.json', import.meta.url);

interface Schema {
  $ref?: string;
  properties?: Record<string, Schema>;
  additionalProperties?: unknown;
  required?: string[];
  enum?: unknown[];
  oneOf?: Schema[];
  anyOf?: Schema[];
  [key: string]: unknown;
}
interface OpenApi {
  paths: Record<string, Record<string, { requestBody?: { content: Record<string, unknown> } }>>;
  components: { schemas: Record<string, Schema> };
}

let description: { openApi: OpenApi; ajv: Ajv2020 } | undefined;
const compiled = new Map<string, ValidateFunction | undefined>();

function load(): { openApi: OpenApi; ajv: Ajv2020 } {
  const openApi = JSON.parse(readFileSync(FILE, 'utf8')) as OpenApi;
  // A misspelt field is an error, though Discord itself would silently ignore it.
  for (const schema of Object.values(openApi.components.schemas))
    if (schema.properties) schema.additionalProperties ??= false;
  tellUnionsApart(openApi, openApi.components.schemas);
  const ajv = new Ajv2020({ strict: false, logger: false, allErrors: true });
  ajvFormats.default(ajv);
  for (const format of ['snowflake', 'nonce', 'int32', 'int64', 'double']) ajv.addFormat(format, true);
  ajv.addSchema(openApi, 'discord');
  return { openApi, ajv };
}

/** Marks unions over `type`, so that an error names the variant that was meant and not each one that was not. */
function tellUnionsApart(node: unknown, schemas: Record<string, Schema>): void {
  if (typeof node !== 'object' || node === null) return;
  for (const child of Object.values(node)) tellUnionsApart(child, schemas);
  const schema = node as Schema;
  const union = schema.oneOf ?? schema.anyOf;
  if (!Array.isArray(union)) return;
  const types = union.map(({ $ref }) => {
    const variant = schemas[$ref?.split('/').pop() ?? ''];
    return variant?.required?.includes('type') ? (variant.properties?.type?.enum ?? []) : [];
  });
  const all = types.flat();
  if (types.some(({ length }) => length === 0) || new Set(all).size < all.length) return;
  delete schema.oneOf;
  delete schema.anyOf;
  Object.assign(schema, {
    type: 'object',
    required: ['type'],
    properties: { type: { enum: all } },
    allOf: union.map((then, index) => ({ if: { properties: { type: { enum: types[index] } } }, then })),
  });
}

function validator(method: string, path: string): ValidateFunction | undefined {
  const key = `${method} ${path}`;
  if (!compiled.has(key)) {
    description ??= load();
    const { openApi, ajv } = description;
    const operation = method.toLowerCase();
    const body = openApi.paths[path]?.[operation]?.requestBody?.content['application/json'];
    const pointer = path.replaceAll('~', '~0').replaceAll('/', '~1');
    const $ref = `discord#/paths/${encodeURIComponent(pointer)}/${operation}/requestBody/content/application~1json/schema`;
    compiled.set(key, body === undefined ? undefined : ajv.compile({ $ref }));
  }
  return compiled.get(key);
}

/** discord.js always writes these two, also where the description does not know them. */
function withoutDefaults(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  const rest = Object.entries(body).filter(([field]) => field !== 'tts' && field !== 'enforce_nonce');
  return Object.fromEntries(
    rest.map(([field, value]) => [field, field === 'data' ? withoutDefaults(value) : value]),
  );
}

/**
 * What is wrong with a body by Discord's own description.
 *
 * @param path as the description writes it: `/channels/{channel_id}/messages`.
 */
export function schemaProblems(method: string, path: string, body: unknown): string[] {
  const validate = validator(method, path);
  if (!validate || validate(withoutDefaults(body))) return [];
  // What is optional is a union with null, which complains too; the deepest errors are about what was meant.
  const errors = (validate.errors ?? []).filter(
    ({ params }) => (params as { type?: string }).type !== 'null',
  );
  const depth = (path: string): number => path.split('/').length;
  const deepest = Math.max(...errors.map(({ instancePath }) => depth(instancePath)));
  return errors
    .filter(
      ({ instancePath, keyword }) => depth(instancePath) === deepest && !['oneOf', 'if'].includes(keyword),
    )
    .map(
      ({ instancePath, message = '', params }) =>
        `${instancePath || 'body'} ${message} ${JSON.stringify(params)}`,
    );
}
