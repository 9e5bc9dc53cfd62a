import type { Engine } from '../../../src/engine/engine.ts';
import { write } from '../../../src/write/write.ts';
import { fillWorld, NOW } from '../engine/world.ts';

/** Names that break files where they are not escaped. */
export const HOSTILE_NAMES = [
  '</label><script>alert("1")</script>',
  'a "quoted", name; with \'all\' & <kinds> of marks',
  '=HYPERLINK("http://x.example","click")',
  '+1+1',
  '-2+3',
  '@SUM(A1:A9)',
  ']]> <!-- -- > &amp; &#0; %s {x}',
  'حزب الله ‏', // right to left, and a mark of direction
  '北方军 🏴‍☠️ \u{10ffff} \ufffe',
  ' spaces around ',
  '\\"; DROP TABLE',
] as const;

/** Prose with characters that XML 1.0 does not allow. */
export const HOSTILE_PROSE = 'one\ntwo\r\nthree\tfour \u0001\u0008\u000b\u001f end';

/** The seed, the rich graph, and actors with hostile names that back each other. */
export async function fillHostile(engine: Engine): Promise<void> {
  await fillWorld(engine);
  const actors = HOSTILE_NAMES.map((name, at) => ({ slug: `hostile-${at}`, name, kind: 'PERSON', description: HOSTILE_PROSE }));
  const relationships = actors.slice(1).map(({ slug }) => ({ type: 'BACKS', from: 'hostile-0', to: slug, key: `${slug} "<&>"` }));
  const report = await write(engine, { actors, relationships }, { key: 'hostile', by: 'tests', at: NOW, summary: 'hostile names' });
  if (report.problems.length > 0) throw new Error(JSON.stringify(report.problems[0]));
}
