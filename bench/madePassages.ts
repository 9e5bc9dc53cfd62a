import type { ProjectionPassage, ProjectionSource } from '../src/analysis/projection/records.ts';
import type { View } from '../src/analysis/projection/view.ts';
import { RELIABILITIES } from '../src/model/kinds.ts';
import { seeded } from './random.ts';

const SOURCES = 400;
const SPEAKERS = 200;

const sourceId = (n: number) => `S-${String(n).padStart(12, '0')}`;

/** Sources of forty publishers. */
export function madeSources(): ProjectionSource[] {
  return Array.from({ length: SOURCES }, (_, n) => ({
    id: sourceId(n),
    publisher: `Publisher ${n % 40}`,
    publishedOn: `20${String(10 + (n % 10))}-06-01`,
    reliability: RELIABILITIES[n % 4]!,
  }));
}

/** Of ten ties seven have one passage, two have two and one has three; of ten passages one denies. */
export function* madePassages(view: View): Generator<readonly [about: string, passages: readonly ProjectionPassage[]]> {
  const random = seeded(11);
  const below = (count: number) => Math.floor(random() * count);
  for (let tie = 0; tie < view.tieCount; tie++) {
    if (!view.isAlive(tie)) continue;
    const count = random() < 0.7 ? 1 : random() < 0.67 ? 2 : 3;
    const list = Array.from({ length: count }, (): ProjectionPassage => {
      const actor = random() < 0.5 ? view.entityId(below(Math.min(SPEAKERS, view.nodeCount))) : null;
      const words = actor === null && random() < 0.3 ? `sources of kind ${below(50)}` : null;
      return [sourceId(below(SOURCES)), actor, words, random() < 0.1 ? 1 : 0, random() < 0.3 ? 1 : 0, null, '2026-01-31'];
    });
    yield [view.tieId(tie), list];
  }
}
