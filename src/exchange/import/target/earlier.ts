import type { Engine, Transaction } from '../../../engine/engine.ts';
import { groupBy } from '../../../model/group.ts';
import { idKind } from '../../../model/id.ts';
import { ENTITY } from '../../../store/entity.ts';
import { RETRACTED } from '../../../store/retracted.ts';
import { EVIDENCE, type EvidenceRecord, SOURCE } from '../../../store/source.ts';
import type { TieRecord } from '../../../store/tie.ts';
import { PAGES } from '../../../write/derive/derive.cypher.ts';
import {
  ENTITIES,
  EVENTS,
  EVIDENCE_ABOUT,
  PARTICIPANTS_BY_EVENT,
  RETRACTED_BY_ID,
  SOURCES,
  TIES,
} from '../../../write/load/load.cypher.ts';
import { decodeEvents, decodeTie, degreesIn, queryByList, readRecords, tiePairs } from '../../../write/load/records.ts';
import type { EventWithParticipants } from '../../../write/load/unitOfWork.ts';
import { CITING } from '../../../write/reassess/reassess.cypher.ts';
import type { EarlierRecord, EarlierTie, EntityReferences } from '../earlier.ts';

/** Ids that one statement reads, and records that are loaded together. */
const PAGE_SIZE = 20_000;
const SLICE_SIZE = 1_000;

/**
 * What a store has, or had, of the ties and events of which sources speak whose keys begin with one of these prefixes. Only their
 * ids are in memory, and the names of entities.
 */
export async function* earlierRecordsIn(engine: Engine, prefixes: readonly string[]): AsyncGenerator<EarlierRecord> {
  const reader = new RecordedReader(engine);
  const ids = await reader.find(prefixes);
  for (let at = 0; at < ids.length; at += SLICE_SIZE) yield* await reader.load(ids.slice(at, at + SLICE_SIZE));
}

class RecordedReader {
  /** The keys of the sources by their ids, and by the ids of the ties and events of which they speak. */
  private readonly sources = new Map<string, string>();
  private readonly citing = new Map<string, string[]>();
  private readonly references = new Map<string, EntityReferences>();
  private readonly reads: Transaction;

  constructor(engine: Engine) {
    this.reads = { joinsFromFewer: engine.joinsFromFewer, run: (statement, parameters) => engine.read(statement, parameters) };
  }

  /** Finds the sources. Returns the ids of all ties and events of which they speak. */
  async find(prefixes: readonly string[]): Promise<string[]> {
    for await (const ids of pages((after) => this.reads.run(PAGES.sources, { after, limit: PAGE_SIZE }))) {
      for (const { id: source, key } of await readRecords(this.reads, SOURCES, SOURCE, ids)) {
        if (!prefixes.some((prefix) => key.startsWith(prefix))) continue;
        this.sources.set(source, key);
        for await (const page of pages((after) => this.reads.run(CITING, { source, after, limit: PAGE_SIZE }))) {
          for (const about of page) this.citing.set(about, [...(this.citing.get(about) ?? []), key]);
        }
      }
    }
    return [...this.citing.keys()];
  }

  async load(ids: readonly string[]): Promise<EarlierRecord[]> {
    const { events, ties } = await this.present(ids);
    const present = new Set([...events, ...ties].map(({ id }) => id));
    const absent = ids.filter((id) => !present.has(id));
    const reasons = new Map<string, string>();
    for (const { id, kind, reason, record } of await readRecords(this.reads, RETRACTED_BY_ID, RETRACTED, absent)) {
      reasons.set(id, reason);
      if (kind === 'event') events.push(JSON.parse(record) as EventWithParticipants);
      if (kind === 'tie') ties.push(JSON.parse(record) as TieRecord);
    }
    await this.loadReferences(events, ties);
    const passages = groupBy(
      await readRecords(
        this.reads,
        EVIDENCE_ABOUT,
        EVIDENCE,
        ties.map(({ id }) => id),
      ),
      ({ about }) => about,
    );
    const by = (id: string) => ({ id, sources: this.citing.get(id)!, retracted: reasons.get(id) ?? null });
    return [
      ...events.map((event) => ({ ...this.eventOf(event), ...by(event.id) })),
      ...ties.map((tie) => ({ ...this.tieOf(tie), ...by(tie.id), ...this.spokenOf(passages.get(tie.id) ?? []) })),
    ];
  }

  private async present(ids: readonly string[]): Promise<{ events: EventWithParticipants[]; ties: TieRecord[] }> {
    const eventIds = ids.filter((id) => idKind(id) === 'event');
    const tieIds = ids.filter((id) => idKind(id) === 'tie');
    const participants = await queryByList(this.reads, PARTICIPANTS_BY_EVENT, 'ids', eventIds);
    const events = decodeEvents(await queryByList(this.reads, EVENTS, 'ids', eventIds), participants);
    const rows = tiePairs(tieIds, await degreesIn(this.reads, tieIds));
    return { events, ties: rows.length === 0 ? [] : (await this.reads.run(TIES, { rows })).map(decodeTie) };
  }

  private async loadReferences(events: readonly EventWithParticipants[], ties: readonly TieRecord[]): Promise<void> {
    const named = [
      ...events.flatMap(({ place, participants }) => [place, ...participants.map(({ actor }) => actor)]),
      ...ties.flatMap(({ from, to }) => [from, to]),
    ].flatMap((id) => (id === null || this.references.has(id) ? [] : id));
    for (const { id, slug, identifiers } of await readRecords(this.reads, ENTITIES, ENTITY, named)) {
      this.references.set(id, [...identifiers, slug]);
    }
  }

  /** The passages of the sources about a tie, and whether other sources speak of it. */
  private spokenOf(all: readonly EvidenceRecord[]): Pick<EarlierTie, 'passages' | 'hasOthers'> {
    const passages = all.flatMap(({ id, source: of, locator }) => {
      const source = this.sources.get(of);
      return source === undefined ? [] : [{ id, source, locator }];
    });
    return { passages, hasOthers: passages.length < all.length };
  }

  private named(id: string): EntityReferences {
    return this.references.get(id) ?? [id];
  }

  private eventOf({ key, kind, title, start, end, place, participants, ...event }: EventWithParticipants) {
    const { placePrecision, deathsBest, deathsLow, deathsHigh, civilianDeaths } = event;
    return {
      ...{ what: 'event' as const, key, kind, title, start, end, deathsBest, deathsLow, deathsHigh, civilianDeaths },
      place: place === null ? [] : this.named(place),
      placePrecision,
      participants: participants.map(({ actor, role, deaths }) => ({ actor: this.named(actor), role, deaths })),
    };
  }

  private tieOf({ key, type, from, to, start, end, attestedFrom, attestedUntil, periods, derived }: TieRecord) {
    const ends = { from: this.named(from), to: this.named(to) };
    return { what: 'tie' as const, key, type, ...ends, start, end, attestedFrom, attestedUntil, periods, derived };
  }
}

/** The ids that statements return in order, a page at a time. */
async function* pages(page: (after: string) => ReturnType<Transaction['run']>): AsyncGenerator<string[]> {
  for (let after = ''; ; ) {
    const ids = (await page(after)).map(([id]) => id as string);
    if (ids.length > 0) yield ids;
    if (ids.length < PAGE_SIZE) return;
    after = ids.at(-1)!;
  }
}
