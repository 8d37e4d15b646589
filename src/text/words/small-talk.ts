/**
 * Words of messages that ask nothing of the news, in Indonesian and English, folded. Written for this project from general
 * knowledge.
 */

/** What a message is that asks nothing of the news. */
export type Talk = 'greeting' | 'thanks' | 'self' | 'abilities' | 'abuse' | 'chat';

const list = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

/** Words that make a message what it is, where it has no other words; the first kind that is met decides. */
export const marks: readonly (readonly [Talk, ReadonlySet<string>])[] = [
  ['abuse', list(`
    goblok goblog bego tolol bangsat kampret brengsek kontol memek ngentot jancok jancuk asu bacot bodoh dungu idiot sampah payah
    stupid dumb idiotic useless fuck fucking fucker shit bullshit sucks suck moron trash garbage asshole bitch crap lame retarded
  `)],
  ['thanks', list(`
    makasih makasi mksh terimakasih trims nuhun suwun tengkyu tq thanks thank thx tysm ty cheers
  `)],
  ['greeting', list(`
    halo hallo hai hay hei hey hi hello hiya howdy yo assalamualaikum assalamu alaikum asalamualaikum waalaikumsalam salam permisi misi pagi siang
    sore malam morning afternoon evening night goodnight bye dadah dah kabar kabarnya kabarmu sup punten shalom welcome
  `)],
  ['thanks', list(`
    mantap mantul keren sip siip oke okay ok okey nice great awesome cool perfect good bagus hebat pinter pintar sukses
  `)],
  ['abilities', list(`help bantuan bantu panduan menu fitur feature features commands perintah`)],
  ['chat', list(`
    bosen bosan gabut ngobrol curhat test tes testing ping cek sepi kangen sayang cinta love lapar ngantuk capek lucu hahaha wkwk jodoh pacar
    joke bercanda kenalan kenal bored lonely nyanyi
  `)],
]; // prettier-ignore

/** Words that may stand beside those without making a question of it. */
export const beside = list(`
  selamat terima kasih banyak sekali sebelumnya semua semuanya semoga sehat selalu sukses met tidur istirahat jumpa sampai nanti lagi apa gimana
  bagaimana dasar guna berguna bot robot kutip manusia orang kalian kamu lu lo elu gue aku saya kita anda ada yang di sini situ siapa home
  anyone anybody everyone everybody thing so much a lot very that s all i need needed you u your for the help helpful answer to is are am was
  really just good nice day there again later see yall what up how doing going good my friend bot dear man bro machine shut ini itu jawaban
  jawabannya infonya info bantuannya atas betul benar banget bgt ya yuk dong deh sih kak min gan bang mas mbak rahmat wr wb warahmatullahi
  wabarakatuh have fine well piece of dumbass hate suka bisa
`);
