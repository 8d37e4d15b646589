import { describe, expect, it } from 'vitest';
import { plainQuestion } from '../../src/text/plain-question.ts';

describe('Indonesian chat is read as it would be written', () => {
  it.each([
    ['brp org yg luka gempa pulau sari', 'berapa orang yang luka gempa pulau sari'],
    ['kpn jembatan diresmiin dong', 'kapan jembatan diresmikan'],
    ['knp dia ditangkep', 'kenapa dia ditangkap'],
    ['siapa yg nangkep ikan', 'siapa yang menangkap ikan'],
    ['perahunya ilang dmn', 'perahunya hilang di mana'],
    ['harga rumah naik 450jt', 'harga rumah naik 450 juta'],
    ['anggaran 18M dan 5rb', 'anggaran 18 miliar dan 5 ribu'],
    ['siapa yg rawat anak2', 'siapa yang rawat anak-anak'],
    ['siapaaaa bupati siiih???', 'siapa bupati???'],
    ['halo kak, misi, siapa bupati ya', 'siapa bupati'],
    ['siapa bupati kak, makasih', 'siapa bupati'],
    ['Katanya Bendungan Jatimulyo diisi air', 'Bendungan Jatimulyo diisi air'],
    ['Su\u00adka\u200bmaju di mana', 'Sukamaju di mana'],
  ])('"%s" is "%s"', (chat, plain) => {
    expect(plainQuestion(chat, 'id')).toBe(plain);
  });
});

describe('English chat is read as it would be written', () => {
  it.each([
    ['hey bot whats the mayor called lol', 'what is the mayor called'],
    ['how much r the repairs pls', 'how much are the repairs'],
    ['how many ppl, does anyone know', 'how many people'],
    ['Apparently Mayor Hart resigned', 'Mayor Hart resigned'],
    ['$18M or 5k', '$18 million or 5 thousand'],
  ])('"%s" is "%s"', (chat, plain) => {
    expect(plainQuestion(chat, 'en')).toBe(plain);
  });
});

describe('what is no chat stays', () => {
  it.each([
    ['Dr Wilson mengajar di mana?', 'id'],
    ['siapa yang bilang "gak tau sih"?', 'id', 'siapa yang mengatakan "gak tau sih"?'],
    ['Kepada siapa ia mengucapkan terima kasih?', 'id'],
    ['suhu min 5 derajat di mana', 'id'],
    ['Apa kerja sama kedua negara?', 'id'],
    ['Who is Ban Ki Min?', 'en'],
  ])('"%s" in "%s"', (text, language, expected = text) => {
    expect(plainQuestion(text, language)).toBe(expected);
  });

  it('a word that the archive has is right as it stands', () => {
    expect(plainQuestion('siapa dirut', 'id')).toBe('siapa direktur utama');
    expect(plainQuestion('siapa dirut', 'id', (form) => form === 'dirut')).toBe('siapa dirut');
  });

  it('joiners of scripts that are spelt with them do', () => {
    expect(plainQuestion('می\u200cخواهم', 'fa')).toBe('می\u200cخواهم');
  });
});
