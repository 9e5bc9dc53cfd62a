import { stringify } from 'yaml';
import { isDate } from '../../../model/date.ts';
import { ACTOR_KINDS, EVENT_KINDS, PLACE_KINDS } from '../../../model/kinds.ts';
import { RELATIONSHIP_TYPES } from '../../../model/vocabulary.ts';
import { columnForm } from '../header.ts';
import { slugFor } from '../slug.ts';
import { columnsOfMapping, TO_CHOOSE } from './compile.ts';
import { dateReader, dateReaders, readDate } from './dates.ts';
import { importerOf, type KnownTable, knownTableOf } from './knownTables.ts';
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
/** Columns that say who reports, not who acts. */
const REPORTER_COLUMNS = ['source', 'reporter', 'publisher', 'source_office', 'newspaper'];
const NAME_COLUMNS = ['name', 'title', 'actor', 'actor_name', 'group', 'group_name', 'organization', 'country', 'place', 'label'];
const ALIAS_COLUMNS = ['alias', 'aliases', 'alias1', 'alias2', 'alias3', 'aka', 'short', 'acronym', 'abbreviation', 'native', 'full_name'];
const KEY_COLUMNS = ['key', 'id', 'code', 'number', 'event_id', 'tie_id', 'record_id'];
const START_COLUMNS = [
  'start',
  'start_date',
  'date_start',
  'event_date',
  'begin',
  'date',
  'day',
  'when',
  'year',
  'start_year',
  'since',
  'active_from',
];
const END_COLUMNS = ['end', 'end_date', 'date_end', 'until', 'end_year', 'active_to'];

/** Values that tables write for "no value". */
const NULLS = ['-9', '-99', '-999', 'NA', 'N/A', 'n/a', 'NULL', 'null', 'None', '.', '-'];

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
  const table = knownTableOf(sample, known);
  if (table) {
    const note = table.table.note ? `${table.table.note.trim().replace(/(.{1,120})(?:\s+|$)/g, '# $1\n')}` : '';
    return `# Recognised by its columns: ${table.table.title}. This is the mapping \`${table.name}\`, which --mapping ${table.name} names.\n${note}${encodingNote(sample)}${table.text}`;
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
  ];
  const columns = sample.columns.map(({ name }) => singleLine(name)).join(', ');
  const lines = [
    `# Proposed mapping for the columns ${columns}.`,
    ...(open.length > 0
      ? [`# Choose where it says ${TO_CHOOSE}; until then it is refused:`, ...open.map((one) => `#   ${one}`)]
      : ['# Check it before you import.']),
  ];
  return `${lines.join('\n')}\n${encodingNote(sample)}${text}${unusedNote(sample, mapping)}`;
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
    return a && b ? [a.name, b.name] : null;
  };
  for (const pair of PAIRS) if (find(pair)) return find(pair);
  return numberedPair(sample) ?? LATE_PAIRS.map(find).find((pair) => pair !== null) ?? null;
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
        // A letter must stand alone: `Party A`, not `area`.
        const isAlone =
          one === '1' ||
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
  const evidence = [
    {
      source,
      locator: { template: 'line {line}' },
      attribution: reporter && { column: reporter.name },
      quote: { template: `{${from}}, {${to}}` },
    },
  ];
  const start = dateFields(sample, 'start', 'end');
  const isOfEvents = !type && start.start !== undefined && sample.columns.some(({ name }) => /^event/i.test(name));
  const event: Fields = {
    key: ownKey ?? { template: `${source}:{line}` },
    kind: TO_CHOOSE,
    title: { template: `{${from}} – {${to}}` },
    ...start,
    participants: [
      { actor: { template: `{${from}|slug}` }, role: 'SIDE_A' },
      { actor: { template: `{${to}|slug}` }, role: 'SIDE_B' },
    ],
    evidence,
  };
  const tie: Fields = {
    key: ownKey,
    type: type ? choiceFrom(type) : TO_CHOOSE,
    from: { template: `{${from}|slug}` },
    to: { template: `{${to}|slug}` },
    ...start,
    evidence,
  };
  const both = isOfEvents ? undefined : { and: [{ column: from }, { column: to }] };
  return [
    { kind: 'sources', fields: { key: source, title: sample.name } },
    actor(from),
    actor(to),
    isOfEvents ? { kind: 'events', fields: event } : ({ kind: 'relationships', when: both, fields: tie } as RowMapping),
  ];
}

/** A table of places where it has coordinates, else of actors. */
function entityRows(sample: Sample): RowMapping[] {
  const [latitude, longitude] = [findColumn(sample, ['latitude', 'lat']), findColumn(sample, ['longitude', 'lon', 'lng', 'long'])];
  const isPlaces = latitude !== undefined && longitude !== undefined;
  const name =
    findColumn(sample, NAME_COLUMNS) ??
    sample.columns.find((column) => nonNullValues(column).some((word) => /\p{L}/u.test(word))) ??
    sample.columns[0];
  if (!name) return [{ kind: 'sources', fields: { key: slugFor(sample.name), title: sample.name } }];
  const kinds = sample.columns.find((column) => containsOnly(column, isPlaces ? PLACE_KINDS : ACTOR_KINDS));
  const key = findColumn(sample, KEY_COLUMNS);
  const wikidata = sample.columns.find(
    (column) => nonNullValues(column).length > 0 && nonNullValues(column).every((text) => /(^|\/entity\/)Q\d+$/.test(text)),
  );
  const aliases = ALIAS_COLUMNS.flatMap((alias) => findColumn(sample, [alias], new Set([name.name])) ?? []);
  const fields: Fields = {
    slug: { template: `{${name.name}|slug}` },
    kind: kinds ? choiceFrom(kinds) : TO_CHOOSE,
    name: { column: name.name },
    identifiers: wikidata
      ? [{ scheme: 'wikidata', value: { template: `{${wikidata.name}|qid}` } }]
      : key && isUnique(key) && key !== name
        ? [{ scheme: slugFor(sample.name), value: { template: `{${key.name}|number}` } }]
        : undefined,
    aliases: aliases.length > 0 ? aliases.map((column) => ({ name: { column: column.name } })) : undefined,
    ...(isPlaces
      ? { latitude: { column: latitude.name }, longitude: { column: longitude.name } }
      : dateFields(sample, 'activeFrom', 'activeTo')),
  };
  return [{ kind: isPlaces ? 'places' : 'actors', fields }];
}

function dateFields(sample: Sample, start: string, end: string): Fields {
  const fieldFrom = (names: readonly string[]): Fields | undefined => {
    const column = findColumn(sample, names);
    return column && formatsOf(column) !== undefined ? { column: column.name } : undefined;
  };
  return { [start]: fieldFrom(START_COLUMNS), [end]: fieldFrom(END_COLUMNS) };
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

/** The first column that has one of these names and is not excluded; names are compared without case, spaces and underscores. */
function findColumn(sample: Sample, names: readonly string[], taken: ReadonlySet<string> = new Set()): SampleColumn | undefined {
  for (const name of names) {
    const found = sample.columns.find((column) => !taken.has(column.name) && columnForm(column.name) === columnForm(name));
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

/** The formats of the columns of dates, and what must be chosen since the values fit several. */
function dateFormats(sample: Sample): { formats: string[]; open: string[] } {
  const formats = new Set<string>();
  const open: string[] = [];
  for (const names of [START_COLUMNS, END_COLUMNS]) {
    const column = findColumn(sample, names);
    const fitting = formatsOf(column);
    if (!column || !fitting || fitting.length === 0) continue;
    formats.add(fitting.length === 1 ? fitting[0]! : TO_CHOOSE);
    if (fitting.length > 1)
      open.push(
        `dates: ${fitting.map((format) => `[${format}]`).join(' or ')}? The values of ${singleLine(column.name)} fit both: “${singleLine(nonNullValues(column)[0]!)}”.`,
      );
  }
  return { formats: [...formats], open };
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
