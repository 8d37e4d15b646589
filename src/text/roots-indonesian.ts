/**
 * What the Indonesian stemmer knows by heart. Written for this project from general knowledge of the language. It is far from
 * complete and need not be: it holds words that an affix makes ambiguous and the most usual ones, the rest goes by rule.
 */

/** Roots that take affixes, among them those that look as if they held one ("serang", "perintah", "peran"). */
export const ROOTS = `
abad abadi abai abdi acara aci acu acuh acung ada adab adang adaptasi adat adik adil adu aduh aduk agam
agama agen agenda agresi agung ahli air ajak ajal ajang ajar aju akal akar akhir akibat akomodasi akrab
akreditasi aksara akses aksi akta aktif aktual akui akuisisi akulturasi akumulasi akun akur akurat alamat
alami alasan alat alibi alih alir alokasi alternatif alun alur amal aman amanah amanat amat ambang ambil
ambilalih ambisi ambruk amendemen amin ampu ampuh ampun amuk anak analisis ancam ancang anda andai andal
andalan aneh aneka anggap anggar anggota angguk anggun anggur angin angka angkasa angkat angkut angsur
aniaya anjing anjur antar antara anti antisipasi antre antusias anugerah anut anyam apik apresiasi apung
arah arak arsip arsitek arti artis arung arus asah asal asap asas asasi asimilasi asing asosiasi aspal
aspirasi asuh asumsi asuransi atap atas atasi atlet atraksi atur audit aut autentik awak awal awan awas awet
ayam ayom ayun azas
babak babat baca bacok bagai bagi bagus bahagia bahan bahas bahasa bahaya bahu baiat baik bajak baju bakar
bakat bakti baku balap balas balik balok balut banci bandar banding bandit bangga bangkai bangkang bangkit
bangkrut bangsa bangun banjir bank bantah bantai bantal banting bantu banyak baptis bara barang barat baring
baris barter baru basah basi basmi batal batalyon batang batas batik batin batu batuk bau baur bawa bawah
bayang bayar bayi bea beban bebas beber beda bedah bedak bedil begal bejat bek bekal bekam bekap bekas
bekerja beking beku bekuk bela belah belai belajar belakang belalak belanda belanja belas belenggu beli
belia belit belok belot belum benah benak benam benar bencana benci bendera bendung bengkak bengkel bengkok
benih bening bentak bentang benteng bentrok bentuk bentur berangkat berangus berani berantak berantas beras
berat beres beri beringas berita beritahu berkah berkas berlaku berontak bersih bersit bertemu besar besuk
betul biadab biak biar biara bias biasa biaya bicara bidang bidik bijak bijaksana biji bikin bilang bilas
bimbang bimbing bina binasa bincang bingkai bingkis bingung bintang bisik bising bisnis blokade blokir bobol
bobot bocor bodoh bohong boikot boleh bom bongkar borgol borong boros bosan botak boyong brutal buah buang
buas buat budaya budi bugar bujuk buka bukan bukti buku bulan bulat bulu bumi bumihangus bunga bungkam
bungkuk bungkus buntu buntut bunuh bunyi buron buru buruh buruk busur buta butuh buyar
cabang cabik cabul cabut caci cadang cahaya cair cakap cakar cakup calon camat campak campur canang canda
candu canggih cangkok cangkul cantik cantum cap capai cari carter carut catat catut cebur cecer cedera cegah
cegat cek celah celaka celup cemar cemas cemburu cemerlang cemooh cendekia cenderung cengkeram centang cepat
cerah cerai ceramah ceria cerita cermat cermin cerna ceroboh cetak cetus cicil cicip cinta cipta ciri cium
coba coblos cocok cokok colok concong condong congkak contoh copot coreng coret corong cubit cuci cucu cukup
cukur culas culik cuma cungkil curah curam curang curhat curi curiga cuti
dadak daerah daftar dagang daging dagu dahulu daki dakwa dalam dalang dalih dalil damai damba dampak damping
dana dandan dangkal dansa dapat darah darat darurat dasar data datang datar daulat daur daya dayung debat
debut dedikasi definisi dekap dekat deklarasi delegasi demam demo demokrasi demokratisasi demonstrasi denda
dendam dengar dengki depak departemen deportasi derajat deras derita derma desa desain desak desas
desentralisasi destinasi detak detasemen deteksi detik dewasa diagnosis dialog diam didih didik diet digital
dikotomi diktator dikte dinamo dingin diplomasi diplomat direksi direktur diri disiplin diskon diskriminasi
diskualifikasi diskusi distribusi divisi doa dobrak doktrin dokumen dokumentasi dominan dominasi domisili
donasi dongeng dongkrak dorong dosa dosen dramatisasi duda duduk duel duga dukung dunia duplikat durasi
durhaka duri dusta duta
edar edukasi efek efektif efisien ejek ekologi ekonomi ekor eksekusi ekspansi eksploitasi eksplorasi ekspor
ekspos ekspresi ekstradisi elaborasi elak elok elu elus emban embargo embun embus emigrasi emisi empat enak
enam encer endap endus energi engah enggan entas entri enyah erat erosi erupsi estimasi evakuasi evaluasi
evolusi
fabrikasi fasih fasilitas favorit fermentasi film fitnah fokus fondasi formal formasi formulasi formulir
forum foto fotosintesis frustrasi fungsi futur
gabung gadai gading gadis gado gagah gagal gagas gairah gaji galak galang gali gambar ganas ganda gandeng
gandrung ganggu ganja ganjal ganjar ganti gantung ganyang gapai garam garang garansi garap garis garong
garuk gaul gaung gawat gaya gayung gebrak gebuk gedor gegar gejala gelagat gelandang gelap gelar geledah
gelegar geliat gelincir gelisah gelitik gelombang gelora gelut gema gemar gembala gembira gembleng gembok
gembung gempa gempar gempur gemuk gemuruh genang genap gencar gendong gendut genggam genit genjot gentar
gerah gerak gerayang gerebek gerek gergaji gerilya gerogot gertak geruduk gesa gesek geser getar getok giat
gigit gila gilas giling gilir ginjal giring giur gizi globalisasi goda godok gol golak golong goncang
gonggong goreng gores gosip gosok gotong goyah goyang grasi gubah gubris gugat gugur gugus gulat guling
gulir gulung gumam gumpal guna guncang gundah gundul gunjing gunting guntur gunung gurat gurau guru gus
gusar gusur
habis hablur hadang hadap hadiah hadir hafal hajar hajat haji hak hakim halal halang halau halus hamba
hambar hambat hambur hamil hampar hampir hancur hangat hangus hantam hantar hantu hanyut hapus haram harap
hardik harga haring harmonis harum harus hasil hasrat hasut hati haus hawa hayat hebat heboh helat hemat
hening henti heran hewan hias hibah hibur hidang hidup higienis hijau hijrah hilang hilir himpun hina hindar
hinggap hipnotis hirau hiruk hirup hitam hitung hormat hubung hujan hujat hukum huni hunus huru hutan huyung
ibadah ibarat ibu identifikasi identik ideologi idola ikan ikat ikhlas ikhtiar iklan ikrar ikut ikutserta
ilham ilmu ilustrasi imajinasi iman imbal imbang imbas imbau imbuh imigrasi impi implementasi impor
improvisasi imunisasi inap incar indah indeks indera indikasi individu induk industri industrialisasi
infeksi inflasi informasi ingat ingin ingkar inisiatif injak inovasi inspeksi inspirasi instalasi instruksi
integrasi intelijen intensif interaksi interogasi interpretasi intervensi intimidasi intip introspeksi
invasi inventaris investasi investigasi ipar iring iris irit isi isolasi istana istilah istimewa istirahat
istri isu isyarat izin
jabat jadi jadwal jaga jagal jago jahat jahit jaja jajah jajak jajal jajar jaksa jalan jalang jalin jalur
jambak jambret jamin jamu jamur jangkau jangkit janji jarah jarak jaring jatah jatuh jauh jawab jaya jebak
jebol jegal jejak jejal jejer jelajah jelang jelas jelek jelma jemaah jembatan jemput jemur jengah jengkel
jenguk jenuh jepit jera jerat jerit jernih jerumus jijik jilat jilid jinak jinjing jiplak jiwa joget jotos
jual juang juara judi judul juju jujur julang juluk jumlah jumpa jungkir junjung jurus justru
kabar kabul kabung kabur kabut kadar kaderisasi kagum kail kaisar kait kaji kakak kala kalah kali kalkulasi
kalung kalut kamar kampanye kampung kanak kandang kandas kandung kapasitas kapitalisasi kapling kapur
karakteristik karam karang karantina kartu karun karunia karya karyawan kasar kasih kasihan kasus kata
katalog kategori katrol katup kaum kawah kawal kawan kawin kaya kayuh keadaan kebal kebas kebiri kebun kebut
kecam kecambah kecamuk kecewa kecil kecimpung kecoh kecuali kecup kejam kejar kejut kekal kekang kekeh
kelahi kelak kelakar kelana kelas kelebat kelepar keletih keliling kelir keliru kelola kelompok keluar
keluarga keluh kelupas kemah kemas kembali kembang kembangbiak kembar kembung kemudi kemuka kena kenal kenan
kenang kencan kencang kencing kendali kendara kendor kendur kenduri kenyam kenyang kepak kepal kepala kepang
keping kepras kepul kepung kerabat kerah keramat keramik kerap keras kerat kerek keren kereta kering
keringat keriput kerja kerjasama kernyit keroyok kerucut keruh keruk kerumun kerut kesah kesal kesamping
kesan ketat ketik ketua ketuk khawatir khayal khianat khidmat khitan khotbah khusus kias kibar kibas kibul
kicau kidung kikis kikuk kilang kilap kilas kilat kilau kinerja kira kiri kirim kisah kisar kisruh kita
klaim klarifikasi klasifikasi kliping klop koalisi koar kobar kocok kokang kokoh kolaborasi koleksi
kolonisasi kolusi komandan komando kombinasi komentar kompak kompensasi kompetisi komplain komplet
komplikasi komposisi kompromi komunikasi kondisi kondusif konfirmasi konflik konfrontasi kongres konsekuensi
konsentrasi konsep konser konservasi konsisten konsolidasi konspirasi konstitusi konstruksi konsul
konsultasi konsumsi kontak kontaminasi kontrak kontribusi kontrol konversi kooptasi koordinasi kopi korban
korek koreksi korelasi korup korupsi kosong kota kotak kotor koyak kreasi kredit kremasi kriminal kriteria
kritik kuak kualifikasi kuasa kuat kubang kubu kubur kucil kucur kudeta kudus kuis kukuh kuliah kulit
kumandang kumat kumpul kumuh kunci kuning kunjung kuntit kunyah kupas kurang kuras kurban kurir kurung kurus
kusut kutil kutip kutuk
labuh labur lacak lacur ladang ladeni lafal laga lagu lahap lahir laik lain laju lajur laksana laku lalai
lalu lama lamar lambai lambang lambat lambung lampau lampir lancang lancar lancong landa landai landas
langgan langgar langgeng langit langka langkah langsing langsir langsung lanjut lantang lantar lantik lantun
lantur lapang lapar lapis lapor lapuk larang laras larat lari laris larut latar latih laut lawan lawat layak
layan layang layar layat layu lebar lebat lebih lebur lecah lecat leceh lecut ledak ledek lega legalisasi
legislasi lekang lekas lekat lelah lelang leleh lemah lembaga lembek lembur lembut lempar lempeng lengah
lengan lengang lenggang lengkap lengkung lentur lenyap lepas lerai lesat lestari lesu letak letih letup
letus lewat libas libat liberalisasi libur licin lidah lihat liku lilit limbah limpah lincah lindas lindung
lingkar lingkung lingkup lintang lintas lipat lipur liput lirik lisensi listrik liuk liut lokasi lolong
lolos lompat loncat longgar longok longsor lonjak lontar lototi luang luap luar luas lubang lucu lucut ludah
ludes lugas luhur luka lukis lulur lulus lumas lumat lumpuh lumpur lumrah lumur lunak lunas luncur luntur
lupa luput lurah luruh lurus lusuh lutut
maaf mabuk macam macet madu magang mahal mahar mahir mahkota main majelis majikan maju makam makan makar
maki makmur makna maksimal maksud malam malang malas malih malu mampat mampir mampu manajemen mandat mandi
mandiri manfaat mangkir manifestasi manipulasi manja mantan mantap manusia manuver marah marak martabat masa
masak masalah masang massal masuk masyarakat masyhur mata matang materi mati maut mayat mayoritas medali
mediasi medis megah mekar melarat melek melulu memar menang menantu mengerti menteri merah merdeka merek
meriah merosot mesra mesti mesum mewah migrasi milik mimpi minat minggir minimal minta minum minyak miring
mirip misi miskin mitigasi mobilisasi modal modern modernisasi modifikasi mogok mohon momong monitor
monopoli motivasi motor muak muara muat muatan mubazir muda mudah mudik mufakat mujur muka mukim mulai mulia
mulus munafik muncul mundur mungkin muntah murah murka murni murung musim muslihat muslim musnah musuh
musyawarah mutasi mutilasi mutlak mutu
nafkah nafsu naik nakal nalar nama narasi nasib nasihat nasionalisasi nazar negara negosiasi nekat nenek
netral nganga ngeri ngotot ngungsi niaga niat nihil nikah nikmat nilai nista nobat noda nominasi normal
normalisasi notifikasi nuansa nurani nyala nyali nyaman nyanyi nyaring nyata nyawa nyenyak nyeri nyinyir
obat obrak obral obrol observasi obsesi oksidasi okupasi olah olahraga oleh oles olimpiade olok omong ongkos
operasi opini oplos optimal optimis orang orbit organisasi orientasi otak otonom otopsi otoritas otot
pacar pacu padam padan padat padu pagar pagari pagut paham pahat pahit pajak pajang pakai pakan paket paksa
paku palak palang paling palsu pamer pamit pamor panah panas pancang pancar pancing pandai pandang pandu
panen pangan panggang panggil panggul panggung pangkal pangkas pangkat pangku panik panitia panjang panjat
pantas pantau pantul papah papar para paraf parah parang parkir partai partisipasi pasal pasang pasar pasif
pasok paspor pasrah pasti pasung patah paten patok patri patroli patuh patung patut paut payah payung pecah
pecat pecundang pedas pedih pedoman peduli pegang pegat pegawai pejam pekat pekik peleset pelesir pelihara
pelik pelintir pelopor pelosok peluang peluk peluru pemerintah pemuda pencar pencil pendam pendapat pendek
penduduk pengacara pengaruh penggal pening penjara pensiun pentas penting penuh penyakit peraga perah peran
perang perangai perangkap perangkat perban percaya perempuan peres pergi pergok peri perih periksa peringkat
perintah perintis peristiwa perkara perkasa perkosa perlu permisi permukaan pernah perosok persen persepsi
persis pertama pesan peserta pesiar pesisir pesona pesta pestisida peta petak petang petik petisi piagam
piara piawai picu pidana pidato pihak pijak pijat pikat pikir pikul pilah pilih pilu pimpin pinang pincang
pindah pinggir pingit pinjam pinta pintar pintas pisah piting plus pojok poles polisi politik pondok populer
porak porsi portal posisi potensi potong potret praduga praja prakarsa praktik praktis pramuka predikat
prediksi presentasi presiden presisi prestasi pribadi prihatin prioritas privat privatisasi produk produksi
profesi program proklamasi proklamir promosi propaganda prosedur proses protes protokol provokasi proyek
puas puasa publik publikasi pucat pucuk pugar puing puisi puja puji pukau pukul pulang pulas pulau pulih
puluh punah puncak pungkas pungkir pungut puntir punya pupuk pupus purna pusaka pusat pusing pustaka putar
putih putra putus
racik racun radang raden ragam ragu rahasia rahmat raih raja rajin rajuk rajut rakit rakus rakyat ramah
ramai ramal rambah rambat rambu rambut rampas ramping rampok rampung ramu rancang rancu randai rangka
rangkai rangkak rangkap rangkul rangkum rangsang rangsek rantai rantau rapat rapi rapor rapuh rasional rata
ratap ratifikasi ratus raup raut rawan rawat raya rayap rayon rayu razia reaksi realisasi rebah rebus rebut
reda redaksi redam redup referensi refleksi reformasi regang registrasi regu rehab rehabilitasi rekam rekan
rekapitulasi rekat rekayasa rekening reklamasi reklame rekomendasi rekonsiliasi rekonstruksi rekor rekreasi
rekrut rela relasi relokasi remaja remas rembes rembuk remeh remisi remuk renang rencana rendah rendam
rendang rengek renggang renggut renovasi rentak rentan rentang rentet renung reot repot reproduksi resah
resap resensi resepsi reservasi resmi respons restorasi restrukturisasi restu retak retas reuni revisi
revitalisasi revolusi riak rias ribu ribut rilis rimba rinci rindu ringan ringis ringkas ringkus rintang
rintih rintis risau riset risiko robek roboh roda romantis rombak rompi rontok rotan rotasi royal ruang
rubuh rugi rujuk rukun rumah rumit rumor rumus runcing runding rundung runtuh runtut rupa rupiah rusak rusuh
rutin ruwat
saat sabar sabet sabotase sadap sadar sah sahabat saham sahut saing sajak saji sakit sakral saksama saksi
sakti salah salahguna salam salat salib salin saling salip salju salur sama samar sambang sambar sambil
sambung sambut sampah sampai samping sampul samudra sandang sandar sandera sandi sanding sangat sangga
sanggah sanggul sanggup sangka sangkal sangkut sangsi sanjung sanksi santai santap santer santun sapa sapi
sapu saran sarang saring sarjana sarung sasar satu sayang sayap sayat sayembara sayur sebab sebal sebar
sebarluas seberang sebrang sebut sedap sedekah sederhana sedia sedih sedikit sedot segan segar segel segera
segmen segmentasi sehat sejahtera sejarah sejuk sekap sekat sekolah sekutu sela selam selamat selang selaras
selat selebrasi seleksi selenggara selesai seleweng selidik selimut selinap selingkuh selip selisih selubung
seludup seluk selundup seluruh selusur semai semangat semarak semat sembah sembarang sembelih sembuh
sembunyi sembur seminar sempat sempit semprot sempurna sen senam senang sendat sendiri sengaja sengat
senggol sengit sengketa sengsara seni senjata sensasi sensor sensus sentak sentil sentosa sentral sentuh
senyap senyum sepadan sepak sepakat sepakbola sepele sepi seragam serah serahterima serak serakah seram
serang serap serasi serbu serempak seret sergap seri serikat serius serobot serta sertifikasi sertifikat
seru seruduk serupa sesak sesal sesat sesuai setan setara setia setir setop setor setuju sewa sewot siaga
siap siar siarah siasat sibak sibuk sidak sidang sidik sifat sikap sikat siksa siku sikut silang silat
silaturahmi simak simbol simpan simpang simpati simpul simulasi sinar sindir sinergi singgah singgung
singkap singkat singkir singkong singsing siram sirik sirkulasi sisa sisih sisip sisir sita situ situasi
siul skandal skenario skor soal sodor sogok sokong solidaritas solusi sombong sopan sorak sorot sortir
sosialisasi spekulasi spesialisasi sponsor stabil stabilisasi standar status sterilisasi stimulasi strategi
studi suami suap suara suasana subsidi subur suci sudah sudi sudut sugesti suguh suhu suka sukat sukses
sulap suling sulit sulut sumbang sumbat sumber sumpah sungguh sungkan suntik sunting suplai surat surau
suruh suruk surut survei susah susul susun susup susut swasta swastanisasi syair syarat syukur
taat tabah tabiat tabrak tabuh tabung tabur tada tadah tahan tahap tahbis tahu tahun tajam tajuk takar
takhta takluk takut tali tamat tambah tambak tambal tambang tambat tampak tampan tampar tampil tampung tamu
tanah tanak tanam tancap tanda tandang tandas tandatangan tandem tanding tandu tandus tangan tangani tanggal
tanggap tangguh tanggulang tanggung tanggungjawab tangis tangkal tangkap tangkas tangkis tani tanjak tantang
tanya tari tarif tarik taruh taruna tarung tata tatap tatar tatih taut tawa tawan tawar tayang tebak tebal
tebang tebar tebas tebus teduh tega tegak tegang tegap tegas teguh tegur tekad tekan teknik tekuk tekun
telaah teladan telan telanjang telanjur telantar teledor telepon telik teliti teluk teluran telusur teman
tembak tembang tembus tempa tempat tempel tempeleng tempo tempuh tempur temu tenaga tenang tendang tender
tengah tenggak tenggang tenggelam tengger tengok tentang tentara tenteram tentu tenun tepat tepi tepis tepuk
tera terang terap terapi terbang terbit teriak terima terjadi terjal terjang terjemah terjun terka terkam
ternak teror teroris terowong terpa terpal tertawa tertib terus tes tetap tetas tetes tewas tiada tiang
tiarap tiba tidak tidur tikai tikam tiket tikung tilang tilap timang timba timbang timbul timbun timpa
timpal timpang tindak tindaklanjut tindas tindih tinggal tinggi tingkah tingkat tinjau tinju tipis tipu
tiris tiru titah titik titip tiup todong tokoh tolak toleh toleran toleransi tolong tonjok tonjol tonton
topang topeng total tradisi tragedi transaksi transfer transformasi transfusi transit transmigrasi
transplantasi trauma trofi tua tuai tuang tuduh tugas tuju tukang tukar tukas tukik tular tulis tulus
tumbang tumbuh tumbuhkembang tumbuk tumbur tumpah tumpang tumpas tumpu tumpuk tumpul tunai tunas tunda
tunduk tunggak tunggal tunggang tunggu tunjang tunjuk tuntas tuntun tuntut turun turut tusuk tutup tutur
ubah ucap ujar uji ujung ukir ukur ulah ulang ulas ulur umat umbar umpama umpan umpat umpet umrah umum umur
undang undi unding unduh undur unggah unggul ungkap ungkit ungsi unjuk unjukrasa untai untung upacara upah
upaya urai urban urung urus urut urutan usah usaha usai usap usia usik usir usul usung usut utama utang
utara utuh utus
vaksin vaksinasi variasi verifikasi veto visualisasi vital vonis
wacana wadah wafat wajah wajar wajib wakaf wakil waktu walikota wangi waris warna warta wartawan waspada
wawancara wawas wenang wewenang wibawa wilayah wirausaha wisata wisuda wujud
yakin yuridis
zalim ziarah
`;

/** Words that are no form of a shorter one ("beruang"), or that are better kept apart from it ("perusahaan" from "usaha"). */
export const FIXED = `
adalah adapun aksesi angkatan apabila ataupun
bagaimana bagaimanapun bagian bahkan beberapa beliau berapa berbagai bergen berhala berikut beringin
berkeley berlian berlin bermuda bernard bersama bertubi beruang berusia biarpun
delapan diabetes diafragma diagonal diagram dialek diameter dian diare diaspora didaktik diesel difabel
difteri digit diksi dilema dimensi dinamika dinamit dinar dinas dinasti dinding dini dinosaurus dioksida
diorama diploma diplomatik diponegoro direktorat dirgantara dirham dirigen dirjen dirut disentri disertasi
disket disko diskotek diskresi disney dispensasi disposisi distorsi distrik ditjen diva diversifikasi
divestasi dividen
halaman hari harian hiburan
ialah
jurusan
kabupaten kalian kawasan kebayoran kebetulan kedelapan kedua keempat keenam kelantan kelasi kelima kemayoran
kemudian kenyataan kepada kerajinan kesatu kesebelas kesebelasan kesembilan kesepuluh ketiga ketika ketujuh
keturunan
lapangan lapisan
maluku maupun mekanik melainkan melalui melati melayu memadai membran mendadak mendiang menengah mengenai
meninggal mentari menurut merapi merauke merupakan meskipun
nanti
otonomi
pakaian pasukan pekalongan pekanbaru pekarangan pemalang pemilu penajam penalti penasaran pendapatan pendeta
pendopo pengadilan pengantin penghulu penjuru penumpang peradilan peranti percuma perdana perdata perempatan
perihal permadani permaisuri permata persero perseroan perunggu perusahaan pesawat pewarta praktisi prosesi
sarapan sasaran sebagai sebagaimana sebagian sebelah sebelas sebelum sebuah sedangkan seekor sehingga sejak
sejuta sekali sekalian sekaligus sekalipun sekarang sekitar selain selaku selalu selama selatan selibat
semakin semenjak sementara seminari semua senyawa seolah seorang sepanjang seperempat sepertiga sepuluh
seratus seribu sesuatu sesudah setelah setengah setiap suksesi
terakhir teras terasi teratai terhadap teritorial termasuk terminal ternate ternyata terorisme tersebut
tertentu terumbu terutama tetapi tumbuhan
walaupun
`;

/** Forms that no rule joins, and other spellings of a root, as "stem: forms". The forms may take affixes themselves. */
export const SAME = `
adik: adek
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
belajar: dipelajari mempelajari pelajar pelajaran
berdiri: didirikan mendirikan pendiri pendirian
bertemu: dipertemukan ditemui mempertemukan menemui pertemuan temui
cedera: cidera
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
khawatir: kuatir
khotbah: khutbah kotbah
komplet: komplit
konkret: konkrit
kualitas: kwalitas
kuitansi: kwitansi
lembap: lembab
masjid: mesjid
menanti: dinanti dinantikan menantikan nantikan penantian
mengerti: dimengerti pengertian
metode: metoda
miliar: milyar
mulai: mula
museum: musium
napas: nafas
nasihat: nasehat
ngaji: mengaji pengajian
november: nopember
objek: obyek
peduli: perduli
pengalaman: dialami mengalami
penghargaan: dihargai menghargai
perhatian: diperhatikan memerhatikan memperhatikan pemerhati
pikir: fikir
praktik: praktek
prancis: perancis
provinsi: propinsi
putra: putera
respons: respon
retak: keretakan
risiko: resiko
saksama: seksama
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
undangan: diundang mengundang
utang: hutang
utarakan: diutarakan mengutarakan
yuridis: juridis
zaman: jaman
`;
