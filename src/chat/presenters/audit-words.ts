import { words } from '../../locales/words.ts';
import type { AuditEntry } from '../../store/store.ts';
import type { FactChanges } from '../audit.ts';
import type { Reader } from '../contract/context.ts';
import type { Part } from '../contract/reply.ts';
import { dateWords } from './dates.ts';
import { languageName } from './sources-reply.ts';

/** What a moderator did, when, and who it was as far as that is still known. */
export function auditPart({ at, act, subject, details, account }: AuditEntry, reader: Reader): Part {
  const t = words(reader.locale);
  const time = dateWords(at.toISOString(), { ...reader, timeZone: reader.timeZone ?? 'UTC' }).absolute;
  const more = act === 'added' && typeof details === 'number' ? details : 0;
  const what = more > 0 ? t('audit.addedMore', { subject, count: more }) : t(`audit.${act}`, { subject });
  const changes =
    act === 'edited' && Array.isArray(details)
      ? (details as unknown as FactChanges).map((change) => factChangeWords(change, reader))
      : [];
  return { kind: 'act', text: [time, what, ...changes].join(' · '), account };
}

/** "Publisher: unknown → Kabar Contoh" */
export function factChangeWords([fact, before, after]: FactChanges[number], reader: Reader): string {
  const t = words(reader.locale);
  const name = t(`edit.facts.${fact}` as 'edit.facts.title');
  const value = (text: string | null) => {
    if (text === null || text === '') return t('facts.unknown');
    if (fact === 'language') return languageName(text, reader.locale);
    return fact === 'published' ? dateWords(text, reader).absolute : text;
  };
  return `${name}: ${value(before)} → ${value(after)}`;
}
