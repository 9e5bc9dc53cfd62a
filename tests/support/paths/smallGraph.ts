import type { Engine } from '../../../src/engine/engine.ts';
import { migrate } from '../../../src/engine/migrations.ts';
import { AT, writeRows } from '../revisions/revisions.ts';

/**
 * Paths from the north to the south, one through each of six entities, so that every argument closes or opens some:
 *
 *   militia   north BACKS militia 2010–2012 and ALLIED_WITH it 2011–2012; it FIGHTS the south 2011–2015
 *   general   north BACKS the general 2014–2016, who LEADS the south 2010–2012: never together, and in the wrong order
 *   league    north NEGOTIATES_WITH the league 2010–2011; the south OPPOSES it 2013–2014: in order, never together
 *   rival     RIVAL_OF the north, FIGHTS the south, both undated and sourced
 *   crowd     a Population that both attack
 *   denier    BACKS the south: only denied
 *
 * And militia and league are allied in 2011.
 */
export async function fillSmallGraph(engine: Engine): Promise<void> {
  await migrate(engine, AT);
  await writeRows(engine, { actors: ACTORS, sources: [{ key: 'news', title: 'News', reliability: 'B' }], relationships: TIES });
}

const actor = (slug: string, kind: string) => ({ slug, kind, name: slug });
const ACTORS = [
  actor('north', 'STATE'),
  actor('south', 'STATE'),
  actor('militia', 'ARMED_GROUP'),
  actor('general', 'PERSON'),
  actor('league', 'COALITION'),
  actor('rival', 'STATE'),
  actor('crowd', 'POPULATION'),
  actor('denier', 'STATE'),
  actor('hermit', 'STATE'),
];

const tie = (from: string, type: string, to: string, years: string, confidence: number, stance?: string) => {
  const [start, end] = years.split('–');
  const dates = years === '' ? {} : { start, end: end ?? start };
  const evidence = stance === undefined ? {} : { evidence: [{ source: 'news', quote: 'It is written.', stance }] };
  return { type, from, to, ...dates, confidence, ...evidence };
};
const TIES = [
  tie('north', 'BACKS', 'militia', '2010–2012', 0.9),
  tie('north', 'ALLIED_WITH', 'militia', '2011–2012', 0.75),
  tie('militia', 'FIGHTS', 'south', '2011–2015', 0.8),
  tie('north', 'BACKS', 'general', '2014–2016', 0.7),
  tie('general', 'LEADS', 'south', '2010–2012', 0.7),
  tie('north', 'NEGOTIATES_WITH', 'league', '2010–2011', 0.6),
  tie('south', 'OPPOSES', 'league', '2013–2014', 0.6),
  tie('north', 'RIVAL_OF', 'rival', '', 0.5, 'ASSERTS'),
  tie('rival', 'FIGHTS', 'south', '', 0.5, 'ASSERTS'),
  tie('north', 'ATTACKS', 'crowd', '2012', 0.4),
  tie('south', 'ATTACKS', 'crowd', '2013', 0.4),
  tie('north', 'BACKS', 'denier', '2010–2016', 0.3),
  tie('denier', 'BACKS', 'south', '2010–2016', 0.3, 'DENIES'),
  tie('militia', 'ALLIED_WITH', 'league', '2011', 0.65),
];
