import { randomUUID } from 'node:crypto';
import type { ReplyMessage } from '../components/message.ts';

/** A body and how it is sent, as discord.js takes both. */
interface RequestBody {
  readonly body: unknown;
  readonly passThroughBody?: boolean;
  readonly headers?: Record<string, string>;
}

/**
 * A request with the file of a message beside its body (RFC 7578). Written here, since discord.js hands its FormData to another
 * undici than that which made it.
 */
export function withFile(body: object, file: ReplyMessage['file']): RequestBody {
  if (file === undefined) return { body };
  const boundary = `kutip-${randomUUID()}`;
  const part = (name: string, type: string, content?: string) =>
    `--${boundary}\r\nContent-Disposition: form-data; ${name}\r\nContent-Type: ${type}\r\n\r\n${content === undefined ? '' : `${content}\r\n`}`;
  const parts = [
    part('name="payload_json"', 'application/json', JSON.stringify(body)),
    part(`name="files[0]"; filename="${file.name}"`, 'application/octet-stream'),
  ];
  return {
    body: Buffer.concat([
      Buffer.from(parts.join('')),
      Buffer.from(file.content, file.encoding ?? 'utf8'),
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]),
    passThroughBody: true,
    headers: { 'Content-Type': `multipart/form-data; boundary=${boundary}` },
  };
}

/** A message without its file, which is sent beside it. */
export function messageRequest({ file, ...body }: Pick<ReplyMessage, 'file'> & object): RequestBody {
  return withFile(body, file);
}
