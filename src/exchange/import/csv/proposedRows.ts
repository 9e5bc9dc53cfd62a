import { ACTOR_KINDS, PLACE_KINDS } from '../../../model/kinds.ts';
import { RELATIONSHIP_TYPES } from '../../../model/vocabulary.ts';
import { columnForm } from '../header.ts';
import { slugFor } from '../slug.ts';
import {
  ALIAS_COLUMNS,
  ENDS,
  HOLDER_COLUMNS,
  KEY_COLUMNS,
  LATE_PAIRS,
  MATTER_COLUMNS,
  NAME_COLUMNS,
  NEWS_COLUMNS,
  PAIRS,
  PARTY_COLUMNS,
  PLACE_COLUMNS,
  QUOTE_COLUMNS,
  REPORTER_COLUMNS,
  STARTS,
  WHEN_COLUMNS,
  wordForm,
} from './columnWords.ts';
import { TO_CHOOSE } from './compile.ts';
import type { RowMapping } from './mapping.ts';
import type { Sample } from './sample.ts';
import {
  columnsNamed,
  containsOnly,
  dateColumn,
  findColumn,
  isSomeDate,
  isUnique,
  type ListColumn,
  listColumnOf,
  mayBeNames,
  nameColumns,
  nonNullValues,
  recurringName,
  type SampleColumn,
  seriesOf,
} from './sampleColumns.ts';

type Fields = Record<string, unknown>;

const LONGITUDE_COLUMNS = ['longitude', 'lon', 'lng', 'long', 'خط الطول'];

/** The two columns of names that a table of pairs has; null where it has none. */
export function pairOf(sample: Sample): [string, string] | null {
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
      !/(id|code|no|num|number|type)$/i.test(wordForm(column.name)) &&
      !isSomeDate(column.name) &&
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
  const key = keyColumn(sample);
  const ownKey = key && { template: `${source}:{${key.name}}` };
  const actor = (column: string): RowMapping => ({
    kind: 'actors',
    when: { column },
    fields: { slug: { template: `{${column}|slug}` }, kind: TO_CHOOSE, name: { column } },
  });
  const reporter = findColumn(sample, REPORTER_COLUMNS, new Set([from, to]));
  const evidenceOf = (...names: readonly string[]) => [
    { source, locator: { template: 'line {line}' }, attribution: columnOf(reporter), quote: quoteFrom(sample, ...names) },
  ];
  const { start, end, when } = datesOf(sample);
  const dates = { start, end };
  const isOfEvents = !type && (start ?? when) !== undefined && sample.columns.some(({ name }) => /^event/i.test(name));
  // That something was so in a year does not say that it began then.
  const attested = start === undefined && when ? { attestedFrom: when, attestedUntil: when } : {};
  const event: Fields = {
    key: ownKey ?? { template: `${source}:{line}` },
    kind: TO_CHOOSE,
    // One side may not be known.
    title: { template: [`{${from}} – {${to}}`, `{${from}}`, `{${to}}`] },
    ...dates,
    start: start ?? when,
    participants: [
      { actor: { template: `{${from}|slug}` }, role: 'SIDE_A' },
      { actor: { template: `{${to}|slug}` }, role: 'SIDE_B' },
    ],
    // One of the names may not be known in a table of events.
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
  const name = nameColumn(sample);
  // Of JSON, what stands in the same object as the name.
  const own = { ...sample, columns: sample.columns.filter((column) => column.name.startsWith(objectOf(name))) };
  const [latitude, longitude] = [findColumn(own, ['latitude', 'lat', 'خط العرض']), findColumn(own, LONGITUDE_COLUMNS)];
  const isOfEntities = name !== undefined && recurringName(name) === null;
  const isPlaces = isOfEntities && latitude !== undefined && longitude !== undefined;
  if (sample.columns.length === 0) return [{ kind: 'sources', fields: { key: slugFor(sample.name), title: sample.name } }];
  const kinds = sample.columns.find((column) => containsOnly(column, isPlaces ? PLACE_KINDS : ACTOR_KINDS));
  const key = findColumn(own, KEY_COLUMNS);
  const wikidata = own.columns.find(
    (column) => nonNullValues(column).length > 0 && nonNullValues(column).every((text) => /(^|\/entity\/)Q\d+$/.test(text)),
  );
  const aliases = [...new Set(columnsNamed(own, ALIAS_COLUMNS))].filter((column) => column !== name && mayBeNames(column));
  const chosen = name?.name ?? TO_CHOOSE;
  const fields: Fields = {
    slug: { template: `{${chosen}|slug}` },
    kind: kinds ? choiceFrom(kinds) : TO_CHOOSE,
    name: { column: chosen },
    identifiers: !isOfEntities
      ? undefined
      : wikidata
        ? [{ scheme: 'wikidata', value: { template: `{${wikidata.name}|qid}` } }]
        : key && isUnique(key) && key !== name && objectOf(key) === objectOf(name)
          ? [{ scheme: slugFor(sample.name), value: { template: `{${key.name}|number}` } }]
          : undefined,
    aliases:
      aliases.length > 0 ? aliases.map((column) => ({ name: { column: column.name, split: listColumnOf(column)?.split } })) : undefined,
    ...(isPlaces
      ? { latitude: { column: latitude.name }, longitude: { column: longitude.name } }
      : name && isUnique(name)
        ? { activeFrom: columnOf(dateColumn(own, STARTS)), activeTo: columnOf(dateColumn(own, ENDS)) }
        : {}),
  };
  return [{ kind: isPlaces ? 'places' : 'actors', fields }];
}

/** The column of names in a table of entities; undefined where several may be it, or none. What names a treaty or an incident names no actor. */
function nameColumn(sample: Sample): SampleColumn | undefined {
  const known = findColumn(sample, NAME_COLUMNS);
  if (known && mayBeNames(known)) return known;
  const matters = new Set(columnsNamed(sample, MATTER_COLUMNS));
  const candidates = nameColumns(sample).filter((column) => !matters.has(column));
  const named = candidates.filter(({ name }) => wordForm(name).endsWith('name'));
  return candidates.length === 1 ? candidates[0] : named.length === 1 ? named[0] : undefined;
}

/** The object of JSON in which a column stands: `location.` of `location.name`. */
function objectOf(column: SampleColumn | undefined): string {
  return column?.name.slice(0, column.name.lastIndexOf('.') + 1) ?? '';
}

/** The column that names the records: one of a known name, else the only one whose name ends with “id”. Undefined where a value occurs twice. */
function keyColumn(sample: Sample): SampleColumn | undefined {
  const known = findColumn(sample, KEY_COLUMNS);
  if (known) return isUnique(known) ? known : undefined;
  const ids = sample.columns.filter((column) => /id$/i.test(column.name) && isUnique(column));
  return ids.length === 1 ? ids[0] : undefined;
}

/** The words of the source; where it has none, these templates. */
function quoteFrom(sample: Sample, ...templates: readonly string[]): Fields {
  const quoted = findColumn(sample, QUOTE_COLUMNS);
  const all = [...(quoted ? [`{${quoted.name}}`] : []), ...templates];
  return { template: all.length === 1 ? all[0]! : all };
}

/** A table of who holds which place. That a row ends the one before, it does not say. */
function holderRows(sample: Sample, holder: string, place: string): RowMapping[] {
  const source = slugFor(sample.name);
  const { start, end, when } = datesOf(sample);
  const reporter = findColumn(sample, REPORTER_COLUMNS, new Set([holder, place]));
  const named = (kind: 'places' | 'actors', column: string): RowMapping => ({
    kind,
    when: { column },
    fields: { slug: { template: `{${column}|slug}` }, kind: TO_CHOOSE, name: { column } },
  });
  const tie: Fields = {
    type: 'CONTROLS',
    from: { template: `{${holder}|slug}` },
    to: { template: `{${place}|slug}` },
    start,
    end,
    ...(start === undefined && when ? { attestedFrom: when, attestedUntil: when } : {}),
    evidence: [
      {
        source,
        locator: { template: 'line {line}' },
        attribution: columnOf(reporter),
        quote: quoteFrom(sample, `{${holder}}, {${place}}`),
      },
    ],
  };
  return [
    { kind: 'sources', fields: { key: source, title: sample.name } },
    named('places', place),
    named('actors', holder),
    { kind: 'relationships', when: { and: [{ column: holder }, { column: place }] }, fields: tie },
  ];
}

/** Who holds, and which place; null where a table is not one of that. */
export function holderPairOf(sample: Sample): [string, string] | null {
  const [holder, place] = [columnsNamed(sample, HOLDER_COLUMNS).find(mayBeNames), columnsNamed(sample, PLACE_COLUMNS).find(mayBeNames)];
  return holder && place ? [holder.name, place.name] : null;
}

/** Where the parties of a record are: in several columns, or in a list. */
export interface Parties {
  readonly columns: readonly string[];
  readonly list: ListColumn | null;
}

/** The parties of the records of a table that has several of each; null where it has not. */
export function partiesOf(sample: Sample): Parties | null {
  const series = seriesOf(sample);
  if (series.length > 0) return { columns: series, list: null };
  const lists = columnsNamed(sample, PARTY_COLUMNS).flatMap((column) => listColumnOf(column) ?? []);
  const list = lists.find(({ nameField, split, example }) => nameField !== null || (split ?? example) !== '');
  return list && (list.nameField !== null || !list.example.startsWith('{')) ? { columns: [list.name], list } : null;
}

/** A table of things that several took part in. What it is, and what it says of each two of them, the table does not say. */
function partyRows(sample: Sample, { columns, list }: Parties): RowMapping[] {
  const source = slugFor(sample.name);
  const key = keyColumn(sample);
  const title = columnsNamed(sample, MATTER_COLUMNS).find((column) => !columns.includes(column.name) && nonNullValues(column).length > 0);
  const { start, end, when } = datesOf(sample);
  const party = list?.nameField ? `party.${list.nameField}` : 'party';
  const each = { column: columns.length === 1 ? columns[0]! : [...columns], split: list?.split, as: 'party' };
  const names = list?.nameField
    ? []
    : [
        columns
          .slice(0, 2)
          .map((name) => `{${name}}`)
          .join(', '),
      ];
  const quote = quoteFrom(sample, ...(title ? [`{${title.name}}`] : []), ...names, sample.name);
  const reporter = findColumn(sample, REPORTER_COLUMNS, new Set(columns));
  const event: Fields = {
    key: { template: `${source}:{${key?.name ?? 'line'}}` },
    kind: TO_CHOOSE,
    title: title ? { column: title.name } : { template: `${sample.name}, {${key?.name ?? 'line'}}` },
    start: start ?? when ?? { column: TO_CHOOSE },
    end,
    participants: list?.nameField
      ? [{ actor: { template: `{${party}|slug}` }, role: 'PARTY' }]
      : list
        ? [{ actor: { column: list.name, split: list.split, by: 'name' }, role: 'PARTY' }]
        : columns.map((name) => ({ actor: { template: `{${name}|slug}` }, role: 'PARTY' })),
    evidence: [{ source, locator: { template: 'line {line}' }, attribution: columnOf(reporter), quote }],
  };
  return [
    { kind: 'sources', fields: { key: source, title: sample.name } },
    {
      kind: 'actors',
      each,
      when: { column: party },
      fields: { slug: { template: `{${party}|slug}` }, kind: TO_CHOOSE, name: { column: party } },
    },
    // Of objects, each is a row, and the rows of a record are one event.
    { kind: 'events', ...(list?.nameField ? { each, groupBy: [key?.name ?? 'line'] } : {}), fields: event },
  ] as RowMapping[];
}

/** The rows that are proposed for a table: of pairs, of places and who holds them, of things with several parties, or of entities. */
export function proposedRows(sample: Sample): RowMapping[] {
  const [pair, holder, parties] = [pairOf(sample), holderPairOf(sample), partiesOf(sample)];
  // Three signatories are no pair.
  if (parties && (!pair || pair.every((name) => parties.columns.includes(name)))) return partyRows(sample, parties);
  if (pair) return pairRows(sample, ...pair);
  return holder ? holderRows(sample, ...holder) : entityRows(sample);
}

/** When something began and ended, and when it was so, as far as columns say it. */
function datesOf(sample: Sample): { start?: Fields | undefined; end?: Fields | undefined; when?: Fields | undefined } {
  const starts = dateOfParts(sample, 'start');
  return {
    start: columnOf(dateColumn(sample, STARTS)) ?? starts,
    end: columnOf(dateColumn(sample, ENDS)) ?? dateOfParts(sample, 'end'),
    when:
      columnOf(
        dateColumn(
          sample,
          WHEN_COLUMNS.filter((name) => name !== 'year'),
        ),
      ) ??
      dateOfParts(sample, 'when') ??
      columnOf(dateColumn(sample, ['year'])),
  };
}

function columnOf(column: SampleColumn | undefined): Fields | undefined {
  return column && { column: column.name };
}

/** Year, month and day in columns of their own, whose names differ only in these: `styear`, `stmon`, `stday`. Undefined where several do. */
function dateOfParts({ columns }: Sample, which: 'start' | 'end' | 'when'): Fields | undefined {
  const meaningOf = (prefix: string): typeof which =>
    /en?d$|exit/.test(prefix) ? 'end' : /st$|stry?t$|start|strt|begin?|from|ent$/.test(prefix) ? 'start' : 'when';
  const partWith = (prefix: string, suffix: string, words: readonly string[]): string | undefined =>
    columns.find(({ name }) => words.some((word) => columnForm(name) === prefix + word + suffix))?.name;
  const found = columns.flatMap((column) => {
    const [, prefix, suffix] = /^(.*?)(?:year|yr)(\d*|1?)$/.exec(columnForm(column.name)) ?? [];
    if (prefix === undefined || suffix === undefined || meaningOf(prefix) !== which || !nonNullValues(column).every(isYearOrCode))
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
