import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Projection } from '../../../src/analysis/projection/projection.ts';
import type { ChangeRow, ProjectionTie } from '../../../src/analysis/projection/records.ts';
import type { View } from '../../../src/analysis/projection/view.ts';
import type { ChosenVoices } from '../../../src/analysis/projection/voices.ts';
import { type AnalysisAnswers, type AnalysisQuestion, answer } from '../../../src/analysis/questions.ts';
import { AGENT_KINDS } from '../../../src/model/kinds.ts';
import { build } from '../../support/analysis/build.ts';
import { CALENDAR_DAYS, entityId, type Graph, graph } from '../../support/analysis/graph.ts';
import { lateMaker } from '../../support/analysis/lateMaker.ts';
import { type Evidence, evidence, voices, weighedPlainly } from '../../support/analysis/passages.ts';
import { filter, NO_LIMITS, question, tieIds } from '../../support/analysis/questions.ts';
import { numRuns } from '../../support/scope.ts';

const SIZE = 7;

/** A graph with passages, and which of its speakers are the same. */
const world = graph(SIZE, 20).chain((made) => {
  const ties = made.ties.map((tie, n): ProjectionTie => ({ ...tie, confidenceSet: n % 5 === 0 }));
  const merge = fc.constantFrom<readonly [number, number] | null>(null, [0, 5], [1, 2], [3, 6]);
  return fc.record({ graph: fc.constant({ ...made, ties }), evidence: evidence(ties), merge });
});
type World = typeof world extends fc.Arbitrary<infer T> ? T : never;

/** Every kind of question that is requested of a view. */
// What a hub is does not depend on any filter.
const questions = fc.record({
  paths: question(SIZE).map((one) => ({ ...one, hubDegree: undefined })),
  filter,
  by: fc.constantFrom('TYPE' as const, 'STATUS' as const, 'KIND' as const),
});
type Questions = typeof questions extends fc.Arbitrary<infer T> ? T : never;

test('every question by voices has the answer of the graph that the passages that count make', () => {
  const ways = fc.constantFrom(built, followed, compacted);
  return fc.assert(
    fc.asyncProperty(world, fc.array(fc.tuple(voices, questions), { minLength: 5, maxLength: 5 }), ways, async (made, requested, way) => {
      const { view } = await way(made);
      for (const [by, list] of requested) {
        const weighed = view.byVoices(view.compile(by));
        expect(answers(weighed, list)).toEqual(answers(plain(made, by), list));
      }
    }),
    { numRuns: numRuns(1_600) },
  );
});

test('by all voices every tie with passages is as it is stored, and one without any is left out', () => {
  fc.assert(
    fc.property(world, (made) => {
      const all = { only: [] };
      const stored = plain(made, all);
      const { view } = built(made);
      const weighed = view.byVoices(view.compile(all));
      for (const { id } of made.graph.ties) {
        const tie = weighed.tie(id);
        expect(weighed.isCounted(tie)).toBe(made.evidence.passages.get(id)!.length > 0);
        if (weighed.isCounted(tie)) expect(weighed.confidence(tie)).toBe(stored.confidence(stored.tie(id)));
      }
    }),
    { numRuns: numRuns(400) },
  );
});

function built({ graph, evidence, merge }: World): Projection {
  const projection = build(graph);
  projection.addPassages(evidence);
  apply(projection, mergeRows(merge));
  return projection;
}

/** The same, where the passages came by change sets, to a projection that is compacted all the time. */
function followed(made: World): Projection {
  return followedFrom(build(made.graph, 0, { minSpareCapacity: 2 }), made);
}

/** The same, where a base is made elsewhere meanwhile. */
async function compacted(made: World): Promise<Projection> {
  const projection = build(made.graph);
  const { maker, release } = lateMaker();
  const compacting: Promise<void>[] = [];
  followedFrom(projection, made, () => compacting.push(projection.compactBy(maker)));
  release();
  await Promise.all(compacting);
  return projection;
}

/** @param midway Called between the changes of passages. */
function followedFrom(
  projection: Projection,
  { graph, evidence: { sources, passages }, merge }: World,
  midway: () => unknown = () => undefined,
): Projection {
  projection.addPassages({ sources: sources.slice(0, 1).map((one) => ({ ...one, publisher: 'Another' })), passages: [] });
  apply(projection, mergeRows(merge));
  for (const one of sources) apply(projection, [{ op: 'source', ...one }]);
  for (const [n, [id, list]] of [...passages].entries()) {
    if (n === 1) midway();
    apply(projection, [{ op: 'passages', id, passages: list.slice(1) }]);
    apply(projection, [
      { op: 'tie', ...graph.ties.find((tie) => tie.id === id)! },
      { op: 'passages', id, passages: list },
    ]);
  }
  return projection;
}

function apply(projection: Projection, rows: readonly ChangeRow[]): void {
  projection.apply({ revision: projection.view.revision + 1, rows });
}

function mergeRows(merge: World['merge']): ChangeRow[] {
  return merge ? [{ op: 'canon', id: entityId(merge[0]), canon: entityId(merge[1]) }] : [];
}

/** A projection of the ties as the passages that count make them. */
function plain({ graph, evidence, merge }: World, by: ChosenVoices): View {
  const canonOf = (id: string) => (merge && id === entityId(merge[0]) ? entityId(merge[1]) : id);
  const ties = graph.ties.flatMap((tie) => weighedPlainly(tie, evidence as Evidence, by, canonOf) ?? []);
  const entities = (graph as Graph).entities.map((entity) => ({ ...entity, canon: canonOf(entity.id) }));
  return build({ entities, ties }).view;
}

/** The answers to all questions, in ids, since ties and nodes have other numbers in other views. */
function answers(view: View, { paths: path, filter: criterion, by }: Questions): unknown {
  const run = <Kind extends AnalysisQuestion['kind']>(requested: Extract<AnalysisQuestion, { kind: Kind }>) =>
    answer(view, requested, NO_LIMITS) as AnalysisAnswers[Kind];
  const ids = (ties: readonly number[]) => ties.map((tie) => view.tieId(tie));
  const names = (nodes: Iterable<number>) => [...nodes].map((node) => view.entityId(node));
  const nodes = (list?: string[]) => list?.map((id) => view.node(id));
  const [from, to] = [view.node(path.from), view.node(path.to)];
  const pair = { a: from, b: to, filter: criterion };
  const range = { after: null, before: null, backward: false, limit: 100 };
  const span = { first: CALENDAR_DAYS[0]!, last: CALENDAR_DAYS.at(-1)! };
  const whole = { ...criterion, bothKinds: AGENT_KINDS };
  return [
    from !== to && tieIds(view, run({ kind: 'paths', ...path, from, to, avoid: nodes(path.avoid), through: nodes(path.through) })),
    from !== to && run({ kind: 'paths', ...path, from, to, avoid: [], through: [] }).paths.map(({ confidence }) => confidence),
    run({ kind: 'distance', from, to, filter: criterion }).distance,
    run({ kind: 'reachable', from, filter: criterion })
      .reached.map(({ node, distance }) => [view.entityId(node), distance])
      .sort(),
    run({
      kind: 'chains',
      from,
      steps: [
        { filter: criterion, direction: 'ANY' },
        { filter: {}, direction: 'ANY' },
      ],
      maxChains: 100,
    }).chains.map(ids),
    from !== to && [run({ kind: 'stance', ...pair, viaParts: true })].map(({ posture, ties }) => [posture, ids(ties)]),
    from !== to && run({ kind: 'stanceHistory', ...pair }).episodes.map(({ posture, ties, days }) => [posture, ids(ties), days]),
    run({ kind: 'changes', filter: criterion, span, ...range }).changes.map(({ tie, ...rest }) => rest),
    run({ kind: 'blocs', filter: whole, first: 20, method: 'CAMPS' }).blocs.map(({ members }) => names(members)),
    run({ kind: 'ranking', filter: whole, by: 'PAGERANK', first: 20 }).items.map(({ node, score }) => [view.entityId(node), score]),
    [run({ kind: 'balance', filter: whole, first: 20 })].map(({ triangles, balanced }) => [
      balanced,
      triangles.map(({ ties }) => ids(ties)),
    ]),
    run({ kind: 'tieList', filter: criterion, order: 'CONFIDENCE', range }).ids,
    run({ kind: 'tieList', filter: { ...criterion, involving: [from] }, order: 'START', range }).ids,
    run({ kind: 'tieCount', filter: criterion }).count,
    [...run({ kind: 'tieBreakdown', filter: criterion, by }).groups].sort((a, b) => a.key - b.key),
  ];
}
