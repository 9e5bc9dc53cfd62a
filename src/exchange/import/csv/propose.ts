import { stringify } from 'yaml';
import { isDate } from '../../../model/date.ts';
import { ACTOR_KINDS, EVENT_KINDS, PLACE_KINDS } from '../../../model/kinds.ts';
import { RELATIONSHIP_TYPES } from '../../../model/vocabulary.ts';
import { columnForm } from '../header.ts';
import { slugFor } from '../slug.ts';
import { columnsOfMapping, TO_CHOOSE } from './compile.ts';
import { dateReader, dateReaders, readDate } from './dates.ts';
import { importerOf, type KnownTable, knownTableOf, refusedTableOf } from './knownTables.ts';
import type { Mapping, RowMapping } from './mapping.ts';
import type { Sample } from './sample.ts';
import { choiceIn, isSpan } from './values.ts';

/**
 * Columns by which the parts of a table are recognized. Names are compared without case, spaces and underscores. Pairs of names
 * come before pairs that may be something else, such as a source and a target.
 */
const PAIRS: readonly (readonly [string, string])[] = [
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
  ['from', 'to'],
  ['source_name', 'target_name'],
  ['subject', 'object'],
];
const LATE_PAIRS: readonly (readonly [string, string])[] = [
  ['a', 'b'],
  ['source', 'target'],
];
/** Columns that show that a source is one of news. */
const NEWS_COLUMNS = ['headline', 'title', 'url', 'article', 'publisher', 'quote'];
/** Columns that say who reports, not who acts. */
const REPORTER_COLUMNS = ['source', 'reporter', 'publisher', 'source_office', 'newspaper'];
/** Columns with the words of the source. */
const QUOTE_COLUMNS = ['quote', 'quotation', 'passage', 'excerpt'];
const NAME_COLUMNS = ['name', 'actor', 'actor_name', 'group', 'group_name', 'organization', 'organisation', 'label', 'full_name'];
const ALIAS_COLUMNS = ['alias', 'aliases', 'alias1', 'alias2', 'alias3', 'aka', 'short', 'acronym', 'abbreviation', 'native', 'full_name'];
const KEY_COLUMNS = ['key', 'id', 'code', 'number', 'event_id', 'tie_id', 'record_id'];
/** Columns that say when something began, and when it ended. */
const START_COLUMNS = ['start', 'start_date', 'date_start', 'begin', 'begin_date', 'start_year', 'year_start', 'year_begin', 'since'];
const MORE_START_COLUMNS = ['active_from', 'valid_from', 'from', 'from_year', 'founded', 'date_debut', 'beginn', 'von', 'desde'];
const END_COLUMNS = ['end', 'end_date', 'date_end', 'until', 'end_year', 'year_end', 'active_to', 'valid_to', 'to', 'to_year', 'dissolved'];
const MORE_END_COLUMNS = ['date_fin', 'ende', 'bis', 'hasta'];
/** Columns that say when something was so: that it began then, they do not say. */
const WHEN_COLUMNS = [
  'event_date',
  'date',
  'day',
  'when',
  'year',
  'fecha',
  'datum',
  'jahr',
  'annee',
  'ano',
  'дата',
  'год',
  'التاريخ',
  'السنة',
];
const STARTS = [...START_COLUMNS, ...MORE_START_COLUMNS];
const ENDS = [...END_COLUMNS, ...MORE_END_COLUMNS];

/** Values that tables write for "no value". */
const NULLS = [
  ...[
    '-9',
    '-99',
    '-999',
    'NA',
    'N/A',
    'n/a',
    '<NA>',
    'NaN',
    'nan',
    'NULL',
    'null',
    'None',
    'none',
    '.',
    '..',
    '-',
    '--',
    '—',
    '?',
    'Unknown',
    'unknown',
    'UNKNOWN',
  ],
  ...['#N/A', '#REF!', '#VALUE!', '#NAME?', '#DIV/0!'],
];

/** Date formats that are tried; those of a group fit the same texts where no number is above 12. */
const DATE_FORMATS: readonly (readonly string[])[] = [
  ['M/D/YYYY', 'D/M/YYYY'],
  ['M/D/YY', 'D/M/YY'],
  ['D.M.YYYY', 'M.D.YYYY'],
  ['D.M.YY', 'M.D.YY'],
  ['D-M-YYYY', 'M-D-YYYY'],
  ['D-M-YY', 'M-D-YY'],
  ['YYYYMMDD'],
];

type SampleColumn = Sample['columns'][number];
type Fields = Record<string, unknown>;

/**
 * Proposes a mapping as YAML. A known table gets its importer or its own mapping. In any other one, what the table does not say is
 * left open, so that the mapping is refused until a reader has chosen: the type of relationships, the kinds of actors, the order of
 * day and month. Its end lists the columns that are not used.
 */
export function proposeMapping(sample: Sample, known: readonly KnownTable[] = []): string {
  const importer = importerOf(sample);
  if (importer)
    return `# This is the ${importer.title}. It has an importer of its own and needs no mapping:\n#   allegiance import ${importer.format} FILE\n`;
  const refused = refusedTableOf(sample);
  if (refused) return asComment(`This is the ${refused.title}. ${refused.why}`);
  const table = knownTableOf(sample, known);
  if (table) {
    const encodingOfFile = sample.form !== 'csv' || /^utf-/.test(sample.encoding) ? null : sample.encoding;
    const note = table.table.note ? asComment(table.table.note.trim()) : '';
    return `# Recognised by its columns: ${table.table.title}. This is the mapping \`${table.name}\`, which --mapping ${table.name}${encodingOfFile ? ` --encoding ${encodingOfFile}` : ''} names.\n${note}${encodingNote(sample)}${encodingOfFile ? `encoding: ${encodingOfFile}\n` : ''}${table.text}`;
  }
  const dates = dateFormats(sample);
  const pair = pairOf(sample);
  const nulls = nullsIn(sample);
  // YAML leaves out what is undefined, here and below.
  const mapping: Mapping = {
    delimiter: sample.form !== 'csv' || sample.delimiter === ',' ? undefined : sample.delimiter,
    encoding: sample.encoding.startsWith('utf-') ? undefined : sample.encoding,
    quotes: sample.quotes || undefined,
    skip: sample.skip || undefined,
    sheet: sample.sheet,
    dates: dates.formats.length > 0 ? dates.formats : undefined,
    nulls: nulls.length > 0 ? nulls : undefined,
    rows: pair ? pairRows(sample, ...pair) : entityRows(sample),
  } as Mapping;
  const text = stringify(mapping, { lineWidth: 0, aliasDuplicateObjects: false });
  const open = [
    ...(text.includes(`type: ${TO_CHOOSE}`) ? [`type: what a row says of the two, one of ${RELATIONSHIP_TYPES.join(', ')}`] : []),
    ...(/role: SIDE_A/.test(text) && text.includes(`kind: ${TO_CHOOSE}`) ? [`kind of events: one of ${EVENT_KINDS.join(', ')}`] : []),
    ...(text.includes(`kind: ${TO_CHOOSE}`)
      ? [`kind: what the names are, one of ${ACTOR_KINDS.join(', ')}; of places ${PLACE_KINDS.join(', ')}`]
      : []),
    ...dates.open,
    ...(text.includes(`{${TO_CHOOSE}|slug}`) ? [namesNote(sample)] : []),
  ];
  const columns = sample.columns.map(({ name }) => singleLine(name)).join(', ');
  const lines = [
    `# Proposed mapping for the columns ${columns}.`,
    ...(open.length > 0
      ? [`# Choose where it says ${TO_CHOOSE}; until then it is refused:`, ...open.map((one) => `#   ${one}`)]
      : ['# Check it before you import.']),
  ];
  const notes = [...dates.notes, ...headerNotes(sample), ...monthOrYearsNotes(sample), ...listNotes(sample, pair)]
    .map((note) => `# ${note}\n`)
    .join('');
  return `${lines.join('\n')}\n${notes}${encodingNote(sample)}${text}${unusedNote(sample, mapping)}`;
}

function namesNote(sample: Sample): string {
  const names = nameColumns(sample).map(({ name }) => singleLine(name));
  const which = names.length === 0 ? 'no column looks as if it had names' : `it may be ${names.join(', ')}`;
  return `the column that has the names: ${which}. Where two of them are the sides of something, map both, and what it is.`;
}

/** What the first line and the number of records say. */
function headerNotes({ form, header, columns, isEmpty }: Sample): string[] {
  if (isEmpty) return ['The table has no records: what its columns hold cannot be seen.'];
  const isNumber = (text: string): boolean => /^-?\d+([.,]\d+)?$/.test(text);
  const isYear = (text: string): boolean => /^(1\d|20)\d{2}$/.test(text);
  const alike = columns.some((column) => {
    const texts = nonNullValues(column);
    const isSame = isYear(column.name) ? isYear : isNumber(column.name) ? isNumber : isSomeDate;
    return texts.length > 0 && isSame(column.name) && texts.every(isSame);
  });
  if (form !== 'csv' || !alike) return [];
  const names = header.map((_, index) => `column${index + 1}`).join(', ');
  return [`The first line looks like a record, not like names of columns. If it is one, name them: header: [${names}]`];
}

/** A text as lines of a comment. */
function asComment(text: string): string {
  return text.replace(/(.{1,120})(?:\s+|$)/g, '# $1\n');
}

/** `2010-11` is read as a month, `2010/11` is rejected; either may be two years, unless another value of the column cannot be. */
function monthOrYearsNotes({ columns }: Sample): string[] {
  return columns.flatMap((column) => {
    const parts = nonNullValues(column).map((text) => /^([12]\d{3})([-/])(\d\d)$/.exec(text.trim()));
    const doubtful = parts.filter((part) => part !== null && (part[2] === '/' || Number(part[3]) <= 12));
    if (doubtful.length === 0 || doubtful.length * 2 < parts.length) return [];
    const [text, year, sign, second] = doubtful[0]!;
    const next = Number(year!.slice(0, 2)) + (second! > year!.slice(2) ? 0 : 1);
    const inColumn = `“${text}” in ${singleLine(column.name)}`;
    const years = `the years ${year} to ${next}${second}`;
    const advice = `write ${year}/${next}${second}`;
    if (second === '00' || Number(second) > 12) return [`${inColumn} seems to be ${years}, and is rejected: ${advice}.`];
    if (sign === '/') return [`${inColumn} may be a month or ${years}, and is rejected: write ${year}-${second}, or ${advice.slice(6)}.`];
    const isMonth = doubtful.some((part) => Number(part![3]) > 0 && Number(part![3]) <= Number(part![1]) % 100);
    return isMonth ? [] : [`${inColumn} is read as a month. If it is ${years}, ${advice}.`];
  });
}

/** Columns of a pair that may have several names in a cell. */
function listNotes({ columns }: Sample, pair: readonly [string, string] | null): string[] {
  return columns.flatMap((column) => {
    const list = nonNullValues(column).find((text) => /;\s|\s\|\s|, (?!the |Inc|Ltd|Republic|Dem)/.test(text));
    if (!pair?.includes(column.name) || list === undefined) return [];
    return [
      `“${singleLine(list.slice(0, 60))}” in ${singleLine(column.name)} may be several names. If it is, make a row of each with \`each\`.`,
    ];
  });
}

/** A line break would end the comment, and what follows would be read as part of the mapping. */
function singleLine(name: string): string {
  return name.replace(/[\p{Cc}\u2028\u2029]/gu, ' ');
}

function encodingNote({ encoding, readings }: Sample): string {
  if (readings.length === 0) return '';
  return `# The file does not say its encoding. It has ${readings.map(singleLine).join(', ')}: if ${encoding} is wrong, correct \`encoding\`.\n`;
}

/** What the mapping does not use, with a value of each. */
function unusedNote(sample: Sample, mapping: Mapping): string {
  const used = columnsOfMapping(mapping);
  const unused = sample.columns.filter(({ name }) => !used.has(name));
  if (unused.length === 0) return '';
  const lines = unused.map((column) => {
    const example = nonNullValues(column)[0];
    return `#   ${singleLine(column.name)}${example === undefined ? ' (no values)' : `, such as “${singleLine(example.slice(0, 60))}”`}`;
  });
  return `# Not understood, and not used:\n${lines.join('\n')}\n`;
}

/** The two columns of names that a table of pairs has; null where it has none. */
function pairOf(sample: Sample): [string, string] | null {
  const find = ([first, second]: readonly [string, string]): [string, string] | null => {
    const [a, b] = [findColumn(sample, [first]), findColumn(sample, [second])];
    return a && b && [a, b].every(mayBeNames) ? [a.name, b.name] : null;
  };
  const isOfNews = findColumn(sample, NEWS_COLUMNS) !== undefined;
  const late = LATE_PAIRS.filter(([first]) => first !== 'source' || !isOfNews);
  for (const pair of PAIRS) if (find(pair)) return find(pair);
  return numberedPair(sample) ?? late.map(find).find((pair) => pair !== null) ?? null;
}

/** Two columns of names that differ only in a number or letter: `group1_name` and `group2_name`, `Party A` and `Party B`. */
function numberedPair({ columns }: Sample): [string, string] | null {
  const isNamed = (column: SampleColumn): boolean => {
    const texts = nonNullValues(column);
    return (
      !/(id|code|no|num|number|type)$/i.test(columnForm(column.name)) &&
      texts.length > 0 &&
      texts.every((text) => /\p{L}{2}/u.test(text)) &&
      !texts.every(isSomeDate)
    );
  };
  const named = columns.filter(isNamed);
  for (const first of named) {
    for (const [one, other] of [
      ['1', '2'],
      ['a', 'b'],
      ['A', 'B'],
    ] as const) {
      for (let at = first.name.indexOf(one); at !== -1; at = first.name.indexOf(one, at + 1)) {
        const name = first.name.slice(0, at) + other + first.name.slice(at + 1);
        // A letter must stand alone: `Party A`, not `area`; or at the end, as in `namea` and `nameb`.
        const isAlone =
          one === '1' ||
          (at === first.name.length - 1 && at > 2) ||
          !/[\p{L}]/u.test((first.name[at - 1] ?? '') + (first.name[at + 1] ?? '')) ||
          (one === 'A' && /[\p{Ll}]/u.test(first.name[at - 1] ?? ''));
        if (isAlone && named.some((column) => column.name === name)) return [first.name, name];
      }
    }
  }
  return null;
}

/** A table of pairs: both as actors, and between them a relationship, or an event where the table is one of events. */
function pairRows(sample: Sample, from: string, to: string): RowMapping[] {
  const source = slugFor(sample.name);
  const type = sample.columns.find((column) => containsOnly(column, RELATIONSHIP_TYPES));
  const key = findColumn(sample, KEY_COLUMNS);
  const ownKey = key && isUnique(key) ? { template: `${source}:{${key.name}}` } : undefined;
  const actor = (column: string): RowMapping => ({
    kind: 'actors',
    when: { column },
    fields: { slug: { template: `{${column}|slug}` }, kind: TO_CHOOSE, name: { column } },
  });
  const reporter = findColumn(sample, REPORTER_COLUMNS, new Set([from, to]));
  const quoted = findColumn(sample, QUOTE_COLUMNS);
  // The words of the source; where it has none, the names, of which one may not be known in a table of events.
  const quoteOf = (...names: readonly string[]) => {
    const template = [...(quoted ? [`{${quoted.name}}`] : []), ...names];
    return { template: template.length === 1 ? template[0]! : template };
  };
  const evidenceOf = (...names: readonly string[]) => [
    {
      source,
      locator: { template: 'line {line}' },
      attribution: reporter && { column: reporter.name },
      quote: quoteOf(...names),
    },
  ];
  const dates: { start?: Fields | undefined; end?: Fields | undefined } = {
    start: dateFrom(sample, STARTS) ?? dateOfParts(sample, false),
    end: dateFrom(sample, ENDS) ?? dateOfParts(sample, true),
  };
  const when = whenColumn(sample);
  const isOfEvents = !type && (dates.start ?? when) !== undefined && sample.columns.some(({ name }) => /^event/i.test(name));
  // That something was so in a year does not say that it began then.
  const attested = dates.start === undefined && when ? { attestedFrom: when, attestedUntil: when } : {};
  const event: Fields = {
    key: ownKey ?? { template: `${source}:{line}` },
    kind: TO_CHOOSE,
    // One side may not be known.
    title: { template: [`{${from}} – {${to}}`, `{${from}}`, `{${to}}`] },
    ...dates,
    start: dates.start ?? when,
    participants: [
      { actor: { template: `{${from}|slug}` }, role: 'SIDE_A' },
      { actor: { template: `{${to}|slug}` }, role: 'SIDE_B' },
    ],
    evidence: evidenceOf(`{${from}}, {${to}}`, `{${from}}`, `{${to}}`),
  };
  const tie: Fields = {
    key: ownKey,
    type: type ? choiceFrom(type) : TO_CHOOSE,
    from: { template: `{${from}|slug}` },
    to: { template: `{${to}|slug}` },
    ...dates,
    ...attested,
    evidence: evidenceOf(`{${from}}, {${to}}`),
  };
  const both = isOfEvents ? undefined : { and: [{ column: from }, { column: to }] };
  return [
    { kind: 'sources', fields: { key: source, title: sample.name } },
    actor(from),
    actor(to),
    isOfEvents ? { kind: 'events', fields: event } : ({ kind: 'relationships', when: both, fields: tie } as RowMapping),
  ];
}

/**
 * A table of places where it has coordinates, else of actors. Where names recur in record after record, a record is not about the
 * entity alone: its identifier, dates and coordinates are then something else's.
 */
function entityRows(sample: Sample): RowMapping[] {
  const [latitude, longitude] = [findColumn(sample, ['latitude', 'lat']), findColumn(sample, ['longitude', 'lon', 'lng', 'long'])];
  const name = nameColumn(sample);
  const isOfEntities = name !== undefined && new Set(name.values).size * 2 > name.values.length;
  const isPlaces = isOfEntities && latitude !== undefined && longitude !== undefined;
  if (sample.columns.length === 0) return [{ kind: 'sources', fields: { key: slugFor(sample.name), title: sample.name } }];
  const kinds = sample.columns.find((column) => containsOnly(column, isPlaces ? PLACE_KINDS : ACTOR_KINDS));
  const key = findColumn(sample, KEY_COLUMNS);
  const wikidata = sample.columns.find(
    (column) => nonNullValues(column).length > 0 && nonNullValues(column).every((text) => /(^|\/entity\/)Q\d+$/.test(text)),
  );
  const aliases = ALIAS_COLUMNS.flatMap((alias) => findColumn(sample, [alias], new Set([name?.name ?? ''])) ?? []);
  const chosen = name?.name ?? TO_CHOOSE;
  const fields: Fields = {
    slug: { template: `{${chosen}|slug}` },
    kind: kinds ? choiceFrom(kinds) : TO_CHOOSE,
    name: { column: chosen },
    identifiers: !isOfEntities
      ? undefined
      : wikidata
        ? [{ scheme: 'wikidata', value: { template: `{${wikidata.name}|qid}` } }]
        : key && isUnique(key) && key !== name
          ? [{ scheme: slugFor(sample.name), value: { template: `{${key.name}|number}` } }]
          : undefined,
    aliases: aliases.length > 0 ? aliases.map((column) => ({ name: { column: column.name } })) : undefined,
    ...(isPlaces
      ? { latitude: { column: latitude.name }, longitude: { column: longitude.name } }
      : name && isUnique(name)
        ? { activeFrom: dateFrom(sample, STARTS), activeTo: dateFrom(sample, ENDS) }
        : {}),
  };
  return [{ kind: isPlaces ? 'places' : 'actors', fields }];
}

/** The column of names in a table of entities; undefined where several may be it, or none. */
function nameColumn(sample: Sample): SampleColumn | undefined {
  const known = findColumn(sample, NAME_COLUMNS);
  if (known && mayBeNames(known)) return known;
  const candidates = nameColumns(sample);
  const named = candidates.filter(({ name }) => columnForm(name).endsWith('name'));
  return candidates.length === 1 ? candidates[0] : named.length === 1 ? named[0] : undefined;
}

/** The columns that look as if they had names: words that are no dates, addresses or long texts. */
function nameColumns({ columns }: Sample): SampleColumn[] {
  return columns.filter((column) => {
    const texts = nonNullValues(column);
    const isName = (text: string): boolean => /\p{L}{2}/u.test(text) && !/^https?:|^www\./i.test(text) && text.length <= 120;
    return texts.length > 0 && texts.every(isName) && mayBeNames(column) && !/^(true|false|yes|no)$/i.test(texts[0]!);
  });
}

/** False for a column of dates or numbers. */
function mayBeNames(column: SampleColumn): boolean {
  const texts = nonNullValues(column);
  return texts.length === 0 || !texts.every((text) => isSomeDate(text) || /^[-+]?[\d.,]+$/.test(text));
}

function whenColumn(sample: Sample): Fields | undefined {
  return dateFrom(sample, WHEN_COLUMNS);
}

function dateFrom(sample: Sample, names: readonly string[]): Fields | undefined {
  const column = findColumn(sample, names);
  return column && formatsOf(column) !== undefined ? { column: column.name } : undefined;
}

/** Year, month and day in columns of their own, whose names differ only in these: `styear`, `stmon`, `stday`. Undefined where several do. */
function dateOfParts({ columns }: Sample, isEnd: boolean): Fields | undefined {
  const partWith = (prefix: string, suffix: string, words: readonly string[]): string | undefined =>
    columns.find(({ name }) => words.some((word) => columnForm(name) === prefix + word + suffix))?.name;
  const found = columns.flatMap((column) => {
    const [, prefix, suffix] = /^(.*?)(?:year|yr)(\d*|1?)$/.exec(columnForm(column.name)) ?? [];
    if (prefix === undefined || suffix === undefined || /en?d$|exit/.test(prefix) !== isEnd || !nonNullValues(column).every(isYearOrCode))
      return [];
    const month = partWith(prefix, suffix, ['month', 'mon', 'mnth', 'mo']);
    const day = partWith(prefix, suffix, ['day', 'dy']);
    return month === undefined ? [] : [{ date: { year: column.name, month, ...(day === undefined ? {} : { day }) } }];
  });
  return found.length === 1 ? found[0] : undefined;
}

function isYearOrCode(text: string): boolean {
  return /^\d{4}(\.0)?$/.test(text) || /^-?\d{1,2}$/.test(text);
}

/** A field from a column whose values are words of a closed list, in any case. */
function choiceFrom(column: SampleColumn): Fields {
  return { column: column.name };
}

/** Which of the values for "no value" occur in the table. */
function nullsIn({ columns }: Sample): string[] {
  return NULLS.filter((text) => columns.some(({ values }) => values.includes(text)));
}

/** The values of a column without those for "no value". */
function nonNullValues({ values }: SampleColumn): string[] {
  return values.filter((value) => value !== '' && !NULLS.includes(value));
}

/**
 * The first column that has one of these names and is not excluded; names are compared without case, spaces and underscores, and of
 * `properties.name` in JSON only the end.
 */
function findColumn(sample: Sample, names: readonly string[], taken: ReadonlySet<string> = new Set()): SampleColumn | undefined {
  for (const name of names) {
    const found = sample.columns.find(
      (column) =>
        !taken.has(column.name) && [column.name, column.name.split('.').at(-1)!].some((one) => columnForm(one) === columnForm(name)),
    );
    if (found) return found;
  }
  return undefined;
}

/** True where a column contains only these values, in any case. */
function containsOnly(column: SampleColumn, values: readonly string[]): boolean {
  const texts = nonNullValues(column);
  return texts.length > 0 && texts.every((word) => choiceIn(word, values) !== null);
}

/** True where every record has a value in this column and no value occurs twice. */
function isUnique(column: SampleColumn): boolean {
  return column.values.every((value) => value !== '') && new Set(column.values).size === column.values.length;
}

/** True for a text that is a date in some format. */
function isSomeDate(text: string): boolean {
  return isRead(text, []) || DATE_FORMATS.flat().some((format) => isDate(dateReader(format)(text) ?? ''));
}

/** True where a text is read as a date, or as a span of time. */
function isRead(text: string, formats: readonly string[]): boolean {
  const date = readDate(text, dateReaders(formats));
  return isSpan(date) || isDate(date);
}

/**
 * The formats of the columns of dates, what must be chosen since the values fit several, and what was taken from another column:
 * one table has one order of day and month.
 */
function dateFormats(sample: Sample): { formats: string[]; open: string[]; notes: string[] } {
  const columns = [STARTS, ENDS, WHEN_COLUMNS].flatMap((names) => findColumn(sample, names) ?? []);
  const fitting = columns.map((column) => ({ column, formats: formatsOf(column) ?? [] })).filter(({ formats }) => formats.length > 0);
  const sure = new Set(fitting.flatMap(({ formats }) => (formats.length === 1 ? formats : [])));
  const chosen = new Set(sure);
  const [open, notes]: [string[], string[]] = [[], []];
  for (const { column, formats } of fitting.filter((one) => one.formats.length > 1)) {
    const [known, ...others] = formats.filter((format) => sure.has(format));
    const example = singleLine(nonNullValues(column)[0]!);
    if (known !== undefined && others.length === 0) {
      notes.push(`“${example}” in ${singleLine(column.name)} is read as ${known}, as in another column; it fits ${formats.join(' and ')}.`);
    } else {
      chosen.add(TO_CHOOSE);
      const choice = formats.map((format) => `[${format}]`).join(' or ');
      open.push(`dates: ${choice}? The values of ${singleLine(column.name)} fit both: “${example}”.`);
    }
  }
  return { formats: [...chosen], open, notes };
}

/** The formats that most values of a column fit best: none where they need no format, undefined where most are not dates. */
function formatsOf(column: SampleColumn | undefined): string[] | undefined {
  const texts = column ? nonNullValues(column) : [];
  const others = texts.filter((word) => !isRead(word, []));
  const fits = (format: string): number => others.filter((word) => isDate(dateReader(format)(word) ?? '')).length;
  const best = Math.max(0, ...DATE_FORMATS.flat().map(fits));
  if (texts.length === 0 || (texts.length - others.length + best) * 2 < texts.length) return undefined;
  if (best === 0) return [];
  return DATE_FORMATS.find((group) => group.some((format) => fits(format) === best))!.filter((format) => fits(format) === best);
}
