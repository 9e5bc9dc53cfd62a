import { normalizeName } from '../../../model/normalizeName.ts';
import { columnForm } from '../header.ts';

/**
 * Names of columns by which the parts of a table are recognised, in the languages in which people of this field keep tables. They
 * are compared by `wordForm`. Pairs of names come before pairs that may be something else, such as a source and a target.
 */
export const PAIRS: readonly (readonly [string, string])[] = [
  ['side_a', 'side_b'],
  ['side_a_name', 'side_b_name'],
  ['actor1', 'actor2'],
  ['actor1_name', 'actor2_name'],
  ['actor_a', 'actor_b'],
  ['backer', 'recipient'],
  ['backer', 'backed'],
  ['supporter', 'recipient'],
  ['supporter', 'supported'],
  ['supplier', 'recipient'],
  ['exporter', 'importer'],
  ['seller', 'buyer'],
  ['attacker', 'attacked'],
  ['attacker', 'target'],
  ['attacker', 'defender'],
  ['perpetrator', 'victim'],
  ['aggressor', 'victim'],
  ['donor', 'recipient'],
  ['sanctioner', 'target'],
  ['actor', 'target'],
  ['actor1', 'target1'],
  ['gname', 'target1'],
  ['initiator', 'target'],
  ['sender', 'target'],
  ['sender', 'receiver'],
  ['from', 'to'],
  ['source_name', 'target_name'],
  ['speaker', 'target'],
  ['subject', 'object'],
  ['Angreifer', 'Ziel'],
  ['Angreifer', 'Verteidiger'],
  ['Täter', 'Opfer'],
  ['Geber', 'Empfänger'],
  ['Lieferant', 'Empfänger'],
  ['Unterstützer', 'Empfänger'],
  ['von', 'an'],
  ['attaquant', 'cible'],
  ['agresseur', 'victime'],
  ['auteur', 'victime'],
  ['fournisseur', 'destinataire'],
  ['fournisseur', 'bénéficiaire'],
  ['donateur', 'bénéficiaire'],
  ['atacante', 'objetivo'],
  ['atacante', 'alvo'],
  ['agresor', 'víctima'],
  ['perpetrador', 'víctima'],
  ['proveedor', 'receptor'],
  ['proveedor', 'destinatario'],
  ['donante', 'receptor'],
  ['fornecedor', 'destinatário'],
  ['нападающий', 'цель'],
  ['агрессор', 'жертва'],
  ['поставщик', 'получатель'],
  ['донор', 'получатель'],
  ['saldıran', 'hedef'],
  ['tedarikçi', 'alıcı'],
  ['الطرف الأول', 'الطرف الثاني'],
  ['المهاجم', 'الهدف'],
  ['المهاجم', 'المدافع'],
  ['المعتدي', 'الضحية'],
  ['الجاني', 'الضحية'],
  ['الفاعل', 'الهدف'],
  ['الداعم', 'المدعوم'],
  ['الداعم', 'المتلقي'],
  ['المورد', 'المستلم'],
  ['المورد', 'المتلقي'],
  ['المانح', 'المستفيد'],
  ['المانح', 'المتلقي'],
];
export const LATE_PAIRS: readonly (readonly [string, string])[] = [
  ['a', 'b'],
  ['source', 'target'],
];
/** Who holds a place, and the place. */
export const HOLDER_COLUMNS = [
  ...['controlled_by', 'controller', 'controlling_actor', 'control', 'in_control', 'holder', 'held_by', 'occupier', 'occupied_by'],
  ...[
    'Kontrolle',
    'kontrolliert_von',
    'contrôlé_par',
    'controlado_por',
    'контроль',
    'السيطرة',
    'المسيطر',
    'الجهة المسيطرة',
    'القوة المسيطرة',
  ],
];
export const PLACE_COLUMNS = [
  ...['town', 'city', 'village', 'place', 'place_name', 'location', 'location_name', 'settlement', 'locality', 'community', 'district'],
  ...['Ort', 'Stadt', 'Dorf', 'ville', 'lieu', 'localité', 'ciudad', 'lugar', 'localidad', 'cidade', 'город', 'населённый пункт', 'место'],
  ...['المدينة', 'البلدة', 'القرية', 'المكان', 'الموقع', 'المنطقة'],
];
/** Columns that list who belongs to something or took part in it. */
export const PARTY_COLUMNS = [
  ...[
    'members',
    'member_states',
    'parties',
    'participants',
    'signatories',
    'belligerents',
    'actors',
    'sides',
    'states',
    'countries',
    'allies',
  ],
  ...['Mitglieder', 'Parteien', 'Teilnehmer', 'Unterzeichner', 'membres', 'signataires', 'miembros', 'partes', 'firmantes', 'membros'],
  ...['участники', 'стороны', 'члены', 'الأعضاء', 'الأطراف', 'المشاركون', 'الموقعون', 'الدول', 'الدول الأعضاء', 'الدول المشاركة'],
];
/** Columns that show that a source is one of news. */
export const NEWS_COLUMNS = ['headline', 'title', 'url', 'article', 'publisher', 'quote', 'Überschrift', 'titre', 'titular', 'الرابط'];
/** Columns that say who reports, not who acts. */
export const REPORTER_COLUMNS = [
  ...[
    'source',
    'sources',
    'reporter',
    'publisher',
    'source_office',
    'newspaper',
    'Quelle',
    'fuente',
    'fonte',
    'источник',
    'المصدر',
    'المراسل',
    'الناشر',
  ],
];
/** Columns with the words of the source. */
export const QUOTE_COLUMNS = ['quote', 'quotation', 'passage', 'excerpt', 'Zitat', 'citation', 'cita', 'цитата', 'الاقتباس'];
export const NAME_COLUMNS = [
  ...['name', 'actor', 'actor_name', 'group', 'group_name', 'organization', 'organisation', 'label', 'full_name'],
  ...[
    'nom',
    'nombre',
    'nome',
    'имя',
    'название',
    'isim',
    'الاسم',
    'الاسم الكامل',
    'اسم المجموعة',
    'اسم الفصيل',
    'الفصيل',
    'المنظمة',
    'نام',
  ],
];
/** Columns that name a thing that happened or was agreed on, which is no actor. */
export const MATTER_COLUMNS = [
  ...['treaty', 'treaty_name', 'treaty_title', 'agreement', 'agreement_name', 'accord', 'pact', 'alliance', 'alliance_name', 'incident'],
  ...['incident_name', 'event', 'event_name', 'conflict', 'conflict_name', 'war', 'war_name', 'dispute', 'operation', 'summary', 'title'],
  ...['Vertrag', 'Abkommen', 'Ereignis', 'traité', 'événement', 'tratado', 'acuerdo', 'договор', 'соглашение', 'событие'],
  ...['الاتفاقية', 'المعاهدة', 'الاتفاق', 'الحدث', 'الحادث', 'العنوان'],
];
export const ALIAS_COLUMNS = [
  ...['also_known_as', 'also_called', 'known_as', 'other_names', 'other_name'],
  ...[
    'alias',
    'aliases',
    'alias1',
    'alias2',
    'alias3',
    'aka',
    'short',
    'acronym',
    'abbreviation',
    'native',
    'full_name',
    'sigle',
    'siglas',
  ],
  ...['الاسم البديل', 'اسم الشهرة', 'الكنية', 'اللقب', 'أسماء أخرى', 'الاسم المستعار', 'الاختصار'],
];
export const KEY_COLUMNS = [
  ...[
    'key',
    'id',
    'code',
    'number',
    'event_id',
    'tie_id',
    'record_id',
    'no',
    'nr',
    'num',
    'Nummer',
    'numéro',
    'número',
    'номер',
    'رقم',
    'الرقم',
  ],
  ...['المعرف', 'الرمز'],
];
/** Columns that say when something began, and when it ended. */
const START_COLUMNS = ['start', 'start_date', 'date_start', 'begin', 'begin_date', 'start_year', 'year_start', 'year_begin', 'since'];
const MORE_START_COLUMNS = [
  ...[
    'active_from',
    'valid_from',
    'from',
    'from_year',
    'founded',
    'date_debut',
    'début',
    'Beginn',
    'von',
    'seit',
    'desde',
    'inicio',
    'начало',
  ],
  ...['opened', 'established', 'imposed', 'joined', 'entered', 'appointed', 'listed', 'listed_on', 'date_listed', 'entry_into_force'],
  ...['تاريخ الإدراج', 'تاريخ البداية', 'تاريخ البدء', 'البداية', 'من تاريخ', 'منذ', 'تاريخ التأسيس', 'سنة البداية'],
];
const END_COLUMNS = ['end', 'end_date', 'date_end', 'until', 'end_year', 'year_end', 'active_to', 'valid_to', 'to', 'to_year', 'dissolved'];
const MORE_END_COLUMNS = [
  ...['date_fin', 'fin', 'Ende', 'bis', 'hasta', 'конец'],
  ...['closed', 'severed', 'lifted', 'left', 'dismissed', 'delisted', 'delisted_on', 'date_delisted', 'terminated', 'expired'],
  ...['تاريخ الشطب', 'تاريخ النهاية', 'تاريخ الانتهاء', 'النهاية', 'إلى تاريخ', 'حتى', 'سنة النهاية'],
];
export const STARTS = [...START_COLUMNS, ...MORE_START_COLUMNS];
export const ENDS = [...END_COLUMNS, ...MORE_END_COLUMNS];
/** Columns that say when something was so: that it began then, they do not say. */
export const WHEN_COLUMNS = [
  ...['event_date', 'date', 'day', 'when', 'year', 'month', 'year_month', 'period', 'date_signed', 'signed', 'date_of_signature'],
  ...[
    'date de signature',
    'fecha de firma',
    'Datum der Unterzeichnung',
    'дата подписания',
    'fecha',
    'Datum',
    'Jahr',
    'Monat',
    'année',
    'mois',
    'año',
    'mes',
    'data',
    'ano',
    'дата',
    'год',
    'месяц',
    'tarih',
    'yıl',
  ],
  ...['التاريخ', 'السنة', 'العام', 'الشهر', 'اليوم', 'تاريخ الحدث', 'تاريخ الحادث', 'تاريخ التوقيع'],
];
/** Columns that may say that what a row describes is not so, or not yet. */
export const STATE_COLUMNS = [
  ...['status', 'state_of_deal', 'stage', 'outcome', 'result', 'in_force', 'ratified', 'cancelled', 'delisted', 'confirmed', 'verified'],
  ...['Stand', 'Zustand', 'in Kraft', 'en vigueur', 'en vigor', 'statut', 'estado', 'estatus', 'situação', 'статус', 'الحالة', 'الوضع'],
];

/** The form in which names of columns are compared with these words: without case, accents, the Arabic article and what stands between. */
export function wordForm(name: string): string {
  const words = normalizeName(name)
    .split(' ')
    .map((word) => word.replace(/^ال(?=\p{L}{2})/u, ''));
  return columnForm(words.join('')) || columnForm(name);
}
