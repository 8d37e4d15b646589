// Makes discord-schema.json of Discord's OpenAPI description (MIT): the requests that Kutip sends, without their prose.
// node test/loopback/trim-schema.mjs path/to/openapi.json
import { readFileSync, writeFileSync } from 'node:fs';

const requests = [
  ['post', '/interactions/{interaction_id}/{interaction_token}/callback'],
  ['post', '/channels/{channel_id}/messages'],
  ['patch', '/channels/{channel_id}/messages/{message_id}'],
  ['post', '/webhooks/{webhook_id}/{webhook_token}'],
  ['patch', '/webhooks/{webhook_id}/{webhook_token}/messages/@original'],
  ['patch', '/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}'],
  ['put', '/applications/{application_id}/commands'],
  ['post', '/channels/{channel_id}/messages/{message_id}/threads'],
  ['post', '/users/@me/channels'],
];
const prose = new Set(['description', 'title', 'example', 'examples', 'deprecated']);

const whole = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const paths = {};
const schemas = {};

/** A property may be called `title`; only an annotation of that name is prose. */
function withoutProse(node) {
  if (typeof node !== 'object' || node === null) return node;
  if (Array.isArray(node)) return node.map(withoutProse);
  return Object.fromEntries(
    Object.entries(node)
      .filter(([key, value]) => !(prose.has(key) && typeof value !== 'object') && !key.startsWith('x-'))
      .map(([key, value]) => [key, withoutProse(value)]),
  );
}

function addReferences(node) {
  if (typeof node !== 'object' || node === null) return;
  const name = typeof node.$ref === 'string' ? node.$ref.split('/').pop() : undefined;
  if (name !== undefined && !(name in schemas)) {
    schemas[name] = withoutProse(whole.components.schemas[name]);
    addReferences(schemas[name]);
  }
  for (const child of Object.values(node)) addReferences(child);
}

for (const [method, path] of requests) {
  const { schema } = whole.paths[path][method].requestBody.content['application/json'];
  const content = { 'application/json': { schema: withoutProse(schema) } };
  paths[path] = { ...paths[path], [method]: { requestBody: { content } } };
  addReferences(schema);
}

// Discord's documentation has these, its description lacks them. https://docs.discord.com/developers/reference#file-type-filtering
const fileTypes = {
  type: ['array', 'null'],
  maxItems: 10,
  items: { type: 'string', pattern: '^(?:audio|image|video|\\..+)$' },
};
for (const name of ['ApplicationCommandAttachmentOption', 'FileUploadComponentForModalRequest'])
  schemas[name].properties.file_types = fileTypes;

const { openapi, info } = whole;
writeFileSync(
  new URL('discord-schema.json', import.meta.url),
  `${JSON.stringify({ openapi, info: { title: info.title, version: info.version, license: info.license }, paths, components: { schemas } })}\n`,
);
