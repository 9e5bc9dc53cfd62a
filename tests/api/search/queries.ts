/** Queries, and the first three hits that each must have on every engine, as `slug: matched`. */
type Typed = readonly [text: string, ...hits: string[]];

export const CASE_AND_ACCENTS: readonly Typed[] = [
  ['hezbollah', 'hezbollah: Hezbollah', 'kataib-hezbollah: Kata’ib Hezbollah'],
  ['HEZBOLLAH', 'hezbollah: Hezbollah', 'kataib-hezbollah: Kata’ib Hezbollah'],
  ['hizballah', 'hezbollah: Hizballah'],
  ['Ḥizbállāh', 'hezbollah: Hizballah'],
  ['Turkiye', 'turkey: Türkiye'],
  ['TÜRKİYE', 'turkey: Türkiye'],
  ['türkıye', 'turkey: Türkiye'],
  ['Hezen Suriya', 'sdf: Hêzên Sûriya Demokratîk'],
  ['HEZÊN', 'sdf: Hêzên Sûriya Demokratîk'],
  ['aḥrār aš-šām', 'ahrar-al-sham: Ḥarakat Aḥrār aš-Šām al-Islāmiyya'],
  ['anṣār allāh', 'ansarallah: Ansar Allah'],
  ['ТУРЦИЯ', 'turkey: Турция'],
  ['хамас', 'hamas: ХАМАС'],
  ['вооруженные силы', 'russian-armed-forces: Вооружённые силы Российской Федерации'],
  ['ВООРУЖЁННЫЕ', 'russian-armed-forces: Вооружённые силы Российской Федерации'],
  ['украіни', 'ukrainian-armed-forces: Збройні сили України', 'ukrainian-national-guard: Національна гвардія України'],
];

export const APOSTROPHES_AND_HYPHENS: readonly Typed[] = [
  ["Hay'at Tahrir al-Sham", 'hayat-tahrir-al-sham: Hay’at Tahrir al-Sham'],
  ['hayat tahrir al sham', 'hayat-tahrir-al-sham: Hay’at Tahrir al-Sham'],
  ['HAY´AT TAHRIR AL–SHAM', 'hayat-tahrir-al-sham: Hay’at Tahrir al-Sham'],
  ['Hayʾat Tahrir al‑Sham', 'hayat-tahrir-al-sham: Hay’at Tahrir al-Sham'],
  ['Hay`at Tahrir', 'hayat-tahrir-al-sham: Hay’at Tahrir al-Sham'],
  ['kata‛ib hezbollah', 'kataib-hezbollah: Kata’ib Hezbollah'],
  ['peoples protection units', 'ypg: People’s Protection Units'],
  ['kurdistan workers', 'pkk: Kurdistan Workers’ Party'],
  ['al nusra', 'nusra-front: Al-Nusra Front'],
  ['AN-NUSRA', 'nusra-front: Jabhat an-Nuṣra'],
  ['ЧВК "Вагнер"', 'wagner-group: ЧВК «Вагнер»'],
  ["об'єднаних сил", 'joint-forces-command: Командування об’єднаних сил'],
  ['обєднаних', 'joint-forces-command: Командування об’єднаних сил'],
  ['צה"ל', 'idf: צה״ל'],
  ['צה״ל', 'idf: צה״ל'],
  ['צהל', 'idf: צה״ל'],
  ['צַהַ״ל', 'idf: צה״ל'],
  ['שבכ', 'shin-bet: שב״כ'],
  ["הג'יהאד", 'islamic-jihad: הג׳יהאד האסלאמי'],
];

export const ARABIC_LETTERS: readonly Typed[] = [
  ['حزب الله', 'hezbollah: حزب الله', 'kataib-hezbollah: كتائب حزب الله'],
  ['حِزْبُ اللَّهِ', 'hezbollah: حزب الله', 'kataib-hezbollah: كتائب حزب الله'],
  ['حـــزب الله', 'hezbollah: حزب الله', 'kataib-hezbollah: كتائب حزب الله'],
  ['هيئه تحرير الشام', 'hayat-tahrir-al-sham: هيئة تحرير الشام'],
  ['احرار الشام', 'ahrar-al-sham: أحرار الشام'],
  ['إحرار الشرقيه', 'ahrar-al-sharqiya: أحرار الشرقية'],
  ['الدولة الاسلامية', 'islamic-state: الدولة الإسلامية'],
  ['جبهه النصره', 'nusra-front: جبهة النصرة'],
  ['ایران', 'iran: إيران'],
  ['سپاه پاسداران', 'irgc: سپاه پاسداران انقلاب اسلامی'],
  ['پێشمه‌رگه', 'peshmerga: پێشمەرگە'],
  ['الكرملين', 'kremlin: الكرملين'],
  ['الکرملین', 'kremlin: الكرملين'],
];

export const BEGINNINGS: readonly Typed[] = [
  ['t', 'turkey: Turkey'],
  ['ah', 'ahrar-al-sham: Ahrar al-Sham', 'ahrar-al-sharqiya: Ahrar al-Sharqiya', 'asaib-ahl-al-haq: Asa’ib Ahl al-Haq'],
  ['ahrar al-sha', 'ahrar-al-sham: Ahrar al-Sham', 'ahrar-al-sharqiya: Ahrar al-Sharqiya'],
  ['ira', 'iran: Iran', 'iraq: Iraq', 'iran-country: Iran'],
  ['islamic', 'islamic-state: Islamic State', 'islamic-front: Islamic Front', 'iran: Islamic Republic of Iran'],
  ['government of', 'syrian-government: Government of Syria', 'israeli-government: Government of Israel'],
  ['فيلق', 'faylaq-al-sham: فيلق الشام', 'quds-force: فيلق القدس', 'faylaq-al-rahman: فيلق الرحمن'],
  ['جيش', 'jaysh-al-izza: جيش العزة', 'jaysh-al-islam: جيش الإسلام'],
  ['турц', 'turkey: Турция'],
  ['הפ', 'palestinian-authority: הרשות הפלסטינית', 'plo: ארגון השחרור הפלסטיני'],
  ['חטיבת', 'golani-brigade: חטיבת גולני'],
];

export const WORDS: readonly Typed[] = [
  ['tahrir', 'hayat-tahrir-al-sham: Hay’at Tahrir al-Sham'],
  ['army syrian', 'syrian-army: Syrian army', 'free-syrian-army: Free Syrian Army'],
  ['al-islam', 'liwa-al-islam: Liwa al-Islam', 'jaysh-al-islam: Jaysh al-Islam', 'ahrar-al-sham: Ḥarakat Aḥrār aš-Šām al-Islāmiyya'],
  ['a al sham', 'ahrar-al-sham: Ahrar al-Sham', 'faylaq-al-sham: Faylaq al-Sham', 'hayat-tahrir-al-sham: Hay’at Tahrir al-Sham'],
  ['brigades', 'quds-brigades: al-Quds Brigades', 'qassam-brigades: al-Qassam Brigades'],
  ['الشام', 'faylaq-al-sham: فيلق الشام', 'ahrar-al-sham: أحرار الشام', 'levant-front: الجبهة الشامية'],
  ['القدس', 'quds-force: فيلق القدس', 'quds-brigades: سرايا القدس'],
  ['вагнер', 'wagner-group: ЧВК «Вагнер»'],
  [
    'российской федерации',
    'russian-armed-forces: Вооружённые силы Российской Федерации',
    'russian-ministry-of-defence: Министерство обороны Российской Федерации',
  ],
  ['обороны министерство', 'russian-ministry-of-defence: Министерство обороны Российской Федерации'],
  ['גולני', 'golani-brigade: חטיבת גולני'],
  ['ישראל', 'israel: ישראל', 'israeli-government: ממשלת ישראל', 'israel-police: משטרת ישראל'],
];

export const TYPOS: readonly Typed[] = [
  ['Hezbolah', 'hezbollah: Hezbollah', 'kataib-hezbollah: Kata’ib Hezbollah'],
  ['irna', 'iran: Iran', 'iran-country: Iran'],
  ['turkye', 'turkey: Turkey'],
  ['islamc state', 'islamic-state: Islamic State'],
  ['ahrar alsham', 'ahrar-al-sham: Ahrar al-Sham'],
  ['alnusra', 'nusra-front: Al-Nusra Front'],
  ['united natoins', 'united-nations: United Nations'],
  ['peshmerge', 'peshmerga: Peshmerga'],
  ['sultan murat', 'sultan-murad: Sultan Murad Tümeni'],
  ['хезбола', 'hezbollah: Хезболла'],
  ['кадыровци', 'kadyrovtsy: Кадыровцы'],
  ['национальна', 'ukrainian-national-guard: Національна гвардія України'],
  ['חיזבאלה', 'hezbollah: חיזבאללה'],
  ['ישרעל', 'israel: ישראל', 'israeli-government: ממשלת ישראל', 'israel-police: משטרת ישראל'],
  ['מוסד', 'mossad: המוסד'],
];

export const NOTHING: readonly Typed[] = [
  ['syrians'],
  ['hezbollahs'],
  ['the'],
  ['hagana'],
  ['nobody is called so'],
  ['zzz'],
  ['大'],
  ['xx'],
];
