import type { Cypher } from '../../engine/cypher.ts';
import type { Engine, Row, Value } from '../../engine/engine.ts';
import { groupBy } from '../../model/group.ts';
import { latestRevisionOf } from '../../revisions/clock.ts';
import { CHANGE, type ChangeRecord } from '../../store/change.ts';
import { RETRACTED, type RetractedRecord } from '../../store/retracted.ts';
import { REVISION, type RevisionRecord } from '../../store/revision.ts';
import { DOCUMENT, type DocumentRecord, EVIDENCE, type EvidenceRecord, SOURCE, type SourceRecord } from '../../store/source.ts';
import type { TieRecord } from '../../store/tie.ts';
import {
  DOCUMENTS,
  ENTITIES,
  EVENTS,
  EVIDENCE_ABOUT,
  NAMES_BY_OWNER,
  PARTICIPANTS_BY_EVENT,
  RETRACTED_ABOUT,
  RETRACTED_BY_ID,
  SOURCES,
  TIES,
} from '../../write/load/load.cypher.ts';
import { decodeEntities, decodeEvents, decodeTie, tiePairs } from '../../write/load/records.ts';
import type { EventWithParticipants, NamedEntity } from '../../write/load/unitOfWork.ts';
import {
  CHANGES_OF_REVISIONS,
  CHANGES_SINCE,
  RETRACTED_UNTIL,
  SCAN_DOCUMENTS,
  SCAN_EVENTS,
  SCAN_RETRACTED,
  SCAN_REVISIONS,
  SCAN_SOURCES,
  SLUGS,
  TIES_IN_RANGES,
} from './export.cypher.ts';
import type { TiePlan } from './tiePlan.ts';

/** The number of ids that one statement reads. */
const IDS_PER_READ = 20_000;
/** The number of revisions of which one statement reads the changes, and of retracted records, which are whole records. */
const REVISIONS_PER_READ = 200;
const RETRACTED_PER_READ = 1_000;
const SCANS = { event: SCAN_EVENTS, source: SCAN_SOURCES, document: SCAN_DOCUMENTS } as const;

/** What every record has. */
interface Recorded {
  readonly id: string;
  readonly revision: number;
}

/** Reads records of a store as they were at one revision. Each call runs a fixed number of statements, however many ids it gets. */
export class RecordsAtRevision {
  constructor(
    private readonly engine: Engine,
    readonly revision: number,
  ) {}

  entities(ids: readonly string[]): Promise<NamedEntity[]> {
    return this.#asOf(ids, async (subset) => {
      const names = await this.#read(NAMES_BY_OWNER, subset);
      return decodeEntities(await this.#read(ENTITIES, subset), names);
    });
  }

  /** Slugs by id. Slugs never change; only those of entities retracted since have to be read from the history. */
  async slugs(ids: readonly string[]): Promise<Map<string, string>> {
    const slugs = new Map((await this.#read(SLUGS, ids)) as unknown as [string, string][]);
    for (const { id, slug } of await this.entities(ids.filter((one) => !slugs.has(one)))) slugs.set(id, slug);
    return slugs;
  }

  sources(ids: readonly string[]): Promise<SourceRecord[]> {
    return this.#asOf(ids, async (subset) => (await this.#read(SOURCES, subset)).map(([values]) => SOURCE.decode(values!)));
  }

  documents(ids: readonly string[]): Promise<DocumentRecord[]> {
    return this.#asOf(ids, async (subset) => (await this.#read(DOCUMENTS, subset)).map(([values]) => DOCUMENT.decode(values!)));
  }

  events(ids: readonly string[]): Promise<EventWithParticipants[]> {
    return this.#asOf(ids, async (subset) => {
      const participants = await this.#read(PARTICIPANTS_BY_EVENT, subset);
      return decodeEvents(await this.#read(EVENTS, subset), participants);
    });
  }

  /** Ties, with their ends as recorded. */
  ties({ ids, ranges, single, degreeOf }: TiePlan): Promise<TieRecord[]> {
    const byId = (subset: readonly string[]) => this.#tieRows(TIES, tiePairs(subset, degreeOf));
    return this.#asOf(ids, async (subset) => {
      if (subset !== ids) return byId(subset);
      const requested = new Set(ids);
      return [...(await this.#tieRows(TIES_IN_RANGES, ranges)), ...(await byId(single))].filter(({ id }) => requested.has(id));
    });
  }

  async #tieRows(statement: Cypher, rows: readonly object[]): Promise<TieRecord[]> {
    if (rows.length === 0) return [];
    return (await this.engine.read(statement, { rows: rows as unknown as Value })).map(decodeTie);
  }

  /** The passages about ties or events, by the id of the tie or event, in their order. */
  async evidenceAbout(ids: readonly string[]): Promise<Map<string, EvidenceRecord[]>> {
    const about = async () => (await this.#read(EVIDENCE_ABOUT, ids)).map(([values]) => EVIDENCE.decode(values!));
    const now = await about();
    const hasChanged = await this.#hasChanged();
    const retracted = hasChanged ? (await this.#read(RETRACTED_ABOUT, ids)).map(([values]) => RETRACTED.decode(values!).id) : [];
    const known = new Map(now.map((record) => [record.id, record]));
    const records = hasChanged
      ? await this.#asOf([...known.keys(), ...retracted], async (subset) => subset.flatMap((id) => known.get(id) ?? []))
      : now;
    return groupBy(
      records.sort((a, b) => (a.ord < b.ord ? -1 : 1)),
      (record) => record.about,
    );
  }

  /** The ids of all events, sources or documents, in order, in lists of `batchSize`. May contain ids that are newer than the revision. */
  async *ids(kind: keyof typeof SCANS, batchSize: number): AsyncGenerator<string[], void> {
    for (let after = ''; ; ) {
      const page = (await this.engine.read(SCANS[kind], { after, limit: IDS_PER_READ })).map(([id]) => id as string);
      const last = page.length < IDS_PER_READ ? null : page.at(-1)!;
      const ids = [...new Set([...page, ...(await this.#retracted(kind, after, last))])].sort();
      for (let start = 0; start < ids.length; start += batchSize) yield ids.slice(start, start + batchSize);
      if (last === null) return;
      after = last;
    }
  }

  /** How many events or documents there are. Where something was written since, they are read. */
  async count(kind: 'event' | 'document'): Promise<number> {
    let count = 0;
    for await (const ids of this.ids(kind, IDS_PER_READ)) count += ids.length;
    if (!(await this.#hasChanged())) return count;
    count = 0;
    for await (const ids of this.ids(kind, IDS_PER_READ / 20)) {
      count += (await (kind === 'event' ? this.events(ids) : this.documents(ids))).length;
    }
    return count;
  }

  /** Revisions up to this one, oldest first, each with its changes of existing records. */
  async *history(): AsyncGenerator<{ revision: RevisionRecord; changes: readonly ChangeRecord[] }[], void> {
    for (let after = 0; ; ) {
      const rows = await this.engine.read(SCAN_REVISIONS, { after, last: this.revision, limit: REVISIONS_PER_READ });
      const revisions = rows.map(([values]) => REVISION.decode(values!));
      if (revisions.length === 0) return;
      const last = revisions.at(-1)!.number;
      const changes = (await this.engine.read(CHANGES_OF_REVISIONS, { after, last })).map(([values]) => CHANGE.decode(values!));
      const byRevision = groupBy(changes, ({ revision }) => revision);
      yield revisions.map((revision) => ({ revision, changes: byRevision.get(revision.number) ?? [] }));
      after = last;
    }
  }

  /** What was retracted up to this revision and not restored since, by id. */
  async *retracted(): AsyncGenerator<RetractedRecord[], void> {
    for (let after = ''; ; ) {
      const rows = await this.engine.read(RETRACTED_UNTIL, { revision: this.revision, after, limit: RETRACTED_PER_READ });
      const records = rows.map(([values]) => RETRACTED.decode(values!));
      if (records.length === 0) return;
      yield records;
      after = records.at(-1)!.id;
    }
  }

  async #retracted(kind: string, after: string, last: string | null): Promise<string[]> {
    if (!(await this.#hasChanged())) return [];
    return (await this.engine.read(SCAN_RETRACTED, { kind, revision: this.revision, after, last })).map(([id]) => id as string);
  }

  /**
   * Records as they were at the revision: the current records are read, and later changes and retractions are undone from the
   * history. They are returned in the order of the ids. Where nothing was written since, which is usual, this costs one more
   * read, of the latest revision.
   */
  async #asOf<T extends Recorded>(ids: readonly string[], load: (ids: readonly string[]) => Promise<T[]>): Promise<T[]> {
    if (ids.length === 0) return [];
    const current = await load(ids);
    if (!(await this.#hasChanged())) return inOrder(ids, byId(current));
    const found = byId([...(await this.#retractedSince<T>(ids)), ...current]);
    // Restored between the two reads above.
    for (const record of await load(ids.filter((id) => !found.has(id)))) found.set(record.id, record);
    const rows = await this.engine.read(CHANGES_SINCE, { ids, revision: this.revision });
    const changes = groupBy(
      rows.map(([values]) => CHANGE.decode(values!)),
      ({ about }) => about,
    );
    return inOrder(ids, found).flatMap((record) => stateAt(record, changes.get(record.id) ?? [], this.revision));
  }

  async #retractedSince<T>(ids: readonly string[]): Promise<T[]> {
    const rows = (await this.engine.read(RETRACTED_BY_ID, { ids })).map(([values]) => RETRACTED.decode(values!));
    return rows.filter((row) => row.revision > this.revision).map((row) => JSON.parse(row.record) as T);
  }

  async #hasChanged(): Promise<boolean> {
    return (await latestRevisionOf(this.engine)) > this.revision;
  }

  async #read(statement: Cypher, ids: readonly string[]): Promise<Row[]> {
    return ids.length === 0 ? [] : this.engine.read(statement, { ids: ids as Value });
  }
}

function byId<T extends Recorded>(records: readonly T[]): Map<string, T> {
  return new Map(records.map((record) => [record.id, record]));
}

/** Each record once, in the order of the ids. */
function inOrder<T>(ids: readonly string[], found: ReadonlyMap<string, T>): T[] {
  return [...new Set(ids)].flatMap((id) => found.get(id) ?? []);
}

/** The record as it was at the revision, in a list; empty where it did not exist. `changes` were made since, oldest first. */
function stateAt<T extends Recorded>(record: T, changes: readonly ChangeRecord[], revision: number): T[] {
  const createdIn = Math.min(record.revision, ...changes.map(({ previous }) => previous));
  if (createdIn > revision || changes[0]?.kind === 'RESTORED') return [];
  return [Object.assign({}, record, ...changes.map(({ before }) => JSON.parse(before)).reverse())];
}
