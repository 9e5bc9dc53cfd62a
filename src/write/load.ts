import type { Transaction } from '../engine/engine.ts';
import { groupBy } from '../model/group.ts';
import { tieParts } from '../model/id.ts';
import type { RelationshipType } from '../model/vocabulary.ts';
import { EVENT, type Participation } from '../store/event.ts';
import { EVIDENCE, SOURCE } from '../store/source.ts';
import { quieterEnd, TIE } from '../store/tie.ts';
import { ask } from './ask.ts';
import type { CheckedRow } from './batch.ts';
import { loadEntities } from './loadEntities.ts';
import { loadNeeds, loadRetracted, loadWhatCommandsReach } from './loadReached.ts';
import { entityIdOf, referencesOf, tieIdsOf } from './references.ts';
import { rowsByAnchor } from './rowsByAnchor.ts';
import type { Workspace } from './workspace.ts';
import { DEGREES, EVENTS, EVIDENCE_ABOUT, PARTICIPANTS, SOURCES, TIES } from './write.cypher.ts';

/** Loads all records that the rows refer to or affect, in a fixed number of statements. */
export async function load(transaction: Transaction, space: Workspace, rows: readonly CheckedRow[]): Promise<void> {
  const references = referencesOf(rows);
  await loadWhatCommandsReach(transaction, space, rows, references);
  await loadEntities(transaction, space, references, rows);
  nameByIdentifier(space, rows);
  await loadEvents(transaction, space, [...references.eventIds]);
  const ties = [...new Set([...references.tieIds, ...tieIdsOfAll(space, rows)])];
  await loadTies(transaction, space, ties);
  const about = [...ties, ...references.eventIds];
  await loadRetracted(transaction, space, [...references.targets, ...ties], about);
  // What never existed has no evidence.
  const evidenced = about.filter((id) => space.ties.get(id) || space.events.get(id) || space.retracted.get(id));
  await loadEvidence(transaction, space, evidenced, references.sourceIds);
  await loadNeeds(transaction, space, rows);
}

/** Where an identifier matches a row to an entity with another slug, other rows may refer to it by the row's slug. */
function nameByIdentifier(space: Workspace, rows: readonly CheckedRow[]): void {
  for (const checked of rows) {
    if (!('row' in checked) || (checked.kind !== 'actors' && checked.kind !== 'places') || space.slugs.has(checked.row.slug)) continue;
    const id = entityIdOf(checked.row, space);
    if (space.entities.get(id)) space.slugs.set(checked.row.slug, id);
  }
}

/** The ids of the ties that the rows may be about, also where other rows add the identifiers of their ends to existing entities. */
function tieIdsOfAll(space: Workspace, rows: readonly CheckedRow[]): string[] {
  const given: string[] = [];
  for (const checked of rows) {
    if (!('row' in checked) || (checked.kind !== 'actors' && checked.kind !== 'places')) continue;
    const id = entityIdOf(checked.row, space);
    const keys = (checked.row.identifiers ?? []).map(({ scheme, value }) => `${scheme}:${value}`);
    for (const key of space.entities.get(id) ? keys.filter((key) => !space.identifiers.has(key)) : []) {
      space.identifiers.set(key, id);
      given.push(key);
    }
  }
  const ids = tieIdsOf(rows, space);
  // The identifiers are only provisional: the rows that add them may still be rejected.
  for (const key of given) space.identifiers.delete(key);
  return ids;
}

async function loadEvents(transaction: Transaction, space: Workspace, ids: readonly string[]): Promise<void> {
  const rows = await ask(transaction, PARTICIPANTS, 'ids', ids);
  const byEvent = groupBy(rows, (row) => row[0] as string);
  space.events.load(
    (await ask(transaction, EVENTS, 'ids', ids)).map(([values]) => {
      const event = EVENT.decode(values!);
      const participants = (byEvent.get(event.id) ?? []).map(
        ([, actor, role, deaths]) => ({ actor, role, deaths: deaths ?? null }) as Participation,
      );
      return { ...event, participants: participants.sort((a, b) => (`${a.role} ${a.actor}` < `${b.role} ${b.actor}` ? -1 : 1)) };
    }),
  );
}

async function loadTies(transaction: Transaction, space: Workspace, ids: readonly string[]): Promise<void> {
  const degrees = await degreesOf(transaction, ids, space.known?.degrees);
  const rows = rowsByAnchor(ids, (id) => quieterEnd(id, degrees));
  if (rows.length === 0) return;
  space.ties.load(
    (await transaction.run(TIES, { rows })).map(([type, from, to, values]) => ({
      ...TIE.decode(values!),
      type: type as RelationshipType,
      from: from as string,
      to: to as string,
    })),
  );
}

/** The number of ties of each end of some ties. Results are added to `cached`, and ends found there are not queried. */
export async function degreesOf(
  transaction: Transaction,
  tieIds: readonly string[],
  known = new Map<string, number>(),
): Promise<Map<string, number>> {
  const ends = new Set(tieIds.flatMap((id) => [tieParts(id).from, tieParts(id).to]).filter((id) => !known.has(id)));
  for (const [id, ties] of await ask(transaction, DEGREES, 'ids', ends)) known.set(id as string, ties as number);
  return known;
}

async function loadEvidence(
  transaction: Transaction,
  space: Workspace,
  about: readonly string[],
  named: ReadonlySet<string>,
): Promise<void> {
  const evidence = (await ask(transaction, EVIDENCE_ABOUT, 'ids', about)).map(([values]) => EVIDENCE.decode(values!));
  space.evidence.load(evidence);
  for (const record of evidence) space.noteEvidence(record);
  const sources = new Set([...named, ...evidence.map((record) => record.source)]);
  const known = [...sources].flatMap((id) => space.known?.sources.get(id) ?? []);
  for (const { id } of known) sources.delete(id);
  const read = (await ask(transaction, SOURCES, 'ids', sources)).map(([values]) => SOURCE.decode(values!));
  space.sources.load([...known, ...read]);
}
