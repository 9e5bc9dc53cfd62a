import { isDeepStrictEqual } from 'node:util';
import { idKind } from '../../model/id.ts';
import { datesText } from '../../model/interval.ts';
import { mapInTurns } from '../../model/turns.ts';
import type { ChangeRecord, RecordChangeKind } from '../../store/change.ts';
import type { EvidenceRecord } from '../../store/source.ts';
import type { GraphRecord } from '../load/changeTracker.ts';
import type { EventWithParticipants, NamedEntity, UnitOfWork } from '../load/unitOfWork.ts';

/** A passage: its source, its speaker by id or by words, whether it denies and is hedged, when it was stated and recorded. */
type ChangedPassage = readonly [
  source: string,
  attributedTo: string | null,
  attribution: string | null,
  denies: 0 | 1,
  hedged: 0 | 1,
  statedOn: string | null,
  recordedAt: string,
];

/**
 * One change that a revision made to the graph of ties, to events and to the passages about both, with all values that the
 * projection needs: to follow a revision it never reads the store again, where it could see half of a write. Stored as JSON, so
 * its form does not change.
 */
export type ChangeSetRow =
  | { readonly op: 'entity'; readonly id: string; readonly kind: string; readonly name: string; readonly placeKind?: string }
  | { readonly op: 'canon'; readonly id: string; readonly canon: string }
  | {
      readonly op: 'tie';
      readonly id: string;
      readonly lo: number;
      readonly hi: number;
      readonly clo: number;
      readonly chi: number;
      readonly alo: number;
      readonly ahi: number;
      readonly runs?: readonly number[];
      readonly status: string;
      readonly confidence: number;
      readonly confidenceSet?: true;
      /** As they were given: `datesText`. */
      readonly dates: string;
    }
  | { readonly op: 'gone'; readonly id: string }
  | {
      readonly op: 'source';
      readonly id: string;
      readonly publisher: string | null;
      readonly publishedOn: string | null;
      readonly reliability: string;
      readonly key: string;
    }
  | {
      readonly op: 'event';
      readonly id: string;
      readonly kind: string;
      readonly status: string;
      readonly lo: number;
      readonly hi: number;
      readonly clo: number;
      readonly chi: number;
      readonly place: string | null;
      readonly deaths: readonly [best: number | null, low: number | null, high: number | null];
      readonly participants: ReadonlyArray<readonly [actor: string, role: string]>;
    }
  | { readonly op: 'deletedEvent'; readonly id: string }
  /** All passages about a tie or event. */
  | { readonly op: 'passages'; readonly id: string; readonly passages: readonly ChangedPassage[] }
  | TouchedRow;

/**
 * What else a revision touched, so that readers can forget this and nothing more; lists that are empty are left out. Every
 * revision has one such row: one without was written by an earlier version and may have touched anything.
 */
export interface TouchedRow {
  readonly op: 'touched';
  /** Records that were there before, and were changed or retracted; ties and events have rows of their own. */
  readonly records?: readonly string[];
  /** Those of them whose name or kind is another now: lists of their neighbors may show them elsewhere. */
  readonly renamed?: readonly string[];
  /** Entities whose relationships were changed, as they are merged; those that the ids of the changed ties contain are left out. */
  readonly ends?: readonly string[];
  /** Sources whose passages changed. */
  readonly cited?: readonly string[];
  /** Lists that belong to no record. */
  readonly lists?: readonly ListOfAll[];
}

/** All actors, places or sources. */
export type ListOfAll = 'actors' | 'places' | 'sources';

export function changeSetOf(unit: UnitOfWork): ChangeSetRow[] {
  const corrected = unit.entities
    .updated()
    .flatMap(({ before, after }) =>
      before.kind === after.kind && before.name === after.name && before.placeKind === after.placeKind ? [] : after,
    );
  const entities = [...unit.entities.created(), ...corrected].map(
    ({ id, kind, name, placeKind }): ChangeSetRow => ({ op: 'entity', id, kind, name, ...(placeKind && { placeKind }) }),
  );
  const canons = unit.entities
    .updated()
    .flatMap(({ before, after }): ChangeSetRow[] =>
      before.canon === after.canon ? [] : [{ op: 'canon', id: after.id, canon: after.canon }],
    );
  const shown = unit.ties.changed().filter(({ sameAs }) => !sameAs);
  const ties = shown.map((tie): ChangeSetRow => {
    const { id, lo, hi, clo, chi, alo, ahi, runs, status, confidence, confidenceSet } = tie;
    const row = { op: 'tie', id, lo, hi, clo, chi, alo, ahi, status, confidence, dates: datesText(tie) } as const;
    return confidenceSet || runs ? { ...row, ...(runs && { runs }), ...(confidenceSet && { confidenceSet }) } : row;
  });
  const hidden = unit.ties.changed().filter(({ sameAs }) => sameAs);
  const deleted = [...unit.ties.deleted(), ...hidden].map(({ id }): ChangeSetRow => ({ op: 'gone', id }));
  const deletedEvents = unit.events.deleted().map(({ id }): ChangeSetRow => ({ op: 'deletedEvent', id }));
  const events = unit.events.changed().map(changedEvent);
  const graph = [...entities, ...canons, ...ties, ...deleted, ...events, ...deletedEvents];
  return [...graph, ...changedSources(unit), ...changedPassages(unit), touched(unit)];
}

function changedEvent(event: EventWithParticipants): ChangeSetRow {
  const { id, kind, status, lo, hi, clo, chi, place, deathsBest, deathsLow, deathsHigh, participants } = event;
  const deaths = [deathsBest, deathsLow, deathsHigh] as const;
  const who = participants.map(({ actor, role }) => [actor, role] as const);
  return { op: 'event', id, kind, status, lo, hi, clo, chi, place, deaths, participants: who };
}

function touched(unit: UnitOfWork): TouchedRow {
  const { entities, events, evidence, ties } = unit;
  const named: readonly object[] = [events, ties];
  const others = unit.trackers.filter((tracker) => !named.includes(tracker));
  const existing = others.flatMap((tracker) => [
    ...tracker.updated().map(({ after }) => after.id),
    ...tracker.deleted().map(({ id }) => id),
  ]);
  const canonical = existing.filter((id) => idKind(id) === 'entity').map(unit.canonOf);
  const renamed = entities.updated().filter(({ before, after }) => before.sort !== after.sort || before.kind !== after.kind);
  const changedTies = [...ties.changed(), ...ties.deleted()];
  const ends = changedTies.flatMap(({ from, to }) => [from, to].filter((end) => unit.canonOf(end) !== end).map(unit.canonOf));
  const cited = [...evidence.changed(), ...evidence.updated().map(({ before }) => before), ...evidence.deleted()];
  const row = {
    records: [...existing, ...canonical],
    renamed: renamed.map(({ after }) => after.id),
    ends,
    cited: cited.map(({ source }) => source),
    lists: touchedLists(unit),
  };
  const filled = Object.entries(row).flatMap(([name, list]) => (list.length > 0 ? [[name, [...new Set<string>(list)]]] : []));
  return { op: 'touched', ...Object.fromEntries(filled) };
}

/** The lists of all records of a kind in which one appears, disappears or moves, or where a count of them differs. */
function touchedLists({ entities, sources }: UnitOfWork): ListOfAll[] {
  const moved = entities.updated().filter(({ before, after }) => LISTED_BY.some((field) => before[field] !== after[field]));
  const listed = [...entities.created(), ...entities.deleted(), ...moved.flatMap(({ before, after }) => [before, after])];
  const isPlace = ({ kind }: NamedEntity) => kind === 'PLACE';
  const movedSources = sources.updated().filter(({ before, after }) => before.sort !== after.sort);
  const lists: readonly (readonly [ListOfAll, boolean])[] = [
    ['actors', !listed.every(isPlace)],
    ['places', listed.some(isPlace)],
    ['sources', [...sources.created(), ...sources.deleted(), ...movedSources].length > 0],
  ];
  return lists.flatMap(([list, isTouched]) => (isTouched ? list : []));
}

/** The fields of an entity by which lists of all actors or places are filtered and sorted. */
const LISTED_BY = ['sort', 'kind', 'placeKind', 'canon', 'activeLo', 'activeHi'] as const;

function changedSources(unit: UnitOfWork): ChangeSetRow[] {
  return unit.sources.changed().flatMap(({ id, key, publisher, publishedOn, reliability }): ChangeSetRow[] => {
    const before = unit.sources.before(id);
    const isSame = before?.publisher === publisher && before.publishedOn === publishedOn && before.reliability === reliability;
    return isSame ? [] : [{ op: 'source', id, publisher, publishedOn, reliability, key }];
  });
}

/** Of each tie and event that is new or restored, or whose passages changed, which are also those of ties that are shown as it. */
function changedPassages(unit: UnitOfWork): ChangeSetRow[] {
  const { evidence, ties, events } = unit;
  const about = [...evidence.changed(), ...evidence.deleted()].map((record) => ties.get(record.about)?.sameAs ?? record.about);
  const regrouped = ties
    .updated()
    .filter(({ before, after }) => before.sameAs !== after.sameAs || !isDeepStrictEqual(before.standsFor, after.standsFor));
  const emptied = new Set([...about, ...regrouped.map(({ after }) => after.id)]);
  const added = [...ties.created(), ...events.created()].map(({ id }) => id);
  return [...new Set([...emptied, ...added])].flatMap((id): ChangeSetRow[] => {
    const tie = ties.get(id);
    if (tie?.sameAs) return [];
    const passages = [id, ...(tie?.standsFor ?? [])].flatMap((one) => unit.evidenceOf(one)).map(changedPassage);
    return passages.length > 0 || emptied.has(id) ? [{ op: 'passages', id, passages }] : [];
  });
}

function changedPassage(record: EvidenceRecord): ChangedPassage {
  const { source, attributedTo, attribution, stance, hedged, statedOn, recordedAt } = record;
  return [source, attributedTo, attribution, stance === 'DENIES' ? 1 : 0, hedged ? 1 : 0, statedOn, recordedAt.slice(0, 10)];
}

/** The history entries of a write: for each record that existed before, the fields that differ, before and after. */
export async function changeRecords(unit: UnitOfWork): Promise<ChangeRecord[]> {
  const { trackers, stamp } = unit;
  const record = (
    kind: RecordChangeKind,
    { id: about, revision: previous }: GraphRecord,
    before: object,
    after: object,
  ): ChangeRecord[] => {
    const differs = difference(before, after);
    const isRecorded = differs.after !== '{}' || kind === 'RETRACTED' || kind === 'RESTORED';
    return isRecorded ? [{ about, revision: stamp.revision, kind, previous, ...differs }] : [];
  };
  const updates = trackers.flatMap((tracker) => tracker.updated());
  const updated = (await mapInTurns(updates, ({ before, after }) => record(kindOf(before, after), before, before, after))).flat();
  const removed = trackers.flatMap((tracker) => tracker.deleted().flatMap((deleted) => record('RETRACTED', deleted, {}, {})));
  const restored = unit.retracted.deleted().flatMap((retracted) => {
    const before: GraphRecord = JSON.parse(retracted.record);
    const after = trackers.flatMap((tracker) => tracker.created()).find(({ id }) => id === before.id);
    return record('RESTORED', before, before, after ?? before);
  });
  return [...updated, ...removed, ...restored, ...mergeChanges(unit)];
}

function kindOf(before: object, after: object): RecordChangeKind {
  const [oldValues, newValues] = [(before as Partial<NamedEntity>).mergedInto, (after as Partial<NamedEntity>).mergedInto];
  if (oldValues === newValues) return 'UPDATED';
  return newValues === null ? 'UNMERGED' : 'MERGED';
}

/** A merge is also part of the history of the actor that remains. */
function mergeChanges(unit: UnitOfWork): ChangeRecord[] {
  return unit.entities.updated().flatMap(({ before, after }) => {
    const kind = kindOf(before, after);
    const target = unit.entities.get((kind === 'MERGED' ? after.mergedInto : before.mergedInto) ?? '');
    if (kind === 'UPDATED' || !target) return [];
    const merged = JSON.stringify({ merged: after.id });
    return [{ about: target.id, revision: unit.stamp.revision, kind, previous: target.revision, before: '{}', after: merged }];
  });
}

/** Fields that are derived, and follow from a merge or a correction recorded elsewhere. */
const UNRECORDED_FIELDS = new Set(['revision', 'canon', 'canonKind', 'sort', 'hasMerged']);

function difference(before: object, after: object): { before: string; after: string } {
  const newValues = changedFields(before, after);
  for (const field of UNRECORDED_FIELDS) delete newValues[field];
  const oldValues = Object.fromEntries(Object.keys(newValues).map((field) => [field, (before as Fields)[field]]));
  return { before: JSON.stringify(oldValues), after: JSON.stringify(newValues) };
}

type Fields = Record<string, unknown>;

/** The fields of a record that differ from those before, with their new values. */
export function changedFields(before: object, after: object): Fields {
  return Object.fromEntries(
    Object.entries(after).filter(([field, value]) => JSON.stringify(value) !== JSON.stringify((before as Fields)[field])),
  );
}
