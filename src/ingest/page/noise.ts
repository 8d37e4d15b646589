import type { TextBlock } from './blocks.ts';
import type { PageElement } from './dom.ts';

/** Beginnings of lines that link to other articles. */
const pointer =
  /^[\W_]*(?:baca (?:juga|selengkapnya|pula|lainnya)|baca:|simak (?:juga|video|pula|selengkapnya)|lihat (?:juga|video|pula|selengkapnya)|tonton (?:juga|video)|saksikan (?:juga|video)|artikel (?:terkait|lainnya)|berita (?:terkait|lainnya|terpopuler)|terkait:|read (?:more|also|next)|also read|see (?:also|more)|watch(?: also)?:|related(?: (?:articles?|stories|news|coverage|content|posts?|links?))?:?$|related[^a-z]*:|more:|also:|more (?:from|on|great|news|stories|articles)\b|recent (?:articles|posts|news|stories)|latest (?:news|stories|articles|videos)|popular (?:this|posts|articles|stories)|most popular|join the conversation|want more|the latest\b$|most read|don['’]t miss|you (?:may|might) also|recommended|also on|advertisement|advert\b|iklan$|scroll to continue|continue reading|story continues|article continues|lanjutkan membaca|click here|klik di sini|sign up|subscribe|berlangganan|follow us|follow [A-Z]\w+ on|ikuti (?:kami|berita)|share this|bagikan|like this story|download (?:the|our) app|get (?:the|our) (?:app|newsletter))/i;

/** Beginnings of lines about the article rather than of it. */
const about =
  /^[\W_]*(?:by [A-Z]|oleh:|penulis\s*:|editor\s*:|reporter\s*:|pewarta\s*:|sumber(?: foto| gambar)?\s*:|source\s*:|tags?\s*:|topik\s*:|filed under|posted (?:on|in|by)\b|posted:|published\b|updated\b|last updated|diperbarui|diterbitkan|copyright|hak cipta|©|ⓒ|all rights reserved|image (?:copyright|caption|source|credit)|photo(?: credit)?\s*:|foto\s*:|credit\s*:|comments?$|komentar$|\d+ comments?$|tell us what|what do you think|additional reporting|citation:)/i;

/** Phrases within such lines. */
const aboutInside =
  /appeared first on|contributed (?:reporting|to this (?:report|article|story))|click here (?:to|for)|affiliate (?:commission|links?|and\/or)|follow \S+(?: \S+){0,4} (?:on|at) (?:twitter|facebook|instagram|youtube|telegram|whatsapp|google|http)|all rights reserved|subject to copyright|terms of use|privacy policy|ikuti .{0,40}(?:whatsapp|google news|telegram|instagram)|dilarang (?:keras )?(?:meng|men)(?:opi|gutip|yalin)/i;

/** Page numbers and links to the article's other pages. */
const paging =
  /^(?:(?:halaman|hal\.?|page|laman|bagian)\s*:?\s*)?[\d\s|/·…<>«»‹›-]+(?:(?:dari|of)\s+\d+)?(?:\s*(?:selanjutnya|berikutnya|sebelumnya|next|previous|prev|last|akhir|semua|tampilkan semua|lihat semua|show all|view all|all)\b[\s|»›>]*)*$|^(?:halaman|page|tampilkan|lihat|show|view) (?:semua|all|selanjutnya|berikutnya|next)(?: (?:halaman|pages?))?[\s»›>]*$|^(?:next|previous) page[\s»›>]*$/i;

/** A site's words about itself: cookies, scripts. */
const ofSite =
  /\b(?:we|sites?|websites?|kami|situs|laman)\b[^.]{0,60}\b(?:uses?|using|menggunakan|memakai|memerlukan)\b[^.]{0,60}\b(?:cookies?|kuki)\b|\b(?:by (?:clicking|continuing|using|closing)|dengan (?:mengklik|melanjutkan|menggunakan|menyetujui))\b[^.]{0,120}\b(?:cookies?|kuki|terms|ketentuan|consent)\b|\b(?:requires?|enable|turn on|aktifkan|mengaktifkan|memerlukan) (?:java ?script|cookies)\b/i;

/** Whether a block in an article's body is not part of its text. */
export function isNoise({ text, element, linked }: TextBlock): boolean {
  const isHeading = /^H[1-6]$/.test(element.tagName) && element.parentElement?.tagName !== 'LI';
  if (!/[\p{L}\p{N}]/u.test(text)) return true;
  if (pointer.test(text) && (text.length < 200 || linked > text.length / 3)) return true;
  if (about.test(text) && text.length < 160) return true;
  if (aboutInside.test(text) && text.length < 300) return true;
  if (text.length < 80 && paging.test(text) && element.tagName !== 'TD' && !isHeading) return true;
  if (text.length < 400 && ofSite.test(text)) return true;
  // A line that is a link from end to end leads somewhere else, unless it is a sentence of some length.
  return !isHeading && linked >= text.length * 0.8 && text.length > 15 && !isLinkedSentence(text, element);
}

/** A sentence that is one whole link belongs to the story if it is at least this long, in characters. */
const linkedSentenceFrom = 60;

const isLinkedSentence = (text: string, { tagName }: PageElement) =>
  tagName === 'P' && text.length >= linkedSentenceFrom && /[.!?]["'”’»)\]]*$/.test(text);

/** Whether a block is the heading of a list of other articles. */
function isLabel({ text }: TextBlock): boolean {
  return text.length < 60 && pointer.test(text) && !/[.!?]$/.test(text);
}

/** Removes lines about the article or linking elsewhere, and lists under a line such as "More stories". */
export function withoutNoise(blocks: readonly TextBlock[]): TextBlock[] {
  let points = false;
  return blocks.filter((block) => {
    const isItem = block.element.tagName === 'LI' || block.element.parentElement?.tagName === 'LI';
    points = isLabel(block) || (points && isItem);
    return !points && !isNoise(block);
  });
}
