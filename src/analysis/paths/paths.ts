import { validityOf } from '../../model/interval.ts';
import { CONFIDENCE_SCALE } from '../projection/records.ts';
import type { View } from '../projection/view.ts';
import { Budget, type SearchLimits, stopFor, untilStopped } from './budget.ts';
import { type EmitPath, Enumeration } from './enumeration.ts';
import { Expander, StateSpace } from './expander.ts';
import { IntermediateNodes } from './intermediateNodes.ts';
import { LayeredSearch, type StateGraph } from './layers.ts';
import { Neighbors, OPPOSITE, SIDE } from './neighbors.ts';
import { type FoundHop, type FoundPath, MAX_HOPS, MAX_PATHS, type PathAnswer, type PathQuestion } from './question.ts';
import { IntIndexSet, SearchBuffers } from './searchBuffers.ts';
import { type CertaintyClass, TieTest } from './tieTest.ts';

/**
 * The k best simple paths between two entities, in the exact order that the question requests: first by how well it is known
 * that their least known hop holds in the window (`TieTest.classOf`), which takes a search for each class, then by hops or
 * confidence, then by tie ids.
 *
 * For each length, `layers.ts` prunes the states to layers and `enumeration.ts` enumerates the paths in them by branch
 * and bound (compare S. Sun et al., PathEnum: towards real-time hop-constrained s-t path enumeration, 2021). Paths are found
 * in the order of the answer, so a search that is stopped by a limit returns a prefix of the full answer, and one path beyond
 * `maxPaths` is enough to report that there are more. Deterministic: the same view and question give the same answer.
 * Throws RangeError where the ends are equal, or `maxPaths` or `maxDepth` is out of range.
 */
export function paths(view: View, question: PathQuestion, limits: SearchLimits): PathAnswer {
  const { from, to, maxPaths = 10, maxDepth = 4 } = question;
  expectWithin('maxPaths', maxPaths, MAX_PATHS);
  if (from === to) throw new RangeError('Expected two different entities, got the same one twice.');
  expectWithin('maxDepth', maxDepth, MAX_HOPS);
  return SearchBuffers.use((buffers) => new PathSearch(view, question, new Budget(limits), buffers).answer(maxPaths, maxDepth));
}

function expectWithin(name: string, value: number, max: number): void {
  if (Number.isInteger(value) && value >= 1 && value <= max) return;
  throw new RangeError(`Expected ${name} between 1 and ${max}, got ${value}.`);
}

/** The search for the paths of one class. */
interface ClassSearch {
  /** Passes ties of the class and better ones. */
  readonly test: TieTest;
  /** The class that some hop must have; null for the best one, which all hops have. */
  readonly exactClass: CertaintyClass | null;
  /** The paths of better classes. */
  readonly foundBefore: readonly Parameters<EmitPath>[];
  readonly maxPaths: number;
  readonly maxDepth: number;
}

class PathSearch {
  readonly #test: TieTest;
  readonly #intermediates: IntermediateNodes;
  readonly #found: Parameters<EmitPath>[] = [];

  constructor(
    private readonly view: View,
    private readonly question: PathQuestion,
    private readonly budget: Budget,
    private readonly buffers: SearchBuffers,
  ) {
    this.#test = new TieTest(view, question.filter ?? {}, (question.time ?? 'ANY_TIME') !== 'ANY_TIME');
    this.#intermediates = new IntermediateNodes(view, question);
  }

  answer(maxPaths: number, maxDepth: number): PathAnswer {
    const { view, question } = this;
    const stoppedBy = untilStopped(() => {
      for (const minClass of this.#test.classes) this.#ofClass(minClass, maxPaths, maxDepth);
    });
    const found = this.#found.slice(0, maxPaths);
    const parallel = question.distinct !== 'RELATIONSHIPS' && found.length > 0 ? this.#parallelTies() : () => [];
    return {
      paths: found.map((path) => pathAnswer(view, question.from, path, parallel)),
      stoppedBy,
      hubsAvoided: [...this.#intermediates.hubsAvoided].sort((a, b) => (view.entityId(a) < view.entityId(b) ? -1 : 1)),
      work: this.budget.spent,
    };
  }

  /** Emits all paths whose weakest hop is of this class, in the requested order. Those of better classes are found already. */
  #ofClass(minClass: CertaintyClass, maxPaths: number, maxDepth: number): void {
    const isBest = minClass === this.#test.classes[0];
    const test = isBest && this.#test.classes.length === 1 ? this.#test : this.#test.ofClass(minClass);
    const search: ClassSearch = { test, exactClass: isBest ? null : minClass, foundBefore: [...this.#found], maxPaths, maxDepth };
    if (this.question.orderBy === 'CONFIDENCE') this.#byConfidence(search);
    else this.#byHops(search);
  }

  /** Emits all paths by length, then highest bottleneck, then tie ids. */
  #byHops(search: ClassSearch): void {
    for (const enumeration of this.#enumerations(search, search.test, null, true)) {
      for (let level = enumeration.top; level >= 0; level = enumeration.run(level));
    }
  }

  /**
   * Emits all paths by highest bottleneck, then length, then tie ids.
   *
   * The best paths have strong ties only, and with few ties allowed all lengths are searched quickly. So the search runs over
   * ties of at least a threshold, which descends through the confidences that exist by 1, 4, 16, … of them (exponential search:
   * J. Bentley, A. Yao, An almost optimal algorithm for unbounded searching, 1976); each run emits the paths between its
   * threshold and the one before. The last run costs most, all before it together about a third of that.
   */
  #byConfidence(search: ClassSearch): void {
    const allowed = this.view.confidences(this.#test.minConfidence);
    let ceiling = Number.POSITIVE_INFINITY;
    // A tie of a better class speaks for its hop even where its confidence is below the threshold.
    const choices = search.exactClass === null ? null : this.#stateGraph(search.test).successors;
    for (const threshold of thresholds(allowed)) {
      const enumerations = [...this.#enumerations(search, search.test.atLeast(threshold), choices)];
      const top = Math.max(-1, ...enumerations.map((one) => one.top));
      for (let level = Math.min(top, ceiling - 1); level >= threshold; ) level = Math.max(-1, ...enumerations.map((one) => one.run(level)));
      ceiling = threshold;
    }
  }

  /**
   * The enumerations of all lengths that have walks, shortest first, created lazily. The tie of a hop is chosen among those of
   * `choices`; null: among those that pass the test. With `stopsEarly`: where as many paths
   * as requested were found and the next length surely has one, the search stops with MAX_PATHS.
   */
  *#enumerations(classSearch: ClassSearch, test: TieTest, choices: Expander | null, stopsEarly = false): Generator<Enumeration> {
    const { distinct = 'ENTITIES', time = 'ANY_TIME' } = this.question;
    const { exactClass, foundBefore, maxPaths, maxDepth } = classSearch;
    const graph = this.#stateGraph(test);
    if (graph.space.waypointCount >= maxDepth) return;
    const policy = distinct === 'RELATIONSHIPS' ? 'EVERY' : time === 'ANY_TIME' ? 'BEST' : 'EVERY_WITH_DOMINANCE';
    const emit: EmitPath = (...path) => {
      this.#found.push(path);
      if (this.#found.length > maxPaths) stopFor('MAX_PATHS');
    };
    const search = new LayeredSearch(graph);
    for (let length = 1; length <= maxDepth && !search.exhausted; length++) {
      const layers = search.next();
      if (layers) yield new Enumeration(graph, choices ?? graph.successors, exactClass, layers, policy, this.budget, emit);
      const isNewLonger = () => !foundBefore.some(([ties]) => ties.length === length + 1) && search.hasLongerPath();
      if (stopsEarly && this.#found.length === maxPaths && length < maxDepth && isNewLonger()) stopFor('MAX_PATHS');
    }
  }

  #stateGraph(test: TieTest): StateGraph {
    const { view, question, budget, buffers } = this;
    const { from, to, through, direction = 'ANY', time = 'ANY_TIME' } = question;
    const space = new StateSpace(from, to, through ?? []);
    const side = SIDE[direction];
    const expander = (towards: 'goal' | 'start') => {
      const neighbors = new Neighbors(view, test, towards === 'goal' ? side : OPPOSITE[side], budget);
      return new Expander(neighbors, this.#intermediates, space, towards, budget, buffers);
    };
    const successors = expander('goal');
    const sameBothWays = side === 'ANY' && space.waypointCount === 0;
    return { view, test, time, space, successors, predecessors: sameBothWays ? successors : expander('start'), buffers };
  }

  /** Returns a function that gives all ties that lead from one node to another, the best first. */
  #parallelTies(): (from: number, to: number) => readonly number[] {
    const { view } = this;
    const side = SIDE[this.question.direction ?? 'ANY'];
    const unlimited = new Budget({ steps: Number.POSITIVE_INFINITY });
    const forward = new Neighbors(view, this.#test, side, unlimited);
    const backward = new Neighbors(view, this.#test, OPPOSITE[side], unlimited);
    return (from, to) => {
      const forwards = forward.cost(from) <= backward.cost(to);
      const target = new IntIndexSet();
      target.add(forwards ? to : from);
      const edges = forwards ? forward.find(from, target) : backward.find(to, target);
      return [...edges.ties.subarray(0, edges.length)].sort((a, b) => this.#test.compare(a, b));
    };
  }
}

/** The 1st, 5th, 21st, … and the last of a list. */
function* thresholds(confidences: readonly number[]): Generator<number> {
  for (let i = 0, step = 4; i < confidences.length - 1; i += step, step *= 4) yield confidences[i]!;
  if (confidences.length > 0) yield confidences.at(-1)!;
}

function pathAnswer(
  view: View,
  start: number,
  [ties, bottleneck]: Parameters<EmitPath>,
  parallel: (from: number, to: number) => readonly number[],
): FoundPath {
  let at = start;
  const hops = ties.map((tie): FoundHop => {
    const from = at;
    const forward = view.from(tie) === from;
    at = forward ? view.to(tie) : view.from(tie);
    return { tie, from, to: at, forward, parallel: parallel(from, at).filter((other) => other !== tie) };
  });
  return { hops, confidence: bottleneck / CONFIDENCE_SCALE, validity: validityOf(ties.map((tie) => view.bounds(tie))) };
}
