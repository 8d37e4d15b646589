import { multipliers, smallNumbers } from '../words/number-words.ts';
import { stemIndonesian } from './stem-indonesian.ts';
import type { LanguageData } from './language-data.ts';

const list = (words: string) => new Set(words.trim().split(/\s+/));

/** Written for this project: the lists hold words that carry no content in a question about the news. */
export const indonesian: LanguageData = {
  stem: stemIndonesian,
  stopWords: list(`
    yang dan di ke dari untuk pada dengan bersama dalam ini itu adalah ialah merupakan sebagai oleh karena akan telah sudah belum
    sedang masih juga atau tetapi tapi namun jika bila bahwa agar supaya maka lalu kemudian saat ketika sejak hingga sampai
    antara para sang si nya kah lah pun ia dia mereka kami kita saya aku anda kamu kalian beliau tersebut tsb begitu demikian
    seperti serta secara tentang terhadap atas bawah bagi per tak tidak bukan jangan ada yaitu yakni bisa dapat harus ingin
    mau hanya saja lagi pula sangat amat lebih paling sekitar hampir setelah sesudah sebelum selama melalui maupun sehingga
    walau walaupun meski meskipun sementara sambil tanpa hal suatu sebuah seorang seekor sesuatu semua setiap tiap beberapa
    banyak sendiri sini situ sana kini nanti pernah dulu jadi menjadi dijadikan the of
    silakan sekarang memang tolong mohon sebutkan jelaskan menurut versi waktu lewat soal akibat
  `),
  questionWords: list(`
    apa apakah siapa siapakah kapan kapankah mana manakah dimana kemana darimana berapa berapakah mengapa kenapa bagaimana
    bagaimanakah nama namanya bernama disebut sebutan jumlah jumlahnya total totalnya banyaknya kepanjangan singkatan penyebab penyebabnya alasan alasannya lama lamanya
  `),
  months: new Map(
    [
      'januari jan', 'februari feb pebruari', 'maret mar', 'april apr', 'mei', 'juni jun', 'juli jul', 'agustus agu ags agt',
      'september sep sept', 'oktober okt', 'november nov nopember', 'desember des',
    ].flatMap((names, month) => names.split(' ').map((name) => [name, month + 1] as const)),
  ), // prettier-ignore
  weekdays: list('senin selasa rabu kamis jumat sabtu minggu ahad'),
  monthFirst: false,
  multipliers: multipliers.id,
  numberWords: smallNumbers.id,
};
