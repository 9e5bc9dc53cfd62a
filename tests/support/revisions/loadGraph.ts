import type { ProjectionEntity, ProjectionTie } from '../../../src/analysis/projection/records.ts';
import type { Engine, Transaction, Value } from '../../../src/engine/engine.ts';
import { dayText } from '../../../src/model/calendar.ts';
import { groupBy } from '../../../src/model/group.ts';
import { tieParts } from '../../../src/model/id.ts';
import { UNKNOWN_HI, UNKNOWN_LO } from '../../../src/model/interval.ts';
import { sortKey } from '../../../src/store/entity.ts';
import { confidenceSortKey, TIE } from '../../../src/store/tie.ts';
import { createEntities, createTies } from '../../../src/write/apply/apply.cypher.ts';
import { AT } from './revisions.ts';

/** An entity, if need be with a slug that gives its id. */
export type WithSlug = ProjectionEntity & { readonly slug?: string };

const STAMP = { recordedAt: AT.toISOString(), revision: 0 };

/**
 * Writes generated records directly into a store, with all the properties of real ones but no revision: thousands per
 * second, without the checks of the write path.
 */
export function loadEntities(engine: Engine, batch: readonly WithSlug[]): Promise<void> {
  return inOne(engine, async (transaction) => {
    for (const [kind, entities] of groupBy(batch, (entity) => entity.kind)) {
      await transaction.run(createEntities(kind), { rows: entities.map(entityRow) });
    }
  });
}

/** Writes ties directly; their entities must exist. */
export function loadTies(engine: Engine, batch: readonly ProjectionTie[]): Promise<void> {
  return inOne(engine, async (transaction) => {
    for (const [type, ties] of groupBy(batch, (tie) => tieParts(tie.id).type)) {
      await transaction.run(createTies(type), { rows: ties.map(tieRow) });
    }
  });
}

function entityRow({ id, kind, canon, name = `Actor ${id}`, slug = `actor-${id.toLowerCase()}` }: WithSlug): Value {
  return { id, canon, kind, slug, name, sort: sortKey(name, canon), activeLo: UNKNOWN_LO, activeHi: UNKNOWN_HI, ...STAMP };
}

function tieRow(record: ProjectionTie): Value {
  const { id, lo, hi, alo, ahi, confidence } = record;
  const { from, to } = tieParts(id);
  const dates = { ...(lo === UNKNOWN_LO ? {} : { start: dayText(lo) }), ...(hi === UNKNOWN_HI ? {} : { end: dayText(hi) }) };
  const ord = `${lo === UNKNOWN_LO ? '9999999' : String(lo).padStart(7, '0')}|${id}`;
  const attested = { alo: alo ?? undefined, ahi: ahi ?? undefined };
  const made = {
    ...record,
    ...attested,
    ...dates,
    ord,
    strength: confidenceSortKey(confidence, id),
    confidenceSet: false,
    derived: false,
    ...STAMP,
  };
  return [from, to, ...TIE.encode(made)];
}

function inOne(engine: Engine, work: (transaction: Transaction) => Promise<void>): Promise<void> {
  return engine.write(async (transaction) => ({ commit: true, value: await work(transaction) }));
}
