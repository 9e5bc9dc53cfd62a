import type { Transaction } from '../engine/engine.ts';
import { groupBy } from '../model/group.ts';
import { idKind, sourceId } from '../model/id.ts';
import { RETRACTED } from '../store/retracted.ts';
import { EVIDENCE, SOURCE } from '../store/source.ts';
import { ask } from './ask.ts';
import { type CheckedRow, isGood } from './batch.ts';
import { addTarget, type References } from './references.ts';
import { addNeeded } from './restore.ts';
import type { Workspace } from './workspace.ts';
import {
  ABOUT_BY_SOURCE,
  EVIDENCE_BY_ID,
  NEEDED_AS_LAND,
  NEEDED_AS_OPPONENT,
  NEEDED_AS_SPEAKER,
  NEEDED_BY_MERGES,
  NEEDED_BY_TIES,
  NEEDED_SOURCES,
  RETRACTED_ABOUT,
  RETRACTED_BY_ID,
  SOURCES,
} from './write.cypher.ts';

/**
 * Adds references to records that the rows change without naming them: what passages are about, what a retracted record
 * refers to, what cites a source.
 */
export async function loadWhatCommandsReach(
  transaction: Transaction,
  space: Workspace,
  rows: readonly CheckedRow[],
  references: References,
): Promise<void> {
  for (const [values] of await ask(transaction, EVIDENCE_BY_ID, 'ids', references.evidenceIds)) {
    const record = EVIDENCE.decode(values!);
    addTarget(record.about, references);
    references.sourceIds.add(record.source);
  }
  if (rows.some(({ kind }) => kind === 'restorations')) {
    const found = await ask(transaction, RETRACTED_BY_ID, 'ids', references.targets);
    for (const [values] of found) addNeeded(RETRACTED.decode(values!), references);
  }
  for (const [source, about] of await restingOn(transaction, rows)) {
    space.restingOn.set(source, about);
    for (const id of about) addTarget(id, references);
  }
}

/** The ties and events that cite the sources whose reliability the rows change, by source. */
async function restingOn(transaction: Transaction, rows: readonly CheckedRow[]): Promise<Map<string, string[]>> {
  const letters = new Map(
    rows
      .filter(isGood)
      .flatMap(({ kind, row }) =>
        kind === 'sources' && row.reliability !== undefined ? [[sourceId(row.key), row.reliability ?? 'F']] : [],
      ),
  );
  const known = (await ask(transaction, SOURCES, 'ids', letters.keys())).map(([values]) => SOURCE.decode(values!));
  const changed = known.filter(({ id, reliability }) => letters.get(id) !== reliability).map(({ id }) => id);
  const found = await ask(transaction, ABOUT_BY_SOURCE, 'ids', changed);
  return new Map(found.map(([source, about]) => [source as string, about as string[]]));
}

/** Loads the retracted records with these ids, and the retracted passages about some ties and events. */
export async function loadRetracted(
  transaction: Transaction,
  space: Workspace,
  ids: readonly string[],
  about: readonly string[],
): Promise<void> {
  const found = [...(await ask(transaction, RETRACTED_BY_ID, 'ids', ids)), ...(await ask(transaction, RETRACTED_ABOUT, 'ids', about))];
  space.retracted.load(found.map(([values]) => RETRACTED.decode(values!)));
}

const ENTITY_NEEDS = [NEEDED_BY_TIES, NEEDED_AS_OPPONENT, NEEDED_AS_SPEAKER, NEEDED_AS_LAND, NEEDED_BY_MERGES];

/** Loads what still depends on the entities and sources that are to be retracted. */
export async function loadNeeds(transaction: Transaction, space: Workspace, rows: readonly CheckedRow[]): Promise<void> {
  const ids = rows.filter(isGood).flatMap(({ kind, row }) => (kind === 'retractions' ? [space.entity(row.id)?.id ?? row.id] : []));
  const entities = ids.filter((id) => space.entities.get(id));
  const sources = ids.filter((id) => idKind(id) === 'source');
  const needs = await ask(transaction, NEEDED_SOURCES, 'ids', sources);
  for (const statement of ENTITY_NEEDS) needs.push(...(await ask(transaction, statement, 'ids', entities)));
  for (const [id, found] of groupBy(needs, ([id]) => id as string)) {
    space.needs.set(
      id,
      found.map(([, what, count]) => `${count} ${NEED_WORDS[what as string] ?? what}`),
    );
  }
}

const NEED_WORDS: Readonly<Record<string, string>> = {
  PARTICIPATES: 'event(s) in which it took part',
  HAPPENED_IN: 'event(s) that happened there',
  BACKS_AGAINST: 'BACKS against it',
  ATTRIBUTED: 'passage(s) attributed to it',
  TERRITORY: 'state(s) whose territory it is',
  SAME: 'actor(s) merged with it',
  EVIDENCE: 'passage(s) of evidence',
};
