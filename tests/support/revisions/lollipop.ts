import { ProjectionBuilder } from '../../../src/analysis/projection/builder.ts';
import type { ProjectionEntity, ProjectionTie } from '../../../src/analysis/projection/records.ts';
import type { View } from '../../../src/analysis/projection/view.ts';
import type { AnalysisQuestion } from '../../../src/analysis/questions.ts';
import { storedEnds } from '../../../src/model/id.ts';
import { UNKNOWN_CHI, UNKNOWN_CLO, UNKNOWN_HI, UNKNOWN_LO } from '../../../src/model/interval.ts';
import { entityId, tieId } from '../../../src/store/mintId.ts';

/** The stick: its two ends fight the bridge between them. */
export const STICK = { from: 'stick-start', bridge: 'stick-bridge', to: 'stick-end' } as const;

/** The intermediate nodes of a second path, of seven hops. */
const DETOUR = ['one', 'two', 'three', 'four', 'five', 'six'].map((n) => `detour-${n}`);

/**
 * A graph on which a search takes long: start – bridge – end, with a clique at the bridge. A walk into the clique returns to
 * the bridge, so it is no path, but all such walks must be ruled out before the only other path is found: a clique of 6 takes
 * ten thousand steps, one of 16 a million, one of 60 never ends in practice.
 */
export function lollipopRecords(crowd: number): { entities: ProjectionEntity[]; ties: ProjectionTie[] } {
  const members = Array.from({ length: crowd }, (_, n) => `crowd-${n}`);
  const pairs = members.flatMap((one, n) => [[STICK.bridge, one], ...members.slice(0, n).map((other) => [one, other])]);
  const detourPath = [STICK.from, ...DETOUR, STICK.to];
  const detour = detourPath.slice(1).map((next, n) => [detourPath[n]!, next]);
  return {
    entities: [...Object.values(STICK), ...DETOUR, ...members].map((slug) => ({
      id: entityId(slug),
      kind: 'STATE',
      canon: entityId(slug),
    })),
    ties: [[STICK.from, STICK.bridge], [STICK.bridge, STICK.to], ...detour, ...pairs].map(([one, other]) => fight(one!, other!)),
  };
}

/** The same as a view, with the question that takes long. */
export function lollipop(crowd: number): { view: View; question: Extract<AnalysisQuestion, { kind: 'paths' }> } {
  const { entities, ties } = lollipopRecords(crowd);
  const builder = new ProjectionBuilder();
  builder.addEntities(entities);
  builder.addTies(ties);
  const { view } = builder.finish(1);
  const [from, to] = [view.node(entityId(STICK.from)), view.node(entityId(STICK.to))];
  return { view, question: { kind: 'paths', from, to, maxDepth: 8, maxPaths: 10 } };
}

function fight(one: string, other: string): ProjectionTie {
  const [from, to] = storedEnds('FIGHTS', entityId(one), entityId(other));
  const undated = { lo: UNKNOWN_LO, hi: UNKNOWN_HI, clo: UNKNOWN_CLO, chi: UNKNOWN_CHI };
  return { id: tieId('FIGHTS', from, to, { key: `${one} ${other}` }), ...undated, status: 'SUPPORTED', confidence: 0.85 };
}
