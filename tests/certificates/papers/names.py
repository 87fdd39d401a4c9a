"""Names and titles of real people and courses, of the kind that printing programs get wrong."""

from unicodedata import normalize

FRENCH = """
Éléonore Lefèvre|Œdipe Cœurderoy|Anaïs Ÿ de Croÿ|Pierre Louÿs|Françoise Garçon|Zoé Îlot-Âtre
Jean-François d’Été|Aurélie L'Hermitte|Noëlle O’Brien & Fils|Marie-Ève Saint-Œuvre
Gaël Le Bihan-L’Haÿ-les-Roses|Maëlys N’Diaye|Ñusta Etchegoïhen|Hélène Ûsküdar-Ürgüp
Loïc Kermarrec’h|Bérénice d'Aÿ-Champagne|Bartholomé Ængström|Thérèse Ôtez-Vous
Guénolé Le Gall-Quéméneur|Léa Çelik-Ñandú|Théo Le Cœur’Volant|Inès Aït-Ouazzou
Raphaël Weiß-Œttinger|Amélie Sœur|Capucine Ruß|Clémence Àbord|Jean Ier d’Angoulême
Dr. Anne-Lise Müller
Marie-Bernadette de La Rochefoucauld-Montesquieu-Fezensac ép.|Ö|Ly|M’hammed H’midouche
Éric « Rico » Dupont|Élie (dit Léo) Sée|Charles-Édouard Jeanneret-Gris, ing.|Efflam Offlen-Fichant
""".strip()
NAMES = """
Łukasz Żółć|Wojciech Źdźbło|Gżegżółka Brzęczyszczykiewicz|Jiří Dvořák|Ľubica Šťastná|Žofie Ďáblová
Kateřina Příhodová|Győző Kovács-Hős|Ágnes Szűcs|Ștefan Țurcanu|Ioana Brâncuși|Şükrü Çağlar
İbrahim Işık|Gülşah Ağaoğlu|Đorđe Šćepanović|Mina Østergård|Åse Bjørnson|Þórður Ðúason
Ægir Jökulsson|Sigríður Ýr|Ānija Ķirsons|Ģirts Ņikitins|Džiugas Žemaitis|Rūta Šimkutė|Õnne Pärnõu
Siân Ŵyn-Ŷ|Séamus Ó Súilleabháin|Ṁáire Ḋonnċaḋ|Lluís Col·lell|João Guimarães-Conceição
Iñaki Muñoz|Xosé Ångel|Nikolaus Groß|Zażółć Gęślą-Jaźń|Ħamrun Żejtun|Ġorġ Ċikku
Ǆorđe ǈubić|Ǩoltta Sääʹm|Áilu Gáŋŋa|Ŋaalu Dŋo|ʻOkina Kaʻahumanu|Ƙaranƙo Ɗan-Ɓala
Adébáyọ̀ Ọlátúnjí|Ṣọlá Ọ̀ṣunbọ́|Chukwuẹmeka Ụzọ|Ɛsi Ɔfɔri|M̃aria N̂oel|Kpɔɖɛ Ɣeli
Nguyễn Thị Ánh|Trần Đức Lương|Phạm Thị Hồng Nhung|Đặng Thị Hường|Lý Thường Kiệt|Võ Nguyên Giáp
Hoàng Thị Ngọc Quỳnh|Ngô Bảo Châu|Lê Quang Liêm|Dương Ỷ Lan|Huỳnh Thúc Kháng|Bùi Ữ Ẵ
Γεώργιος Παπαδόπουλος|Ελένη Καζαντζάκη|Ὀδυσσεὺς Λαερτιάδης|Άννα-Μαρία Ξενάκη|Οδυσσέας Ελύτης
Νίκος Ϊκαρος|Θεοφάνης Ψυχογιός|ᾮ Ἀχιλλεύς
Фёдор Щукин|Ольга Объездчикова|Юрій Їжакевич|Ґалаґан Єва|Зоран Ђинђић|Љиљана Његош
Ғани Әбілқайыр|Ўткир Қодиров|Мөнхбаяр Үүрийнтуяа|Җәлил Муса|Ѓорѓи Ќосев|Леў Сапега
محمد الفاسي|فاطمة الزهراء بن علي|ليلى لالا الأنصاري|عبد الله شقرون|خديجة المؤمنية
يوسف بن تاشفين|أحمد آيت إيدر|سلمى الشرقاوي|ضياء الدين ظافر|غيثة القباج|نور الهدى طه
محمّد الأمين|مُحَمَّد بِلَال|شَيْماء رضا|علی‌رضا حسینی|پروین اعتصامی|ژاله گلچین|نازنین چمنی
اقبال احمد ٹیپو|ڈاکٹر پرویز ہودبھائی|ئازاد کوردی|شېرین ئۇيغۇر|فيصل ڤيليب
משה כהן|שרה לוי־ברק|יצחק בן־צבי|רחל ג׳ונס|דוד פרץ|שָׂרָה אַבְרָהָם|צִפּוֹרָה|נתן ץ׳
Արամ Խաչատրյան|Շուշանիկ Կուրղինյան|Գրիգոր Նարեկացի|Եվգինե և Ֆրունզե
გიორგი ბერიძე|ნინო ჩხეიძე|შოთა რუსთაველი|ქეთევან ჟვანია|ᲗᲐᲛᲐᲠ ᲛᲔᲤᲔ
""".strip()
TITLES = """
Alliances et confiance : six leçons de vingt-cinq ans de recherche|L’œuvre & le bien commun
« Co-construire » : où, quand, comment ?|De l’idée à l’échelle — 2026/2027
100 % utile, 0 € : l’État d’esprit
Mesurer l’impact (≈ 3 mois), niveau 1|Économie sociale & solidaire : l’ABC
Ça ira ! Être à l’écoute…
Gouvernance partagée : n° 1, 2ᵉ édition|Penser “global”, agir ‘local’
Ils·elles s’engagent : le don, ½ journée
Ingénierie d’alliances, parcours A→B|Trésorerie : 1 234,56 €, £, $ et ¥
Le tiers-lieu à l’œuvre : ÉTÉ
Ο διάλογος και η εμπιστοσύνη|Доверие и сотрудничество|Niềm tin và hợp tác
التعاون والثقة بين الجمعيات
אמון ושותפות|Վստահություն և համագործակցություն|ნდობა და თანამშრომლობა
Zaufanie i współpraca: łączyć
Güven ve iş birliği|Bizalom és együttműködés|Încredere și alianțe în țară
Důvěra a spojenectví: příště
Vertrauen & Bündnisse für Straßenkünstler|Confiança e cooperação à medida
Traust og bandalög: það er hægt
Cooperación y confianza: ¿cómo? ¡Así!|Luottamus ja yhteistyö – työpaja
Tillit och allianser på Åland
""".strip()
LONG = (
    "Marie-Bernadette Alexandrine de La Rochefoucauld-Montesquieu-Fezensac de Saint-Exupéry",
    "Pablo Diego José Francisco de Paula Juan Nepomuceno María de los Remedios Ruiz y Picasso",
    "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewissenhaftschaferswessenschafe",
    "Anne-Élisabeth-Marguerite-Joséphine-Antoinette-Gabrielle-Françoise-Charlotte-Émilie Le Goff",
    "أبو عبد الله محمد بن عبد الله بن محمد بن عبد الله بن بطوطة اللواتي الطنجي",
    "Κωνσταντίνος-Αλέξανδρος Παπαδιαμαντόπουλος-Χατζηκυριάκος-Γκίκας του Γεωργίου",
    "Công Tằng Tôn Nữ Thị Hồng Nhung Nguyễn Phúc Ưng Quỳnh Như Ý Đặng Trần Bảo Ngọc Lan",
    "W" * 120,
)


def _split(text: str) -> list[str]:
    return [one for line in text.splitlines() for one in line.split("|")]


# As some keyboards and old systems write them: letters and their accents in two pieces.
APART = [
    normalize("NFD", one)
    for one in ("Éléonore Lefèvre", "Nguyễn Thị Ánh", "Françoise Ñuñez", "Zażółć", "Ελένη Ψαρά")
]
PEOPLE = [*_split(FRENCH), *_split(NAMES), *APART, *LONG]
COURSES = _split(TITLES)
