import { stringify } from 'yaml';
import { isDate } from '../../../model/date.ts';
import { ACTOR_KINDS, PLACE_KINDS } from '../../../model/kinds.ts';
import { RELATIONSHIP_TYPES } from '../../../model/vocabulary.ts';
import { slugFor } from '../slug.ts';
import { dateReader, readIsoDate } from './dates.ts';
import type { Mapping, RowMapping } from './mapping.ts';
import type { Sample } from './sample.ts';

/** Columns by which the parts of a table are recognized. Names are compared without case, spaces and underscores. */
const FROM_COLUMNS = ['from', 'source', 'side_a', 'actor1', 'actor_a', 'backer', 'supporter', 'attacker', 'subject', 'initiator', 'a'];
const TO_COLUMNS = ['to', 'target', 'side_b', 'actor2', 'actor_b', 'backed', 'recipient', 'attacked', 'object', 'b'];
const NAME_COLUMNS = ['name', 'title', 'actor', 'actor_name', 'group', 'group_name', 'organization', 'country', 'place', 'label'];
const ALIAS_COLUMNS = ['alias', 'aliases', 'alias1', 'alias2', 'alias3', 'aka', 'short', 'acronym', 'abbreviation', 'native', 'full_name'];
const KEY_COLUMNS = ['key', 'id', 'code', 'number', 'event_id', 'tie_id', 'record_id'];
const START_COLUMNS = ['start', 'start_date', 'date_start', 'begin', 'date', 'day', 'year', 'since', 'active_from'];
const END_COLUMNS = ['end', 'end_date', 'date_end', 'until', 'active_to'];

/** Values that tables write for "no value". */
const NULLS = ['-9', '-99', '-999', 'NA', 'N/A', 'n/a', 'NULL', 'null', 'None', '.', '-'];

/** Date formats in order of preference: where several fit equally well, slashes mean that the month comes first. */
const DATE_FORMATS = ['M/D/YY', 'M/D/YYYY', 'D/M/YY', 'D/M/YYYY', 'D.M.YYYY', 'D.M.YY', 'D-M-YYYY', 'YYYY/M/D', 'YYYY.M.D', 'YYYYMMDD'];

type SampleColumn = Sample['columns'][number];
type Fields = Record<string, unknown>;

/** Proposes a mapping as YAML. It can be used as it is; a comment at its top says to check it first. */
export function proposeMapping(sample: Sample): string {
  const from = findColumn(sample, FROM_COLUMNS);
  const to = findColumn(sample, TO_COLUMNS);
  const dates = [START_COLUMNS, END_COLUMNS].flatMap((names) => dateFormatOf(findColumn(sample, names)) ?? []);
  const nulls = nullsIn(sample);
  // YAML leaves out what is undefined, here and below.
  const mapping: Mapping = {
    delimiter: sample.delimiter === ',' ? undefined : sample.delimiter,
    encoding: sample.encoding === 'utf-8' ? undefined : sample.encoding,
    dates: dates.length > 0 ? [...new Set(dates)] : undefined,
    nulls: nulls.length > 0 ? nulls : undefined,
    rows: from && to ? tieRows(sample, from.name, to.name) : entityRows(sample),
  };
  const columns = sample.columns.map(({ name }) => singleLine(name)).join(', ');
  return `# Proposed mapping for the columns ${columns}.\n# Check it before you import, above all the kinds and relationship types.\n${stringify(mapping, { lineWidth: 0 })}`;
}

/** A line break would end the comment, and what follows would be read as part of the mapping. */
function singleLine(name: string): string {
  return name.replace(/[\p{Cc}\u2028\u2029]/gu, ' ');
}

/** A table of ties: both ends as actors, and the tie with the table as its source. */
function tieRows(sample: Sample, from: string, to: string): RowMapping[] {
  const source = slugFor(sample.name);
  const type = sample.columns.find((column) => containsOnly(column, RELATIONSHIP_TYPES));
  const key = findColumn(sample, KEY_COLUMNS);
  const actor = (column: string): RowMapping => ({
    kind: 'actors',
    fields: { slug: { template: `{${column}|slug}` }, kind: 'ORGANIZATION', name: { column } },
  });
  const tie: Fields = {
    key: key && isUnique(key) ? { template: `${source}:{${key.name}}` } : undefined,
    type: type ? choiceFrom(type) : 'AFFILIATED_WITH',
    from: { template: `{${from}|slug}` },
    to: { template: `{${to}|slug}` },
    ...dateFields(sample, 'start', 'end'),
    evidence: [{ source, locator: { template: 'line {line}' }, quote: { template: `{${from}}, {${to}}` } }],
  };
  return [{ kind: 'sources', fields: { key: source, title: sample.name } }, actor(from), actor(to), { kind: 'relationships', fields: tie }];
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
  const aliases = ALIAS_COLUMNS.flatMap((alias) => findColumn(sample, [alias], new Set([name.name])) ?? []);
  const fields: Fields = {
    slug: { template: `{${name.name}|slug}` },
    kind: kinds ? choiceFrom(kinds) : isPlaces ? 'SITE' : 'ORGANIZATION',
    name: { column: name.name },
    identifiers: key && isUnique(key) ? [{ scheme: slugFor(sample.name), value: { template: `{${key.name}|number}` } }] : undefined,
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
    return column && dateFormatOf(column) !== undefined ? { column: column.name } : undefined;
  };
  return { [start]: fieldFrom(START_COLUMNS), [end]: fieldFrom(END_COLUMNS) };
}

/** A field from a column that may write its values in another way: `Armed group` for ARMED_GROUP. */
function choiceFrom(column: SampleColumn): Fields {
  const values = [...new Set(nonNullValues(column))].map((word) => [word, choiceOf(word)]).filter(([word, choice]) => word !== choice);
  return { column: column.name, values: values.length > 0 ? Object.fromEntries(values) : undefined };
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
    const found = sample.columns.find((column) => !taken.has(column.name) && normalized(column.name) === normalized(name));
    if (found) return found;
  }
  return undefined;
}

function normalized(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** True where a column contains only these values, in any case. */
function containsOnly(column: SampleColumn, values: readonly string[]): boolean {
  const texts = nonNullValues(column);
  return texts.length > 0 && texts.every((word) => values.includes(choiceOf(word)));
}

/** How the vocabulary writes a value. */
function choiceOf(word: string): string {
  return word.toUpperCase().replace(/[ -]/g, '_');
}

/** True where every record has a value in this column and no value occurs twice. */
function isUnique(column: SampleColumn): boolean {
  return column.values.every((value) => value !== '') && new Set(column.values).size === column.values.length;
}

/** The format of most dates in a column: null where ISO dates need no format, undefined where most values are not dates. */
function dateFormatOf(column: SampleColumn | undefined): string | null | undefined {
  const texts = column ? nonNullValues(column) : [];
  const nonIsoValues = texts.filter((word) => !isDate(readIsoDate(word) ?? word));
  const countRead = (format: string): number => nonIsoValues.filter((word) => isDate(dateReader(format)(word) ?? '')).length;
  const best = DATE_FORMATS.reduce((most, format) => (countRead(format) > countRead(most) ? format : most));
  const known = texts.length - nonIsoValues.length + countRead(best);
  if (texts.length === 0 || known * 2 < texts.length) return undefined;
  return countRead(best) > 0 ? best : null;
}
