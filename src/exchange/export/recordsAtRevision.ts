import type { Cypher } from '../../engine/cypher.ts';
import type { Engine, Row, Value } from '../../engine/engine.ts';
import { groupBy } from '../../model/group.ts';
import { latestRevisionOf } from '../../revisions/clock.ts';
import { RETRACTED } from '../../store/retracted.ts';
import { EVIDENCE, type EvidenceRecord, SOURCE, type SourceRecord } from '../../store/source.ts';
import type { TieRecord } from '../../store/tie.ts';
import {
  ENTITIES,
  EVENTS,
  EVIDENCE_ABOUT,
  NAMES_BY_OWNER,
  PARTICIPANTS_BY_EVENT,
  RETRACTED_ABOUT,
  SOURCES,
  TIES,
} from '../../write/load/load.cypher.ts';
import { decodeEntities, decodeEvents, decodeTie, tiePairs } from '../../write/load/records.ts';
import type { EventWithParticipants, NamedEntity } from '../../write/load/unitOfWork.ts';
import { asOf } from './asOf.ts';
import { SCAN_EVENTS, SCAN_RETRACTED, SCAN_SOURCES, SLUGS, TIES_IN_RANGES } from './export.cypher.ts';
import type { TiePlan } from './tiePlan.ts';

/** The number of ids that one statement reads. */
const IDS_PER_READ = 20_000;
const SCANS = { event: SCAN_EVENTS, source: SCAN_SOURCES } as const;

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
    const hasChanged = (await latestRevisionOf(this.engine)) > this.revision;
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

  /** The ids of all events or sources, in order, in lists of `batchSize`. May contain ids that are newer than the revision. */
  async *ids(kind: 'event' | 'source', batchSize: number): AsyncGenerator<string[], void> {
    for (let after = ''; ; ) {
      const page = (await this.engine.read(SCANS[kind], { after, limit: IDS_PER_READ })).map(([id]) => id as string);
      const last = page.length < IDS_PER_READ ? null : page.at(-1)!;
      const ids = [...new Set([...page, ...(await this.#retracted(kind, after, last))])].sort();
      for (let start = 0; start < ids.length; start += batchSize) yield ids.slice(start, start + batchSize);
      if (last === null) return;
      after = last;
    }
  }

  async #retracted(kind: string, after: string, last: string | null): Promise<string[]> {
    if ((await latestRevisionOf(this.engine)) <= this.revision) return [];
    return (await this.engine.read(SCAN_RETRACTED, { kind, revision: this.revision, after, last })).map(([id]) => id as string);
  }

  #asOf<T extends { readonly id: string; readonly revision: number }>(
    ids: readonly string[],
    load: (ids: readonly string[]) => Promise<T[]>,
  ): Promise<T[]> {
    return ids.length === 0 ? Promise.resolve([]) : asOf(this.engine, this.revision, ids, load);
  }

  async #read(statement: Cypher, ids: readonly string[]): Promise<Row[]> {
    return ids.length === 0 ? [] : this.engine.read(statement, { ids: ids as Value });
  }
}
