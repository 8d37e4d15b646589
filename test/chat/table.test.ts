import { expect, it } from 'vitest';
import { csvOf } from '../../src/chat/presenters/table.ts';

it('a table is written as CSV: quoted, with empty cells for what is unknown, and nothing that a spreadsheet would compute', () => {
  expect(
    csvOf([
      { title: 'Harga "naik", lagi', quote: '=1+1', url: null },
      { title: '-5 persen', quote: 'Baris satu\nbaris dua', url: 'https://a.example' },
    ]),
  ).toBe(
    '\uFEFF"title","quote","url"\r\n"Harga ""naik"", lagi","\'=1+1",""\r\n"\'-5 persen","Baris satu\nbaris dua","https://a.example"\r\n',
  );
  expect(csvOf([])).toBe('\uFEFF\r\n');
});
