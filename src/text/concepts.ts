import { analyze, type Term } from './analyzer.ts';

/**
 * What news counts and dates, in the words of both languages: one concept in each row, Indonesian before the bar, English after
 * it. Numbers of different concepts (dead and injured, begun and ended) are numbers of different things.
 */
const fates = `
  tewas meninggal wafat gugur kematian | die dead killed fatality deadly perish toll
  luka terluka cedera | injured wounded hurt injury
  hilang | missing
  ditahan ditangkap penangkapan | detained arrested custody
  divonis hukuman vonis penjara | sentence jailed prison
  mengungsi pengungsi dievakuasi | displaced evacuate evacuee
  selamat diselamatkan | rescued survive survivor
  terinfeksi positif tertular | infected infection
  keracunan | poisoned poisoning
  terjebak | trapped
  terlantar telantar | stranded
  dipecat pemecatan dirumahkan | dismissed sacked
  divaksin vaksinasi imunisasi | vaccinated immunised
  rusak roboh hancur ambruk | damaged destroyed collapsed
  kerugian merugi biaya | loss lost cost
  usia umur berusia berumur | age aged
`;

/** What is dated rather than counted. */
const occasions = `
  mulai dimulai berawal memulai | begin start
  selesai berakhir rampung tuntas usai | end finish complete conclude
  mengatakan menyatakan mengumumkan ujar kata melaporkan menyebut memperkirakan mencatat | say announce report tell estimate put
  lahir kelahiran | born birth
  mundur pengunduran | resign resignation quit
  dilantik pelantikan | inaugurate sworn
  dikirim mengirim dikerahkan pengerahan | send deploy deployment
`;

const persons = `
  orang warga jiwa penduduk | people person resident
  korban | victim casualty
  tentara prajurit pasukan serdadu | soldier troop
  polisi | police officer
  anak | child
  siswa murid pelajar mahasiswa | student pupil
  nelayan | fisherman fishermen
  petani | farmer
  dokter perawat | doctor nurse
  wartawan jurnalis | journalist reporter
  demonstran pengunjuk | protester demonstrator
  turis wisatawan pengunjung | tourist visitor
`;

const things = `
  rumah | house home
  sekolah | school
  penonton | spectator audience fan
  penumpang | passenger
  pekerja buruh karyawan | worker employee
  mobil kendaraan | car vehicle
  kapal | ship boat vessel
  pesawat | plane aircraft
  desa | village
  suara | vote
  kursi | seat
`;

const fateOf = conceptsByTerm(fates);
const occasionOf = conceptsByTerm(occasions);
const personOf = conceptsByTerm(persons);
const thingOf = conceptsByTerm(things);

/** Words that share a stem with one of a concept, and mean something else. */
const others = new Set('pertahanan bertahan mempertahankan ketahanan mula semula pemula'.split(' '));

type Word = Pick<Term, 'form' | 'term'>;

/** What happened to those who are counted; `undefined` for other words. */
export const fateConcept = ({ form, term }: Word) => (others.has(form) ? undefined : fateOf.get(term));

/** What happened at a date; a fate is an occasion too. */
export const occasionConcept = (word: Word) =>
  others.has(word.form) ? undefined : (fateConcept(word) ?? occasionOf.get(word.term));

/** Whoever suffered one of the fates. */
export const victim = 'korban';

/** Whether it stands for any person: "225 orang" may be told of as "225 korban" or "225 nelayan". */
export const isAnyone = (counted: string) => counted === 'orang' || counted === victim;

const personConcepts = new Set(personOf.values());

/** Whether it is a concept of persons. */
export const isPerson = (counted: string) => personConcepts.has(counted);

/** What is counted; `undefined` for other words. */
export const countedConcept = ({ term }: Pick<Word, 'term'>) => personOf.get(term) ?? thingOf.get(term);

/** Whether it tells who said something. */
export const isSaying = ({ term }: Pick<Word, 'term'>) => occasionOf.get(term) === 'mengatakan';

/** Every concept is called by its first word. */
function conceptsByTerm(rows: string): ReadonlyMap<string, string> {
  return new Map(
    rows
      .trim()
      .split('\n')
      .flatMap((row) => {
        const [indonesian = '', english = ''] = row.split('|');
        const concept = indonesian.trim().split(' ')[0]!;
        return [
          ...analyze(indonesian, 'id').map(({ term }) => [term, concept] as const),
          ...analyze(english, 'en').map(({ term }) => [term, concept] as const),
        ];
      }),
  );
}
