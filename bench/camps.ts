import type { View } from '../src/analysis/projection/view.ts';
import { answer } from '../src/analysis/questions.ts';
import { openEmbedded } from '../src/engine/embedded/embedded.ts';
import { migrate } from '../src/engine/migrations.ts';
import { loadSeed } from '../src/exchange/import/seed.ts';
import { dayNumber } from '../src/model/calendar.ts';
import { CERTAINTIES } from '../src/model/interval.ts';
import type { TieCriterion } from '../src/model/tieFilter.ts';
import { buildProjection } from '../src/revisions/buildProjection.ts';
import { build } from '../tests/support/analysis/build.ts';
import { gahukuGama } from '../tests/support/analysis/gahukuGama.ts';
import { randomPairs, signedGraph } from '../tests/support/analysis/signedGraphs.ts';

/** The limits of a server as it is installed. */
const LIMITS = { steps: 50_000_000 };
const DAY = dayNumber(2024, 11, 30);

/** Camps of graphs of several sorts: milliseconds, steps, frustration beside that of communities, and whether it is proved. */
export async function campRows(): Promise<string[][]> {
  const seed = await seedView();
  const rows = CERTAINTIES.map((certainty) =>
    row(`seed on 2024-11-30, ${certainty}`, seed, { window: { first: DAY, last: DAY }, certainty, undated: false }),
  );
  rows.push(row('Gahuku-Gama', build(gahukuGama()).view));
  for (const density of [0.1, 0.2, 0.3, 0.4, 0.5]) rows.push(random(60, density));
  for (const density of [0.0002, 0.0006]) rows.push(random(10_000, density));
  return rows;
}

function random(size: number, density: number): string[] {
  const title = `${size} random, density ${density}`;
  return row(title, build(signedGraph(randomPairs(size, density, 0.6, 0.02, 1))).view);
}

function row(title: string, view: View, filter: TieCriterion = {}): string[] {
  const start = performance.now();
  const camps = answer(view, { kind: 'blocs', filter, method: 'CAMPS', first: 20 }, LIMITS);
  const ms = performance.now() - start;
  const communities = answer(view, { kind: 'blocs', filter, method: 'COMMUNITIES', first: 20 }, LIMITS);
  const proof = camps.exact ? 'proved' : 'not proved';
  return [title, ms.toFixed(1), String(camps.work), String(camps.frustration), String(communities.frustration), proof];
}

async function seedView(): Promise<View> {
  const engine = await openEmbedded(null);
  try {
    await migrate(engine, new Date());
    await loadSeed(engine, 'seed', new Date());
    return (await buildProjection(engine)).view;
  } finally {
    await engine.close();
  }
}
