import type { Hops } from './hops.ts';
import type { Layer } from './layer.ts';

/** One way on from a spot. */
export interface Branch {
  readonly hop: number;
  /** Where the spot that it comes to stands in its layer. */
  readonly place: number;
  /** All hops between the two spots, best first, this one among them. Where parallel ties give paths of their own: this one alone. */
  readonly parallel: readonly number[];
}

/** Which of several parallel hops are ways of their own. */
export type Choice = 'EVERY' | 'BEST' | 'EVERY_KNOWING_ITS_RIVALS';

/** The ways from a spot into the layer ahead, by id of their ties. Best is the highest confidence, then the first id. */
export function branchesInto(ahead: Layer, hops: Hops, visit: number, choice: Choice): Branch[] {
  const branches: Branch[] = [];
  const groups = new Map<number, number[]>();
  for (let hop = hops.start(visit); hop < hops.end(visit); hop++) {
    const place = ahead.spots.find(hops.other[hop]!);
    if (place < 0) continue;
    const parallel = choice === 'EVERY' ? [hop] : (groups.get(place) ?? []);
    if (choice !== 'EVERY') {
      parallel.push(hop);
      groups.set(place, parallel);
    }
    branches.push({ hop, place, parallel });
  }
  for (const parallel of groups.values()) parallel.sort((a, b) => hops.confidence[b]! - hops.confidence[a]! || a - b);
  return choice === 'BEST' ? branches.filter(({ hop, parallel }) => hop === parallel[0]) : branches;
}
