import type { Engine } from '../../../src/engine/engine.ts';
import { write } from '../../../src/write/write.ts';
import { emptyStore } from '../../api/seed/seeded.ts';

export const HOSTILE = [
  { slug: 'markup', name: '<img src=x onerror="document.title=1"><b>bold</b>' },
  { slug: 'turned', name: 'safe \u200fevil\u200e \u061cname' },
  { slug: 'long', name: 'endless '.repeat(1_250).trim() },
];

/** A graph of this many actors in a ring with chords, a hub with 130 members, and actors with malicious names. */
export async function largeGraph(actors: number, ties: number): Promise<Engine> {
  const engine = await emptyStore();
  const slug = (at: number) => `actor-${at % actors}`;
  const row = (from: string, to: string) => ({ type: 'FIGHTS' as const, from, to, evidence: [{ source: 'made', quote: 'Made.' }] });
  const rows = {
    sources: [{ key: 'made', title: '<script>document.title=2</script>', reliability: 'B' }],
    actors: [
      ...Array.from({ length: actors }, (_, at) => ({ slug: slug(at), name: `Actor ${at}`, kind: 'ARMED_GROUP' as const })),
      { slug: 'hub', name: 'Hub', kind: 'COALITION' as const },
      ...HOSTILE.map((each) => ({ ...each, kind: 'ARMED_GROUP' as const })),
    ],
    relationships: [
      ...Array.from({ length: ties }, (_, at) => row(slug(at), slug(at + 1 + Math.floor(at / actors) * 37))),
      ...Array.from({ length: 130 }, (_, at) => ({ ...row(slug(at), 'hub'), type: 'PART_OF' as const, start: '2020-02' })),
      ...HOSTILE.map((each) => row(each.slug, 'hub')),
    ],
  };
  const report = await write(engine, rows, { key: 'large', by: 'tests', at: new Date(), action: 'IMPORTED', summary: 'Made' });
  if (report.problems.length > 0) throw new Error(JSON.stringify(report.problems.slice(0, 3)));
  return engine;
}

/** The first `count` actors as the address of the explorer has them, each with a position on a spiral. */
export function addressOfAll(count: number): string {
  return Array.from({ length: count }, (_, at) => `actor-${at}:${position(at)}`).join(',');
}

function position(at: number): string {
  return [Math.cos(at), Math.sin(at)].map((coordinate) => digits(23_000 + coordinate * 480 * Math.sqrt(at))).join('');
}

function digits(value: number): string {
  return Math.round(value).toString(36).padStart(3, '0');
}
