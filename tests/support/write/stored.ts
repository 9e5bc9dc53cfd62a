import type { Cypher } from '../../../src/engine/cypher.ts';
import type { Engine, Parameters, Value } from '../../../src/engine/engine.ts';
import { ENTITY, type EntityRecord, NAME, type NameRecord } from '../../../src/store/entity.ts';
import { EVENT, type EventRecord } from '../../../src/store/event.ts';
import { entityId, eventId, sourceId } from '../../../src/store/mintId.ts';
import { EVIDENCE, type EvidenceRecord, SOURCE, type SourceRecord } from '../../../src/store/source.ts';
import { TIE, type TieRecord } from '../../../src/store/tie.ts';

/*
 * Reads what a store holds by separate statements, independent of the code under test.
 */

const statement = (name: string, text: string): Cypher => ({ name: `test.${name}`, text });
const ENTITIES = statement('entity', `MATCH (n:Entity {id: $id}) RETURN ${ENTITY.list('n')}`);
const LABELS = statement('labels', 'MATCH (n:Entity {id: $id}) RETURN labels(n)');
const NAMES = statement('names', `MATCH (n:Name {owner: $id}) RETURN ${NAME.list('n')}`);
const SOURCES = statement('source', `MATCH (n:Source {id: $id}) RETURN ${SOURCE.list('n')}`);
const EVENTS = statement('event', `MATCH (n:Event {id: $id}) RETURN ${EVENT.list('n')}`);
const PARTICIPANTS = statement('participants', 'MATCH (a:Actor)-[p:PARTICIPATES]->(v:Event {id: $id}) RETURN a.slug, p.role, p.deaths');
const HAPPENED_IN = statement('happenedIn', 'MATCH (v:Event {id: $id})-[:HAPPENED_IN]->(p:Place) RETURN p.slug');
const EVIDENCE_ABOUT = statement('evidence', `MATCH (n:Evidence {about: $id}) RETURN ${EVIDENCE.list('n')}`);
const TIES = statement(
  'ties',
  `MATCH (a:Entity)-[r]->(b:Entity) WHERE r.id IS NOT NULL RETURN type(r), a.id, b.id, ${TIE.list('r')} ORDER BY r.id`,
);
const IDENTIFIERS = statement('identifiers', 'MATCH (i:Identifier) RETURN i.key, i.owner ORDER BY i.key');
const REVISIONS = statement(
  'revisions',
  'MATCH (r:Revision) RETURN r.number, r.key, r.at, r.by, r.action, r.summary, r.reason, r.ties ORDER BY r.number',
);
const COUNTER = statement('counter', "MATCH (c:Counter {id: 'revision'}) RETURN c.number");
const CHANGE_SETS = statement('changeSets', 'MATCH (c:ChangeSet) RETURN c.revision, c.rows ORDER BY c.revision');
const CHANGES = statement('changes', 'MATCH (c:Change) RETURN c.about, c.revision, c.before, c.after ORDER BY c.revision, c.about');

async function one<T>(engine: Engine, query: Cypher, parameters: Parameters, decode: (value: Value) => T): Promise<T | null> {
  const rows = await engine.read(query, parameters);
  if (rows.length > 1) throw new Error(`${query.name} found ${rows.length}, expected at most one`);
  return rows[0] ? decode(rows[0][0]!) : null;
}

export interface StoredEntity extends EntityRecord {
  readonly labels: readonly string[];
  readonly names: readonly NameRecord[];
}

/** An entity by the slug that its id is derived from; null where there is none. */
export async function entity(engine: Engine, firstSlug: string): Promise<StoredEntity | null> {
  const id = entityId(firstSlug);
  const record = await one(engine, ENTITIES, { id }, ENTITY.decode);
  if (!record) return null;
  const names = (await engine.read(NAMES, { id })).map(([values]) => NAME.decode(values!)).sort((a, b) => a.position - b.position);
  const labels = [...((await engine.read(LABELS, { id }))[0]![0] as string[])].sort();
  return { ...record, names, labels };
}

export function source(engine: Engine, key: string): Promise<SourceRecord | null> {
  return one(engine, SOURCES, { id: sourceId(key) }, SOURCE.decode);
}

export interface StoredEvent extends EventRecord {
  /** `ROLE slug deaths`, in that order. */
  readonly participants: readonly string[];
  readonly happenedIn: readonly string[];
}

export async function event(engine: Engine, key: string): Promise<StoredEvent | null> {
  const id = eventId(key);
  const record = await one(engine, EVENTS, { id }, EVENT.decode);
  if (!record) return null;
  const participants = (await engine.read(PARTICIPANTS, { id })).map(([slug, role, deaths]) => `${role} ${slug} ${deaths ?? '-'}`).sort();
  return { ...record, participants, happenedIn: (await engine.read(HAPPENED_IN, { id })).map(([slug]) => slug as string) };
}

/** Every tie, in the order of ids. */
export async function ties(engine: Engine): Promise<TieRecord[]> {
  return (await engine.read(TIES)).map(([type, from, to, values]) => ({ ...TIE.decode(values!), type, from, to }) as unknown as TieRecord);
}

/** The only tie of the store. */
export async function onlyTie(engine: Engine): Promise<TieRecord> {
  const all = await ties(engine);
  if (all.length !== 1) throw new Error(`expected one tie, found ${all.length}`);
  return all[0]!;
}

/** The evidence about a tie or event, in its order. */
export async function evidence(engine: Engine, about: string): Promise<EvidenceRecord[]> {
  const records = (await engine.read(EVIDENCE_ABOUT, { id: about })).map(([values]) => EVIDENCE.decode(values!));
  return records.sort((a, b) => (a.ord < b.ord ? -1 : 1));
}

/** `scheme:value` to the id of its owner. */
export async function identifiers(engine: Engine): Promise<Record<string, string>> {
  return Object.fromEntries(await engine.read(IDENTIFIERS)) as Record<string, string>;
}

export interface Revision {
  readonly number: number;
  readonly key: string;
  readonly at: string;
  readonly by: string;
  readonly action: string;
  readonly summary: string;
  readonly reason: string | null;
  readonly ties: number;
}

export async function revisions(engine: Engine): Promise<Revision[]> {
  const names = ['number', 'key', 'at', 'by', 'action', 'summary', 'reason', 'ties'];
  const rows = await engine.read(REVISIONS);
  return rows.map((row) => Object.fromEntries(names.map((name, at) => [name, row[at] ?? null])) as unknown as Revision);
}

export async function counter(engine: Engine): Promise<number> {
  return (await engine.read(COUNTER))[0]![0] as number;
}

/** The rows of each change set, by revision. */
export async function changeSets(engine: Engine): Promise<Map<number, unknown[]>> {
  const rows = await engine.read(CHANGE_SETS);
  return new Map(rows.map(([revision, texts]) => [revision as number, (texts as string[]).map((text) => JSON.parse(text) as unknown)]));
}

/** The history of edits. */
export async function changes(engine: Engine): Promise<{ about: string; revision: number; before: unknown; after: unknown }[]> {
  return (await engine.read(CHANGES)).map(([about, revision, before, after]) => ({
    about: about as string,
    revision: revision as number,
    before: JSON.parse(before as string) as unknown,
    after: JSON.parse(after as string) as unknown,
  }));
}
