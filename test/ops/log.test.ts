import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createLog, createStartLog } from '../../src/ops/log.ts';

/** Standard output, at a terminal or not, and what was written to it. */
function output(isTTY: boolean) {
  const written: string[] = [];
  const stream = new Writable({
    write(piece: Buffer, _, done) {
      written.push(piece.toString());
      done();
    },
  });
  return { written, out: Object.assign(stream, { isTTY }) as unknown as NodeJS.WriteStream };
}

describe('the log', () => {
  it('is lines of JSON for programs', () => {
    const { written, out } = output(false);
    createLog('info', out).info({ articles: 16 }, 'articles loaded');
    expect(JSON.parse(written.join(''))).toMatchObject({ level: 30, articles: 16, msg: 'articles loaded' });
  });

  it.each([
    ['info', {}, 'ready: http://127.0.0.1:3000', /^\d\d:\d\d:\d\d ready: http:\/\/127\.0\.0\.1:3000\n$/],
    ['info', { articles: 16 }, 'loaded', /^\d\d:\d\d:\d\d loaded \{"articles":16\}\n$/],
    ['warn', { file: 'a.md' }, 'not an article', /^\S+ WARNING not an article \{"file":"a\.md"\}\n$/],
    ['error', {}, 'broken', /^\S+ ERROR broken\n$/],
    ['fatal', {}, 'ends', /^\S+ FATAL ends\n$/],
  ] as const)('at a terminal is words: %s %j "%s"', (level, particulars, said, line) => {
    const { written, out } = output(true);
    createLog('info', out)[level](particulars, said);
    expect(written.join('')).toMatch(line);
  });

  it('at a terminal begins with the lines that a person needs, and what was logged before comes below; a warning does not wait', () => {
    const { written, out } = output(true);
    const { log, open } = createStartLog('info', out);
    log.info('articles loaded');
    expect(written).toEqual([]);
    open!(['Open in a browser:  http://127.0.0.1:3000']);
    log.info('later');
    expect(written.join('')).toMatch(/^\n.*Open in a browser.*\n\n\S+ articles loaded\n\S+ later\n$/);
    const other = output(true);
    createStartLog('info', other.out).log.warn('not an article');
    expect(other.written.join('')).toContain('WARNING not an article');
    const file = output(false);
    expect(createStartLog('info', file.out).open).toBeNull();
  });

  it('at a terminal lets nothing act on the terminal', () => {
    const { written, out } = output(true);
    createLog('info', out).info({ name: '\u001b[2J\n' }, 'hello \u001b]0;owned\u0007\nthere');
    expect(written.join('').slice(0, -1)).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
  });
});
