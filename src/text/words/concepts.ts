/**
 * What news counts and dates, in the words of both languages: one concept in each row, Indonesian before the bar, English after
 * it, called by its first word. Written for this project from general knowledge. Numbers of different concepts (dead and
 * injured, begun and ended) are numbers of different things.
 */

/** What happens to those who are counted. */
export const fates = `
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
export const occasions = `
  mulai dimulai berawal memulai | begin start
  selesai berakhir rampung tuntas usai | end finish complete conclude
  mengatakan menyatakan mengumumkan ujar kata melaporkan menyebut memperkirakan mencatat berkomentar menegaskan mengungkapkan menuturkan | say announce report tell estimate put warn comment add
  lahir kelahiran | born birth
  mundur pengunduran | resign resignation quit
  dilantik pelantikan | inaugurate sworn
  dikirim mengirim dikerahkan pengerahan | send deploy deployment
`;

/** Who is counted, */
export const persons = `
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

/** and what. */
export const things = `
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
