import { groupBy } from '../../model/group.ts';
import { idKind, tieParts } from '../../model/id.ts';
import type { Subject } from '../../model/statement.ts';
import { CHANGE, type ChangeRecord } from '../../store/change.ts';
import { ENTITY } from '../../store/entity.ts';
import { RETRACTED, type RetractedRecord } from '../../store/retracted.ts';
import type { RevisionRecord } from '../../store/revision.ts';
import { EVIDENCE, type EvidenceRecord } from '../../store/source.ts';
import {
  ENTITIES,
  ENTITIES_BY_IDENTIFIER,
  ENTITIES_BY_SLUG,
  EVIDENCE_ABOUT,
  RETRACTED_ABOUT,
  RETRACTED_BY_ID,
} from '../../write/load/load.cypher.ts';
import { describeEvidence, describeTie, referencedIds } from '../../write/revision/describe.ts';
import type { Context } from '../common/context.ts';
import { loadEvent } from '../event/event.loader.ts';
import { loadEvidence } from '../evidence/evidence.loader.ts';
import { loadSource } from '../source/source.loader.ts';
import { historyOf, numbersOf, type Recorded } from './history.ts';
import { CHANGES_ABOUT, TIE_REVISIONS } from './revision.cypher.ts';
import { revisionsByNumber } from './revision.loader.ts';

/**
 * What was done to a record, oldest first, also if it was retracted; empty if there never was one.
 * A merged actor has a history of its own: merges are not followed here.
 */
export async function loadHistory(context: Context, reference: string): Promise<RevisionRecord[]> {
  const id = await recordedId(context, reference);
  const subjects = await subjectsOf(context, idKind(id) === 'tie' ? [tieParts(id).from, tieParts(id).to] : [id]);
  const thing = await recorded(context, id, (one) => subjects.get(one) ?? unknown(one));
  if (!thing) return [];
  const passages = idKind(id) === 'tie' || idKind(id) === 'event' ? await passagesAbout(context, id) : [];
  const things = [thing, ...passages];
  const rows = await context.engine.read(CHANGES_ABOUT, { ids: things.map((one) => one.id) });
  const changes = rows.map(([values]) => CHANGE.decode(values!));
  const byThing = groupBy(changes, (change) => change.about);
  const revisions = await revisionsByNumber(context, numbersOf(things, byThing));
  const named = await subjectsOf(context, changes.flatMap(idsNamed));
  return historyOf(thing, passages, byThing, revisions, (one) => named.get(one)?.name ?? one);
}

/** The id that a reference names, without following merges. */
async function recordedId({ engine }: Context, reference: string): Promise<string> {
  if (idKind(reference) !== null) return reference;
  const [[, bySlug] = []] = await engine.read(ENTITIES_BY_SLUG, { slugs: [reference] });
  const [[, byIdentifier] = []] = await engine.read(ENTITIES_BY_IDENTIFIER, { keys: [reference] });
  return ((bySlug ?? byIdentifier) as string | undefined) ?? reference;
}

/** A record in the store, or among the retracted ones. */
async function recorded(context: Context, id: string, subjectOf: (id: string) => Subject): Promise<Recorded | null> {
  const [[values] = []] = await context.engine.read(RETRACTED_BY_ID, { ids: [id] });
  if (values) return fromRetracted(RETRACTED.decode(values), subjectOf);
  switch (idKind(id)) {
    case 'entity': {
      const [[entity] = []] = await context.engine.read(ENTITIES, { ids: [id] });
      const record = entity && ENTITY.decode(entity);
      return record ? { id, title: record.name, revision: record.revision } : null;
    }
    case 'tie': {
      const [[revision] = []] = await context.engine.read(TIE_REVISIONS, { id, from: tieParts(id).from });
      return revision ? { id, title: describeTie(tieParts(id), subjectOf), revision: revision as number } : null;
    }
    case 'event':
      return titled(await loadEvent(context, id));
    case 'source':
      return titled(await loadSource(context, id));
    case 'evidence': {
      const record = await loadEvidence(context, id);
      return record && passage(record);
    }
    case null:
      return null;
  }
}

function titled(record: { id: string; title: string; revision: number } | null): Recorded | null {
  return record && { id: record.id, title: record.title, revision: record.revision };
}

function passage(record: EvidenceRecord): Recorded {
  return { id: record.id, title: describeEvidence(record), revision: record.revision };
}

function fromRetracted({ id, kind, record }: RetractedRecord, subjectOf: (id: string) => Subject): Recorded {
  const stored = JSON.parse(record);
  const title =
    kind === 'tie' ? describeTie(tieParts(id), subjectOf) : kind === 'evidence' ? describeEvidence(stored) : (stored.title ?? stored.name);
  return { id, title, revision: stored.revision };
}

async function passagesAbout({ engine }: Context, id: string): Promise<Recorded[]> {
  const current = (await engine.read(EVIDENCE_ABOUT, { ids: [id] })).map(([values]) => EVIDENCE.decode(values!));
  const retracted = (await engine.read(RETRACTED_ABOUT, { ids: [id] })).map(([values]) => RETRACTED.decode(values!));
  return [...current.map(passage), ...retracted.map((one) => fromRetracted(one, unknown))];
}

function idsNamed({ about, before, after }: ChangeRecord): string[] {
  const is = JSON.parse(after);
  return [...referencedIds(about, JSON.parse(before)), ...referencedIds(about, is), ...(is.merged ? [is.merged] : [])];
}

const unknown = (id: string): Subject => ({ name: id, kind: null });

async function subjectsOf({ engine }: Context, ids: readonly string[]): Promise<Map<string, Subject>> {
  if (ids.length === 0) return new Map();
  const rows = await engine.read(ENTITIES, { ids: [...new Set(ids)] });
  return new Map(rows.map(([values]) => ENTITY.decode(values!)).map((entity) => [entity.id, entity]));
}
