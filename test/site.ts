import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** What a site answers at a path: a body, or what makes one of the request. */
export interface Answer {
  readonly body?: string | Buffer;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** How long it takes to answer, in milliseconds. */
  readonly afterMs?: number;
}

export interface Site {
  readonly url: string;
  readonly port: number;
  /** What is there, by path; a path that is missing is answered with 404. It may be changed at any time. */
  readonly pages: Map<string, Answer | ((request: IncomingMessage) => Answer)>;
  /** The paths that were asked for, in order, without robots.txt. */
  readonly asked: string[];
}

/** A news site on 127.0.0.1; `finished` is that of a test that it outlives. */
export async function newSite(finished: (end: () => void) => void = onTestFinished): Promise<Site> {
  const pages: Site['pages'] = new Map();
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    if (path !== '/robots.txt') asked.push(path);
    const page = pages.get(path) ?? { status: 404 };
    const {
      body = '',
      status = 200,
      headers = {},
      afterMs = 0,
    } = typeof page === 'function' ? page(request) : page;
    setTimeout(() => {
      response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(body);
    }, afterMs);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  finished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, port, pages, asked };
}

/** A page with an article; every sentence is a paragraph. */
export function articlePage(
  title: string,
  sentences: readonly string[],
  published = '2026-11-23T09:00:00+07:00',
): Answer {
  const paragraphs = sentences.map((sentence) => `<p>${sentence}</p>`).join('\n');
  return {
    body: `<!doctype html><html lang="id"><head><title>${title}</title>
      <meta property="og:site_name" content="Warta Uji"><meta property="article:published_time" content="${published}">
      </head><body><article><h1>${title}</h1>${paragraphs}</article></body></html>`,
  };
}

/** A feed in RSS with a title, an address and a summary for each entry. */
export function rss(
  site: string,
  entries: readonly { readonly path: string; readonly title: string; readonly text?: string }[],
): Answer {
  const items = entries
    .map(
      ({ path, title, text = 'Ringkasan.' }) =>
        `<item><title>${title}</title><link>${site}${path}</link><description>${text}</description>
         <pubDate>Mon, 23 Nov 2026 09:00:00 +0700</pubDate></item>`,
    )
    .join('');
  return {
    body: `<?xml version="1.0"?><rss version="2.0"><channel><title>Warta Uji</title><link>${site}/</link>${items}</channel></rss>`,
    headers: { 'content-type': 'application/rss+xml' },
  };
}
