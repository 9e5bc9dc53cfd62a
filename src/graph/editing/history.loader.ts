import type { Value } from '../../engine/engine.ts';
import { groupBy } from '../../model/group.ts';
import { idKind, tieParts } from '../../model/id.ts';
import type { Subject } from '../../model/statement.ts';
import { CHANGE, type ChangeRecord } from '../../store/change.ts';
import { ENTITY } from '../../store/entity.ts';
import { RETRACTED } from '../../store/retracted.ts';
import type { RevisionRecord } from '../../store/revision.ts';
import { EVIDENCE } from '../../store/source.ts';
import {
  ENTITIES,
  ENTITIES_BY_IDENTIFIER,
  ENTITIES_BY_SLUG,
  EVIDENCE_ABOUT,
  RETRACTED_ABOUT,
  RETRACTED_BY_ID,
} from '../../write/load/load.cypher.ts';
import { referencedIds, titleOf } from '../../write/revision/describe.ts';
import type { Context } from '../common/context.ts';
import { loadEvent } from '../event/event.loader.ts';
import { loadEvidence } from '../evidence/evidence.loader.ts';
import { loadDocument, loadSource } from '../source/source.loader.ts';
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
  const record = values ? retractedRecord(values) : await storedRecord(context, id);
  return record && titled(record, subjectOf);
}

async function storedRecord(context: Context, id: string): Promise<Titled | null> {
  switch (idKind(id)) {
    case 'entity': {
      const [[entity] = []] = await context.engine.read(ENTITIES, { ids: [id] });
      return entity ? ENTITY.decode(entity) : null;
    }
    case 'tie': {
      const [[revision] = []] = await context.engine.read(TIE_REVISIONS, { id, from: tieParts(id).from });
      return revision ? { id, revision: revision as number } : null;
    }
    case 'event':
      return loadEvent(context, id);
    case 'source':
      return loadSource(context, id);
    case 'evidence':
      return loadEvidence(context, id);
    case 'document':
      return loadDocument(context, id);
    case null:
      return null;
  }
}

type Titled = Omit<Recorded, 'title'>;

function titled(record: Titled, subjectOf: (id: string) => Subject): Recorded {
  return { id: record.id, title: titleOf(record, subjectOf), revision: record.revision };
}

function retractedRecord(values: Value): Titled {
  return JSON.parse(RETRACTED.decode(values).record);
}

async function passagesAbout({ engine }: Context, id: string): Promise<Recorded[]> {
  const current = (await engine.read(EVIDENCE_ABOUT, { ids: [id] })).map(([values]) => EVIDENCE.decode(values!));
  const retracted = (await engine.read(RETRACTED_ABOUT, { ids: [id] })).map(([values]) => retractedRecord(values!));
  return [...current, ...retracted].map((passage) => titled(passage, unknown));
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
