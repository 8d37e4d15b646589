/**
 * What the Indonesian stemmer knows by heart. Written for this project from general knowledge of the language. It is far from
 * complete and need not be: it holds words that an affix makes ambiguous and the most usual ones, the rest goes by rule.
 */

/** Roots that take affixes, among them those that look as if they held one ("serang", "perintah", "peran"). */
export const ROOTS = `
abad abadi abai abdi acara aci acu acuh acung ada adab adang adaptasi adat adil adopsi adu aduh aduk agam
agama agen agenda agresi agung ahli air ajaib ajak ajal ajang ajar aju akal akar akhir akibat akrab
akreditasi aksara akses aksi akta aktif aktual akuisisi akulturasi akumulasi akun akur akurat alamat alami
alas alasan alat alibi alih alir alokasi alternatif alun alur amal aman amanah amanat amat ambang ambil
ambilalih ambisi ambruk amendemen amin ampu ampuh ampun amuk anak ancam ancang andai andal aneh aneka anggap
anggar anggota angguk anggun anggur angin angka angkasa angkat angkut angsur aniaya anjing anjur antar
antara anti antisipasi antusias anugerah anut anyam apik apresiasi apung arah arak arsip arsitek arti artis
arung arus asah asal asap asas asasi asimilasi asing asli asosiasi aspal aspek aspirasi asuh asumsi asuransi
atas atlet atraksi atur audit aut autentik awak awas awet ayam ayom ayun azas
babak babat baca bacok bagai bagi bagus bahagia bahan bahas bahasa bahaya bahu baiat baik bajak baju bakar
bakat bakti baku balap balas balik balok balut banci bandar banding bandit bangga bangkai bangkang bangkit
bangkrut bangsa bangun banjir bank bantah bantai bantal banting bantu banyak baptis bara barang barat baring
baris barter basah basi basis basmi batal batalyon batang batas batik batin batuk bau baur bawa bawah bayang
bayar bayi bea beban bebas beber beda bedah bedak bedil begal bejat bek bekal bekam bekap bekas beking beku
bekuk bela belah belai belakang belalak belanda belanja belas belenggu beli belia belit belok belot belum
benah benak benam benar bencana benci bendera bendung bengkak bengkel bengkok benih bening bentak bentang
benteng bentrok bentuk bentur berangkat berangus berani berantak berantas beras berat beres beri beringas
berita beritahu berkah berkas berlaku berontak bersih bersit besar besuk betul biadab biak biar biara bias
biasa biaya bicara bidang bidik bijak bijaksana biji bikin bilang bilas bimbang bimbing bina binasa bincang
bingkai bingkis bingung bintang bisik bising bisnis blokade blokir bobol bobot bocor bodoh bohong boikot
boleh bom bongkar borgol borong boros bosan botak boyong brutal buah buang buas buat bubar budak budaya budi
budidaya bugar bujuk buka bukan bukit bukti buku bulan bulat bulu bumi bumihangus bunga bungkam bungkuk
bungkus buntu buntut bunuh bunyi buron buru buruh buruk busuk busur buta butir butuh buyar
cabang cabik cabul cabut caci cadang cahaya cair cakap cakar cakup calon camat campak campur canang canda
candu canggih cangkok cangkul cantik cantum cap capai cari carter carut catat catur catut cebur cecer cegah
cegat cek cekung celah celaka celup cemar cemas cemburu cemerlang cemooh cendekia cenderung cengkeram
centang cepat cerah cerai ceramah cerdas ceria cerita cermat cermin cerna ceroboh cetak cetus cicil cicip
cinta cipta ciri cium coba coblos cocok cokok colok concong condong congkak contoh copot coreng coret corong
cubit cuci cucu cukup cukur culas culik cuma cungkil curah curam curang curhat curi curiga cuti
dadak daerah daftar dagang daging dagu dahulu daki dakwa dalam dalang dalih dalil damai damba dampak damping
dana dandan dangkal dansa dapat darah darat darurat dasar data datang datar daulat daur daya dayung debat
debut dedikasi definisi dekap dekat deklarasi delegasi demam demo demokrasi demokratisasi demonstrasi denda
dendam dengar dengki depak departemen deportasi derajat deras derita derma desa desain desak desas
desentralisasi deskripsi destinasi detak detasemen deteksi detik dewasa diagnosis dialog diam didih didik
diet digital dikotomi diktator dikte dinamo dingin diplomasi diplomat direksi direktur diri disiplin diskon
diskriminasi diskualifikasi diskusi distribusi divisi dobrak dokter doktrin dokumen dokumentasi dominan
dominasi domisili donasi dongeng dongkrak dorong dosa dosen dramatisasi duda duel duga dukung dunia duplikat
durasi durhaka duri dusta duta
edar edukasi efek efektif efisien eja ejek ekologi ekonomi eksekusi ekspansi eksploitasi eksplorasi ekspor
ekspos ekspresi ekstradisi elaborasi elak elok elu elus emban embargo embun emigrasi emisi empat enak enam
encer endap endus energi engah enggan entas entri enyah erat erosi erupsi estimasi evakuasi evaluasi evolusi
fabrikasi fasih fasilitas favorit fermentasi film fitnah fokus fondasi formal formasi formulasi formulir
forum foto fotosintesis frustrasi fungsi futur
gabung gadai gading gadis gado gagah gagal gagas gairah gaji galak galang gali gambar ganas ganda gandeng
gandrung ganggu ganja ganjal ganjar ganti gantung ganyang gapai garam garang garansi garap garis garong
garuk gaul gaung gawat gaya gayung gebrak gebuk gedor gegar gejala gelagat gelandang gelap gelar geledah
gelegar geliat gelincir gelisah gelitik gelombang gelora gelut gema gemar gembala gembira gembleng gembok
gembung gempa gempar gempur gemuk gemuruh genang genap gencar gendong gendut genggam genit genjot gentar
gerah gerak gerayang gerebek gerek gergaji gerilya gerogot gertak geruduk gesa gesek geser getar getok giat
gigit gila gilas giling gilir ginjal giring giur gizi globalisasi goda godok gol golak golf golong goncang
gonggong goreng gores gosip gosok gotong goyah goyang grasi gubah gubris gugat gugur gugus gulat guling
gulir gulung gumam gumpal guna guncang gundah gundul gunjing gunting guntur gunung gurat gurau guru gusar
gusur
habis hablur hadang hadap hadiah hadir hajar hajat haji hak hakim halal halang halau halus hamba hambar
hambat hambur hamil hampar hampir hancur hangat hangus hantam hantar hantu hanyut hapus haram harap hardik
harga hari haring harmonis harum harus hasil hasrat hasut hati haus hawa hayat hebat heboh helat hemat
hening henti heran hewan hias hibah hibur hidang hidup higienis hijau hijrah hilang hilir himpun hina hindar
hinggap hipnotis hirau hiruk hirup hitam hitung hormat hubung hujan hujat hukum huni hunus huru hutan huyung
ibadah ibarat ibu identifikasi identik ideologi idola ikan ikat ikhlas ikhtiar iklan ikrar ikut ikutserta
ilham ilmu ilustrasi imajinasi iman imbal imbang imbas imbuh imigrasi impi implementasi impor improvisasi
imunisasi inap incar indah indeks indera indikasi individu induk industri industrialisasi infeksi inflasi
informasi ingat ingin ingkar inisiatif injak inovasi inspeksi inspirasi instalasi instruksi integrasi
intelijen intensif interaksi interogasi interpretasi intervensi intimidasi intip introspeksi invasi
inventaris investasi investigasi ipar iring iris irit isi isolasi istana istilah istimewa istirahat isu
isyarat
jabat jadi jaga jagal jago jahat jahit jaja jajah jajak jajal jajar jaksa jalan jalang jalar jalin jalur
jambak jambret jamin jamu jamur jangkau jangkit janji jarah jarak jaring jatah jatuh jauh jawab jaya jebak
jebol jegal jejak jejal jejer jelajah jelang jelas jelek jelma jembatan jemput jemur jengah jengkel jenguk
jenis jenuh jepit jera jerat jerit jernih jerumus jijik jilat jilid jinak jinjing jiplak jiwa joget jorok
jotos jual juang juara judi judul juju jujur julang juluk jumlah jumpa jungkir junjung jurus justru juta
kabar kabul kabung kabur kabut kacau kadar kaderisasi kagum kail kaisar kait kaji kakak kala kalah kali
kalkulasi kalung kalut kamar kampanye kampung kanak kandang kandas kandung kantong kantor kapasitas
kapitalisasi kapling kapur karakteristik karam karang karantina karena kartu karun karunia karya karyawan
kasar kasih kasihan kasus kata katalog kategori katrol katup kaum kawah kawan kawin kaya kayuh keadaan kebal
kebas kebiri kebun kebut kecam kecambah kecamuk kecewa kecil kecimpung kecoh kecuali kecup kejam kejar kejut
kekal kekang kekeh kelahi kelak kelakar kelana kelas kelebat keliling kelir keliru kelola kelompok keluar
keluarga keluh kelupas kemah kemas kembali kembang kembangbiak kembar kembung kemudi kemuka kena kenal kenan
kenang kencan kencang kencing kendali kendara kendor kendur kenduri kenyam kenyang kepak kepal kepala kepang
keping kepras kepul kepung kerabat kerah keramat keramik kerap kerat kerek keren kereta kering keringat
keriput kerja kerjasama kernyit keroyok kerucut keruh keruk kerumun kerut kesah kesal kesamping kesan ketat
ketik ketua ketuk khayal khianat khidmat khitan khusus kias kibar kibas kibul kicau kidung kikis kikuk
kilang kilap kilas kilat kilau kinerja kira kiri kirim kisah kisar kisruh kitar klaim klarifikasi
klasifikasi kliping klop koalisi koar kobar kocok kokang kokoh kolaborasi koleksi kolonisasi kolusi komandan
komando kombinasi komentar kompak kompensasi kompetisi komplain komplikasi komposisi kompromi komunikasi
kondisi kondusif konfirmasi konflik konfrontasi kongres konsekuensi konsentrasi konsep konser konservasi
konsisten konsolidasi konspirasi konstitusi konstruksi konsul konsultasi konsumsi kontak kontaminasi kontrak
kontribusi kontrol konversi kooptasi kopi korban korek koreksi korelasi korup korupsi kosong kota kotak
kotor koyak kreasi kredit kremasi kriminal kriteria kritik kuak kualifikasi kuasa kuat kubang kubu kubur
kucil kucur kudeta kudus kuis kukuh kuliah kulit kumandang kumat kumpul kumuh kunci kuning kunjung kuntit
kunyah kupas kurang kuras kurban kurir kurung kurus kusut kutil kutip kutuk
labuh labur lacak lacur ladang ladeni lafal laga lagu lahap lahir laik lain laju lajur laksana laku lalai
lalu lama lamar lambai lambang lambat lambung lampau lampir lancang lancar lancong landa landai landas
langgan langgar langgeng langit langka langkah langsing langsir langsung lanjut lantang lantar lantik lantun
lantur lapang lapar lapis lapor lapuk larang laras larat lari laris larut latar latih laut lawan lawat layak
layan layang layar layat layu lebar lebat lebih lebur lecah lecat leceh lecut ledak ledek lega legislasi
lekang lekas lekat lelah lelang leleh lemah lembaga lembar lembek lembur lembut lempar lempeng lengah lengan
lengang lenggang lengkap lengkung lentur lenyap lepas lerai lesat lestari lesu letak letih letup letus lewat
libas libat liberalisasi libur licin lidah lihat liku lilit limbah limpah lincah lindas lindung lingkar
lingkung lingkup lintang lintas lipat lipur liput lirik lisensi listrik liuk liut lokasi lolong lolos lomba
lompat loncat longgar longok longsor lonjak lontar lototi luang luap luar luas lubang lucu lucut ludah ludes
lugas luhur luka lukis lulur lulus lumas lumat lumpuh lumpur lumrah lumur lunak lunas luncur luntur lupa
luput lurah luruh lurus lusuh lutut
maaf mabuk macam macet magang mahal mahar mahir mahkota main majelis majikan maju makalah makam makan makar
maki makmur makna maksimal maksud malam malang malas malih malu mampat mampir mampu manajemen mandat mandi
mandiri manfaat mangkir mangsa manifestasi manipulasi manis manja mantan mantap manusia manuver marah marak
markas martabat masa masak masalah massal masuk masyarakat masyhur mata matang materi mati maut mayat
mayoritas medali mediasi medis megah mekar melarat melek melulu memar menang menantu merah merdeka merek
meriah merosot mesra mesti mesum mewah migrasi milik mimpi minat minggir minggu minimal minta minum minyak
miring mirip misi miskin mitigasi modal model modern modernisasi modifikasi mogok mohon momong monitor
monopoli motivasi motor muak muara muat mubazir muda mudah mudik mufakat mujur muka mukim mulia mulus
munafik muncul mundur mungkin muntah murah murka murni murung musik musim muslihat muslim musnah musuh
musyawarah mutasi mutilasi mutlak mutu
nafkah nafsu naik nakal nalar nama narasi nasib nasionalisasi naung nazar negara negosiasi nekat nenek
netral nganga ngeri ngotot ngungsi niaga niat nihil nikah nikmat nilai nista nobat noda nominasi nomor
normal normalisasi notifikasi nuansa nurani nyala nyali nyaman nyanyi nyata nyawa nyenyak nyeri nyinyir
obat obrak obral obrol observasi obsesi oksidasi okupasi olah olahraga oleh oles olimpiade olok omong ongkos
operasi opini oplos optimal optimis orang orbit orientasi otak otonom otopsi otoritas otot
pacar pacu padam padan padat padu pagar pagut paham pahat pahit pajak pajang pakai pakan paket paksa paku
palak palang paling palsu pamer pamit pamor panah panas pancang pancar pancing pandai pandang pandu panen
pangan panggang panggil panggul panggung pangkal pangkas pangkat pangku panik panitia panjang panjat pantas
pantau pantul papah papar para paraf parah parang parkir partai partisipasi pasal pasang pasar pasif pasok
paspor pasrah pasti pasung patah paten patok patri patroli patuh patung patut paut payah payung pecah pecat
pecundang pedas pedih pedoman pegang pegat pegawai pejam pekat pekik peleset pelesir pelihara pelik pelintir
pelopor pelosok peluang peluk peluru pemerintah pemuda pencil pendam pendapat pendek penduduk pengacara
pengaruh penggal pening penjara pensiun pentas penting penuh penyakit peraga perah peran perang perangai
perangkap perangkat perawan perban percaya percik perempuan peres pergi pergok peri perih periksa peringkat
perintah perintis peristiwa perkara perkasa perkosa perlu permisi permukaan pernah perosok persen persepsi
persis pertama pesan peserta pesiar pesisir pesona pesta pestisida peta petak petang petik petisi piagam
piara piawai picu pidana pidato pihak pijak pijat pikat pikul pilah pilih pilu pimpin pinang pincang pindah
pinggir pingit pinjam pinta pintar pintas pirsa pisah piting plus pojok poles polisi politik pondok populer
porak porsi portal posisi potensi potong potret praduga praja prakarsa praktis pramuka prasekolah predikat
prediksi presentasi presiden presisi prestasi pribadi prihatin prioritas privat privatisasi produk produksi
profesi program promosi propaganda prosedur proses protes protokol provokasi proyek puas puasa publik
publikasi pucat pucuk pugar puing puisi puja puji pukau pukul pulang pulas pulau pulih puluh punah puncak
pungkas pungut puntir punya pupuk pupus purna pusaka pusat pusing pustaka putar putih putus
raba racik racun radang raden ragam ragu rahasia rahmat raih raja rajin rajuk rajut rakit rakus rakyat ramah
ramai ramal rambah rambat rambu rambut rampas ramping rampok rampung ramu rancang rancu randai rangka
rangkai rangkak rangkap rangkul rangkum rangsang rangsek rantai rantau rapat rapi rapor rapuh rasa rasional
rata ratap ratifikasi ratus raup raut rawan rawat raya rayap rayon rayu razia reaksi rebah rebus rebut reda
redaksi redam redup referensi refleksi reformasi regang registrasi regu rehab rehabilitasi rekah rekam rekan
rekapitulasi rekat rekayasa rekening reklamasi reklame rekomendasi rekonsiliasi rekonstruksi rekor rekreasi
rekrut rela relasi relokasi remaja remas rembes rembuk remeh remisi remuk renang rencana rendah rendam
rendang rengek renggang renggut renovasi rentak rentan rentang rentet renung reot repot reproduksi resah
resap resensi resepsi reservasi resmi restorasi restrukturisasi restu retas reuni revisi revitalisasi
revolusi riak rias ribu ribut rilis rimba rinci rindu ringan ringis ringkas ringkus rintang rintih rintis
risau riset riwayat robek roboh roda rokok romantis rombak rombong rompi rontok rotan rotasi royal ruang
rubuh rugi rujuk rukun rumah rumit rumor rumpun rumus runcing runding rundung runtut rupa rupiah rusak rusuh
rutin ruwat
saat sabar sabet sabotase sadap sadar sah sahabat saham sahut saing sajak saji sakit sakral saksi sakti
salah salahguna salam salat salib salin saling salip salju salur sama samar sambang sambar sambil sambung
sambut sampah sampai samping sampul samudra sandang sandar sandera sandi sanding sangat sangga sanggah
sanggul sanggup sangka sangkal sangkut sangsi sanjung sanksi santai santap santer santun sapa sapi sapu
saran sarang saring sarjana sarung sasar satu saudara sayang sayap sayat sayembara sayur sebab sebal sebar
sebarluas sebut sedap sedekah sederhana sedia sedih sedikit sedot segan segar segel segera segmen segmentasi
sehat sejahtera sejarah sejuk sekap sekat sekolah sekutu sela selam selamat selang selaras selat selebrasi
seleksi selenggara selesai seleweng selidik selimut selinap selingkuh selip selisih selubung seludup seluk
selundup seluruh selusur semai semangat semarak semat sembah sembarang sembelih sembuh sembunyi sembur
seminar sempat sempit semprot sempurna sen senam senang sendat sendiri sengaja sengat senggol sengit
sengketa sengsara seni senjata sensasi sensor sensus sentak sentil sentosa sentral sentuh senyap senyum
sepadan sepak sepakat sepakbola sepele sepi seragam serah serahterima serak serakah seram serang serap
serasi serbu serempak seret sergap seri serikat serius serobot serta sertifikasi sertifikat seru seruduk
serupa sesak sesal sesat sesuai setan setara setel setia setir setop setor setuju sewa sewot siaga siap siar
siarah siasat sibak sibuk sidak sidang sidik sifat sihir sikap sikat siksa siku sikut silang silat
silaturahmi simak simbol simpan simpang simpati simpul simulasi sinambung sinar sindir sinergi singgah
singgung singkap singkat singkir singkong singsing siram sirik sirkulasi sisa sisih sisip sisir sita situ
situasi siul skandal skenario skor soal sodor sogok sokong solidaritas solusi sombong sopan sorak sorot
sortir sosialisasi spekulasi spesialisasi sponsor stabil stabilisasi standar status sterilisasi stimulasi
strategi studi suami suap suara suasana subsidi subur suci sudah sudi sudut sugesti suguh suhu suka sukat
sukses sulap suling sulit sulut sumbang sumbat sumber sumpah sungguh sungkan suntik sunting suplai surat
surau suruh suruk surut survei susah susu susul susun susup susut swasta swastanisasi syarat syukur
taat tabah tabiat tabrak tabuh tabung tabur tada tadah tafsir tahan tahap tahbis tahun tajam tajuk takar
takjub takluk takut tali tamat tambah tambak tambal tambang tambat tampak tampan tampar tampil tampung tamu
tanah tanak tanam tancap tanda tandang tandas tandatangan tandem tanding tandu tandus tangan tanggal tanggap
tangguh tanggulang tanggung tanggungjawab tangis tangkal tangkap tangkas tangkis tani tanjak tantang tanya
tari tarif tarik taruh taruna tarung tata tatap tatar tatih taut tawa tawan tawar tayang tebak tebal tebang
tebar tebas tebus teduh tega tegak tegang tegap tegas teguh tegur tekad tekan teknik tekuk tekun telaah
telan telanjang telanjur teledor telepon telik teliti teluk telur telusur teman tembak tembang tembus tempa
tempat tempel tempeleng tempo tempuh tempur temu tenaga tenang tendang tender tengah tenggak tenggang
tenggelam tengger tengok tenis tentang tentara tentu tenun tepat tepi tepis tepuk terang terap terapi
terbang terbit teriak terima terjal terjang terjemah terjun terka terkam ternak teror teroris terowong terpa
terpal tertib terus tes tetap tetas tetes tewas tiada tiang tiarap tiba tidak tidur tikai tikam tiket tikung
tilang tilap timang timba timbang timbul timbun timpa timpal timpang tindak tindaklanjut tindas tindih
tinggal tinggi tingkah tingkat tinjau tinju tipis tipu tiris tiru titah titik titip tiup todong tokoh tolak
toleh toleran toleransi tolong tonjok tonjol tonton topang topeng toreh total tradisi tragedi transaksi
transfer transformasi transfusi transit transmigrasi transplantasi trauma trofi tua tuai tualang tuang tuduh
tugas tuju tukang tukar tukas tukik tular tulis tulus tumbang tumbuh tumbuhkembang tumbuk tumbur tumpah
tumpang tumpas tumpu tumpuk tumpul tunai tunas tunda tunduk tunggak tunggal tunggang tunggu tunjang tunjuk
tuntas tuntun tuntut turun turut tusuk tutup tutur
uang ucap ujar uji ujung ukir ukur ulah ulang ulas ulur umat umbar umpama umpan umpat umpet umrah umum umur
undi unding unduh undur unggah unggul ungkap ungkit ungsi unik unjuk unjukrasa untai untung upacara upah
upaya urai urban urung urus urut urutan usaha usai usap usia usik usir usul usung usut utama utara utuh utus
vaksin vaksinasi variasi verifikasi veto visualisasi vital voli vonis
wacana wadah wafat wajah wajar wajib wakaf wakil waktu walikota wangi waris warna warta wartawan waspada
wawancara wawas wibawa wilayah wirausaha wisata wisuda wujud
yakin
zalim ziarah
`;

/** Words that are no form of a shorter one ("beruang"), or that are better kept apart from it ("perusahaan" from "usaha"). */
export const FIXED = `
adalah adapun aksesi angkatan apa apabila asahan asahi ataupun
bagaimana bagaimanapun bagian bahkan banggai beberapa bekasi beliau beranda berandal berapa berbagai bergen
berhala berikut beringin berkeley berlian berlin bermuda bernard bernas bersama bertubi beruang berusia
besuki biarpun bikini
delapan dia diabetes diafragma diagonal diagram dialek diameter dian diare diaspora didaktik diesel difabel
diferensial diferensiasi difteri digit digitalisasi diksi dilema dimensi dinamika dinamis dinamisme dinamit
dinar dinas dinasti dinding dini dinosaurus dioksida diorama dipanegara dipati diploid diploma diplomatik
diponegoro direktorat dirgantara dirham dirigen dirjen dirut disentri disertasi disinfektan disini
disintegrasi disket disko diskotek diskresi diskus dislokasi disney dispensasi dispersi disposisi distorsi
distributor distrik ditjen diva divergensi diversifikasi divestasi dividen durian
golan gurita gusi
halaman harian hawai hawaii hiburan
ialah ini itu
jurusan
kabupaten kalian kapan kawasan kebayoran kebetulan kedelapan kedua keempat keenam kelantan kelasi kelima
kemayoran kemudian kenyataan kepada keponakan kesatu ketahanan kesebelas kesebelasan kesembilan kesepuluh ketiga
ketika ketujuh keturunan kuningan
lantaran lapangan lapisan lukaku
maluku mana maupun mekanik melainkan melalui melankolis melati melayu melinjo melitus melodius memadai
membran membrane memorandum memorial mempelai mendadak mendiang mendung menengah mengenai meninggal
meningitis menopause menstruasi mentari mentega menurut merapi merauke meridian merpati merupakan meskipun
mingguan
nanti
otonomi
pakaian pantai pasukan pekalongan pekanbaru pekarangan pelangi pelatnas pemalang pematangsiantar pembuluh
pemilu pemirsa penajam penalti penasaran pendapatan pendekar pendeta pendopo penetrasi pengadilan pengantin
penghulu penisilin penitensi penjuru penumpang peradilan peranti perbasi percuma perdana perdata perempatan pertahanan
perhutani perihal permadani permaisuri permata persero perseroan perunggu perusahaan pesawat pewarta
praktisi prosesi
sarapan sasaran sebagai sebagaimana sebagian sebelah sebelas sebelum sebuah sedangkan seekor sehingga sejak
sejuta sekali sekalian sekaligus sekalipun sekarang sekitar selain selaku selalu selama selatan selibat
semakin semenjak sementara seminari semua senyawa seolah seorang sepanjang seperempat sepertiga sepuluh
seratus seraya serayu seribu serumpun sesuatu sesudah setelah setengah setiap siapa silsilah suksesi
tatanan teheran terakhir terakota teras terasi teratai terawan terestrial terhadap teritori teritorial
termasuk terminal terminator terminologi termodinamika termometer termonuklir termosfer termostat ternate
ternyata terompet terorisme tersebut tersier tertentu terumbu terutama tetapi tumbuhan
walaupun
`;

/** Forms that no rule joins, and other spellings of a root, as "stem: forms". The forms may take affixes themselves. */
export const SAME = `
adik: adek
akomodasi: akomodir
aktivitas: aktifitas
akui: mengaku pengakuan
analisis: analisa
antre: antri
api: berapi perapian
apotek: apotik
atap: beratap
atasi: diatasi mengatasi teratasi
awal: berawal diawali mengawali
awan: berawan
baru: baharu
batu: bebatuan
belajar: dipelajari mempelajari pelajar pelajaran
berdiri: didirikan mendirikan pendiri pendirian
bertahan: dipertahankan mempertahankan
bertemu: dipertemukan ditemui mempertemukan menemui pertemuan temui
cedera: cidera
daun: dedaunan
depan: kedepan
doa: berdoa
duduk: pendudukan
ekor: berekor
elite: elit
embus: hembus
februari: pebruari
hafal: hapal
hakikat: hakekat
hierarki: hirarki
ijazah: ijasah
imbau: himbau
impit: himpit
isap: hisap
istri: isteri
izin: ijin
jadwal: jadual
jemaah: jamaah
jenderal: jendral
karier: karir
kawal: mengawal pengawal pengawalan
kemis: mengemis pengemis
kerajinan: pengrajin perajin
keras: bersikeras
khawatir: kuatir
khotbah: khutbah kotbah
komplet: komplit
konkret: konkrit
koordinasi: koordinir
kualitas: kwalitas
kuitansi: kwitansi
laki: lelaki
legalisasi: legalisir
lembap: lembab
masjid: mesjid
menanti: dinanti dinantikan menantikan nantikan penantian
mengerti: dimengerti pengertian
menteri: mentri
metode: metoda
miliar: milyar
minimalisasi: minimalisir
mobilisasi: mobilisir
mulai: mula
museum: musium
napas: nafas
nasihat: nasehat
netralisasi: netralisir
ngaji: mengaji pengajian
november: nopember
objek: obyek
organisasi: organisir
peduli: perduli
pengalaman: dialami mengalami
penghargaan: dihargai menghargai
perhatian: diperhatikan memerhatikan memperhatikan pemerhati
pikir: fikir
pohon: pepohonan
praktik: praktek
prancis: perancis
proklamasi: proklamir
provinsi: propinsi
pungkir: mungkir
putra: putera
realisasi: realisir
respons: respon
retak: keretakan
risiko: resiko
runtuh: reruntuhan
saksama: seksama
sastra: sastera susastera susastra
seberang: sebrang
sekadar: sekedar
sistem: sistim
sopir: supir
subjek: subyek
syair: penyair
tahu: ketahu pengetahuan tau
takhta: tahta
tangani: ditangani menangani penanganan tertangani
teladan: tauladan
telantar: terlantar
tenteram: tentram
terampil: trampil
terjadi: kejadian
tertawa: ketawa
triliun: trilyun
ubah: dirubah merubah robah rubah
undang: perundangan
undangan: diundang mengundang
utang: hutang
utarakan: diutarakan mengutarakan
wenang: wewenang
yuridis: juridis
zaman: jaman
`;
