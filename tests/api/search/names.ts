import type { ActorRow } from '../../../src/write/validate/rows.ts';

/** A name and the language it is in, BCP 47. */
type Spoken = readonly [language: string, name: string];
type Named = readonly [slug: string, kind: ActorRow['kind'], name: string, ...aliases: Spoken[]];

/** Sixty actors: thirty called in Latin letters, twelve in Arabic, nine in Cyrillic, nine in Hebrew; many in several. */
const NAMED: readonly Named[] = [
  ['hezbollah', 'ARMED_GROUP', 'Hezbollah', ['en', 'Hizballah'], ['ar', 'حزب الله'], ['ru', 'Хезболла'], ['he', 'חיזבאללה']],
  ['hayat-tahrir-al-sham', 'ARMED_GROUP', 'Hay’at Tahrir al-Sham', ['en', 'HTS'], ['ar', 'هيئة تحرير الشام']],
  ['ahrar-al-sham', 'ARMED_GROUP', 'Ahrar al-Sham', ['ar', 'أحرار الشام'], ['ar-Latn', 'Ḥarakat Aḥrār aš-Šām al-Islāmiyya']],
  ['ahrar-al-sharqiya', 'ARMED_GROUP', 'Ahrar al-Sharqiya', ['ar', 'أحرار الشرقية']],
  ['jaysh-al-islam', 'ARMED_GROUP', 'Jaysh al-Islam', ['en', 'Army of Islam'], ['ar', 'جيش الإسلام']],
  ['jaysh-al-izza', 'ARMED_GROUP', 'Jaysh al-Izza', ['ar', 'جيش العزة']],
  [
    'islamic-state',
    'ARMED_GROUP',
    'Islamic State',
    ['en', 'IS'],
    ['en', 'ISIS'],
    ['en', 'Daesh'],
    ['ar', 'داعش'],
    ['ar', 'الدولة الإسلامية'],
  ],
  ['islamic-jihad', 'ARMED_GROUP', 'Palestinian Islamic Jihad', ['en', 'PIJ'], ['ar', 'حركة الجهاد الإسلامي'], ['he', 'הג׳יהאד האסלאמי']],
  ['hamas', 'ARMED_GROUP', 'Hamas', ['ar', 'حماس'], ['he', 'חמאס'], ['ru', 'ХАМАС']],
  ['syrian-government', 'GOVERNMENT', 'Syrian government', ['en', 'Government of Syria'], ['ar', 'الحكومة السورية']],
  ['syrian-army', 'MILITARY_FORCE', 'Syrian Arab Army', ['en', 'SAA'], ['en', 'Syrian army'], ['ar', 'الجيش العربي السوري']],
  ['sdf', 'ARMED_GROUP', 'Syrian Democratic Forces', ['en', 'SDF'], ['ar', 'قوات سوريا الديمقراطية'], ['ku', 'Hêzên Sûriya Demokratîk']],
  ['ypg', 'ARMED_GROUP', 'People’s Protection Units', ['ku', 'YPG'], ['ku', 'Yekîneyên Parastina Gel'], ['ar', 'وحدات حماية الشعب']],
  ['pkk', 'ARMED_GROUP', 'Kurdistan Workers’ Party', ['ku', 'PKK'], ['ku', 'Partiya Karkerên Kurdistanê']],
  ['turkey', 'STATE', 'Turkey', ['tr', 'Türkiye'], ['ar', 'تركيا'], ['ru', 'Турция']],
  ['iran', 'STATE', 'Iran', ['en', 'Islamic Republic of Iran'], ['ar', 'إيران'], ['fa', 'ایران'], ['ru', 'Иран']],
  ['iraq', 'STATE', 'Iraq', ['ar', 'العراق'], ['ru', 'Ирак']],
  ['israel', 'STATE', 'Israel', ['he', 'ישראל'], ['ar', 'إسرائيل'], ['ru', 'Израиль']],
  ['syria', 'STATE', 'Syria', ['ar', 'سوريا'], ['ar', 'سورية'], ['ru', 'Сирия']],
  ['russia', 'STATE', 'Russia', ['en', 'Russian Federation'], ['ru', 'Россия'], ['ar', 'روسيا']],
  ['irgc', 'MILITARY_FORCE', 'Islamic Revolutionary Guard Corps', ['en', 'IRGC'], ['fa', 'سپاه پاسداران انقلاب اسلامی']],
  ['quds-force', 'MILITARY_FORCE', 'Quds Force', ['fa', 'نیروی قدس'], ['ar', 'فيلق القدس']],
  ['ansarallah', 'ARMED_GROUP', 'Ansarallah', ['en', 'Houthis'], ['en', 'Ansar Allah'], ['ar', 'أنصار الله']],
  ['white-helmets', 'ORGANIZATION', 'White Helmets', ['en', 'Syria Civil Defence'], ['ar', 'الخوذ البيضاء']],
  ['united-nations', 'ORGANIZATION', 'United Nations', ['en', 'UN'], ['ar', 'الأمم المتحدة'], ['ru', 'ООН']],
  ['peshmerga', 'MILITARY_FORCE', 'Peshmerga', ['ckb', 'پێشمەرگە'], ['ar', 'البيشمركة']],
  ['amal', 'ARMED_GROUP', 'Amal Movement', ['en', 'Amal'], ['ar', 'حركة أمل']],
  ['nusra-front', 'ARMED_GROUP', 'Jabhat al-Nusra', ['en', 'Al-Nusra Front'], ['ar', 'جبهة النصرة'], ['ar-Latn', 'Jabhat an-Nuṣra']],
  ['zenki', 'ARMED_GROUP', 'Nour al-Din al-Zenki Movement', ['ar', 'حركة نور الدين الزنكي']],
  ['sultan-murad', 'ARMED_GROUP', 'Sultan Murad Division', ['tr', 'Sultan Murad Tümeni'], ['ar', 'فرقة السلطان مراد']],
  ['kataib-hezbollah', 'ARMED_GROUP', 'كتائب حزب الله', ['en', 'Kata’ib Hezbollah']],
  ['asaib-ahl-al-haq', 'ARMED_GROUP', 'عصائب أهل الحق', ['en', 'Asa’ib Ahl al-Haq']],
  ['popular-mobilization', 'COALITION', 'الحشد الشعبي', ['en', 'Popular Mobilization Forces'], ['en', 'PMF']],
  ['faylaq-al-sham', 'ARMED_GROUP', 'فيلق الشام', ['en', 'Faylaq al-Sham'], ['en', 'Sham Legion']],
  ['faylaq-al-rahman', 'ARMED_GROUP', 'فيلق الرحمن', ['en', 'Faylaq al-Rahman']],
  ['liwa-al-islam', 'ARMED_GROUP', 'لواء الإسلام', ['en', 'Liwa al-Islam']],
  ['levant-front', 'COALITION', 'الجبهة الشامية', ['en', 'Levant Front']],
  ['islamic-front', 'COALITION', 'الجبهة الإسلامية', ['en', 'Islamic Front']],
  ['qassam-brigades', 'ARMED_GROUP', 'كتائب القسام', ['en', 'al-Qassam Brigades']],
  ['quds-brigades', 'ARMED_GROUP', 'سرايا القدس', ['en', 'al-Quds Brigades']],
  ['free-syrian-army', 'COALITION', 'الجيش السوري الحر', ['en', 'Free Syrian Army'], ['en', 'FSA']],
  ['hurras-al-din', 'ARMED_GROUP', 'حراس الدين', ['en', 'Hurras al-Din']],
  ['kremlin', 'GOVERNMENT', 'Кремль', ['en', 'Kremlin'], ['ar', 'الكرملين']],
  ['russian-armed-forces', 'MILITARY_FORCE', 'Вооружённые силы Российской Федерации', ['en', 'Russian Armed Forces']],
  ['wagner-group', 'ARMED_GROUP', 'Группа Вагнера', ['ru', 'ЧВК «Вагнер»'], ['en', 'Wagner Group']],
  ['russian-ministry-of-defence', 'GOVERNMENT', 'Министерство обороны Российской Федерации', ['en', 'Russian Ministry of Defence']],
  ['ukrainian-armed-forces', 'MILITARY_FORCE', 'Збройні сили України', ['uk', 'ЗСУ'], ['en', 'Armed Forces of Ukraine']],
  ['ukrainian-national-guard', 'MILITARY_FORCE', 'Національна гвардія України', ['en', 'National Guard of Ukraine']],
  ['kadyrovtsy', 'ARMED_GROUP', 'Кадыровцы', ['en', 'Kadyrovtsy']],
  ['joint-forces-command', 'MILITARY_FORCE', 'Командування об’єднаних сил', ['en', 'Joint Forces Command of Ukraine']],
  ['donetsk-republic', 'GOVERNMENT', 'Донецкая Народная Республика', ['ru', 'ДНР'], ['en', 'Donetsk People’s Republic']],
  ['idf', 'MILITARY_FORCE', 'צבא ההגנה לישראל', ['he', 'צה״ל'], ['en', 'Israel Defense Forces'], ['en', 'IDF']],
  ['mossad', 'ORGANIZATION', 'המוסד', ['en', 'Mossad'], ['he', 'המוסד למודיעין ולתפקידים מיוחדים']],
  ['shin-bet', 'ORGANIZATION', 'שירות הביטחון הכללי', ['he', 'שב״כ'], ['en', 'Shin Bet']],
  ['israeli-air-force', 'MILITARY_FORCE', 'חיל האוויר הישראלי', ['en', 'Israeli Air Force']],
  ['israel-police', 'ORGANIZATION', 'משטרת ישראל', ['en', 'Israel Police']],
  ['israeli-government', 'GOVERNMENT', 'ממשלת ישראל', ['en', 'Government of Israel']],
  ['plo', 'ORGANIZATION', 'ארגון השחרור הפלסטיני', ['he', 'אש״ף'], ['en', 'Palestine Liberation Organization'], ['en', 'PLO']],
  ['palestinian-authority', 'GOVERNMENT', 'הרשות הפלסטינית', ['en', 'Palestinian Authority']],
  ['golani-brigade', 'MILITARY_FORCE', 'חטיבת גולני', ['en', 'Golani Brigade']],
];

/** The sixty actors as they are written. */
export const ACTORS: readonly ActorRow[] = NAMED.map(([slug, kind, name, ...aliases]) => ({
  slug,
  kind,
  name,
  aliases: aliases.map(([language, alias]) => ({ name: alias, language, kind: 'FULL' as const })),
}));

/** Places with names that actors bear too. */
export const PLACES = [
  { slug: 'syria-country', kind: 'COUNTRY', name: 'Syria', aliases: [{ name: 'Сирия', language: 'ru' }] },
  { slug: 'iran-country', kind: 'COUNTRY', name: 'Iran' },
] as const;
