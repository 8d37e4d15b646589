/** A line of a page: where it stands, in points from the lower left corner, and how large its letters are. */
export type WrittenLine = readonly [text: string, x: number, y: number, size: number];

interface Facts {
  readonly info?: Readonly<Record<string, string>>;
  /** An XMP packet. */
  readonly xmp?: string;
}

/** Writes a PDF of pages with lines of text, in Helvetica. */
export function writtenPdf(
  pages: readonly (readonly WrittenLine[])[],
  { info = {}, xmp }: Facts = {},
): Buffer {
  const stream = (content: string, entries = '') =>
    `<< ${entries} /Length ${Buffer.byteLength(content)} >>\nstream\n${content}\nendstream`;
  const escaped = (text: string) => text.replace(/[\\()]/g, '\\$&');
  const firstPage = 6;
  const objects = [
    `<< /Type /Catalog /Pages 2 0 R${xmp === undefined ? '' : ' /Metadata 5 0 R'} >>`,
    `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, at) => `${firstPage + 2 * at} 0 R`).join(' ')}] >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    `<< ${Object.entries(info)
      .map(([name, value]) => `/${name} (${escaped(value)})`)
      .join(' ')} >>`,
    stream(xmp ?? '', '/Type /Metadata /Subtype /XML'),
    ...pages.flatMap((lines, at) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> >> /Contents ${firstPage + 2 * at + 1} 0 R >>`,
      stream(
        lines
          .map(([text, x, y, size]) => `BT /F ${size} Tf 1 0 0 1 ${x} ${y} Tm (${escaped(text)}) Tj ET`)
          .join('\n'),
      ),
    ]),
  ];
  let body = '%PDF-1.4\n';
  const offsets = objects.map((object, at) => {
    const offset = Buffer.byteLength(body, 'latin1');
    body += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const start = Buffer.byteLength(body, 'latin1');
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  body += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info 4 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(body, 'latin1');
}
