import { groupBy } from '../../model/group.ts';
import type { Window } from '../../model/interval.ts';
import { intersectSpans, type Spans } from '../../model/spans.ts';
import type { Budget } from './budget.ts';
import type { Expander } from './expander.ts';
import { type Layer, MAX_BOTTLENECK, MAX_DAY, MIN_DAY, type StateGraph } from './layers.ts';
import type { PathTime } from './question.ts';
import type { CertaintyClass, TieTest } from './tieTest.ts';

/** One hop from a state to a state of the next layer. */
interface Branch extends DaySpan {
  readonly tie: number;
  /** The state that it leads to, and the index of that state in its layer. */
  readonly state: number;
  readonly index: number;
  /** In ten-thousandths. */
  readonly confidence: number;
  readonly certainty: CertaintyClass;
  /** All branches between the same two states, best first, this one included. Empty with the policy EVERY. */
  parallel: readonly Branch[];
}

/**
 * Which of several parallel ties become branches: every one, the best one, or every one with those parallel to it, for the
 * dominance test of `extendOthers`.
 */
export type ParallelTiePolicy = 'EVERY' | 'BEST' | 'EVERY_WITH_DOMINANCE';

/** Receives a path: its ties from the start, and its bottleneck, the confidence of its weakest hop, in ten-thousandths. */
export type EmitPath = (ties: readonly number[], bottleneck: number) => void;

/**
 * Emits the simple paths of pruned layers level by level: at one level those whose bottleneck equals it, by tie ids.
 *
 * Depth-first branch and bound in id order. A branch is cut where the bound on its bottleneck, the lower of the prefix's
 * and the layer's, is below the level. The highest bound that was cut is the next level: no path has a bottleneck between
 * the two, since the bound of each branch of a path is at least the bottleneck of the path (iterative deepening on the
 * bound, as in IDA*: R. Korf, Depth-first iterative-deepening, 1985).
 */
export class Enumeration {
  /** By layer and state. */
  readonly #branches: Map<number, readonly Branch[]>[];
  readonly #path: Branch[] = [];
  readonly #nodes: number[] = [];
  #level = 0;
  #nextLevel = -1;

  constructor(
    private readonly graph: StateGraph,
    /** Expands states by all ties of the class that is searched and of better ones. */
    private readonly choices: Expander,
    /** The class that some hop must have; null where all hops have the best one. */
    private readonly exactClass: CertaintyClass | null,
    private readonly layers: readonly Layer[],
    private readonly policy: ParallelTiePolicy,
    private readonly budget: Budget,
    private readonly emit: EmitPath,
  ) {
    this.#branches = layers.map(() => new Map());
  }

  /** The highest level that may have paths. */
  get top(): number {
    return this.layers[0]!.bottleneck[0]!;
  }

  /** Emits the paths of a level. Returns the next lower level that may have any, -1 for none. */
  run(level: number): number {
    const { space } = this.graph;
    this.#level = level;
    this.#nextLevel = -1;
    this.#path.length = 0;
    this.#nodes.length = 0;
    this.#nodes.push(space.node(space.start));
    const others = this.exactClass === null ? NO_OTHERS : { ...NO_OTHERS, surer: [ALWAYS] };
    this.#extend(space.start, MAX_BOTTLENECK, ALWAYS, this.policy === 'EVERY_WITH_DOMINANCE' ? others : null);
    return this.#nextLevel;
  }

  #extend(state: number, bottleneck: number, days: DaySpan, others: OtherChoices | null): void {
    const position = this.#path.length;
    if (position === this.layers.length - 1) {
      const isBest = others ? isBestChoice(others) : bottleneck === this.#level && this.#isOfClass();
      if (isBest)
        this.emit(
          this.#path.map(({ tie }) => tie),
          this.#level,
        );
      return;
    }
    for (const branch of this.#branchesFrom(state, position)) {
      this.budget.spend(1);
      this.#follow(branch, position + 1, bottleneck, days, others);
    }
  }

  #isOfClass(): boolean {
    return this.exactClass === null || this.#path.some(({ certainty }) => certainty === this.exactClass);
  }

  #follow(branch: Branch, position: number, bottleneck: number, days: DaySpan, others: OtherChoices | null): void {
    const { space, time } = this.graph;
    const layer = this.layers[position]!;
    const prefixBottleneck = Math.min(bottleneck, branch.confidence);
    const bound = Math.min(prefixBottleneck, layer.bottleneck[branch.index]!);
    if (bound < this.#level) {
      if (bound > this.#nextLevel) this.#nextLevel = bound;
      return;
    }
    const left = time === 'ANY_TIME' ? days : intersectSpan(days, branch, time);
    if (left === null || left.first > layer.latest[branch.index]! || layer.earliest[branch.index]! > left.last) return;
    const node = space.node(branch.state);
    if (this.#nodes.includes(node)) return;
    if (others) this.budget.spend(branch.parallel.length);
    const nextOthers = others && extendOthers(others, days, branch, this.#level, this.exactClass, time);
    if (nextOthers && liesWithin(left, nextOthers.preferred)) return;
    this.#path.push(branch);
    this.#nodes.push(node);
    this.#extend(branch.state, prefixBottleneck, left, nextOthers);
    this.#path.pop();
    this.#nodes.pop();
  }
  /** The branches of a state in a layer, by tie id. */
  #branchesFrom(state: number, position: number): readonly Branch[] {
    const cached = this.#branches[position]!.get(state);
    if (cached) return cached;
    const { view, test, time } = this.graph;
    const ahead = this.layers[position + 1]!;
    const { ties, targets, start, end } = this.choices.expandInto(ahead, state);
    const branches: Branch[] = [];
    for (let i = start; i < end; i++) {
      const [tie, next] = [ties[i]!, targets[i]!];
      const { first, last, parts } = time === 'ANY_TIME' ? ANY_DAYS : daysOf(test, tie);
      const certainty = this.exactClass === null ? 2 : test.classOf(tie);
      branches.push({
        tie,
        state: next,
        index: ahead.indexOf(next),
        confidence: view.confidence(tie),
        certainty,
        first,
        last,
        parts,
        parallel: [],
      });
    }
    const selected = this.#selected(branches);
    this.#branches[position]!.set(state, selected);
    return selected;
  }

  /** Of parallel branches: as the policy says. */
  #selected(branches: Branch[]): readonly Branch[] {
    if (this.policy === 'EVERY') return branches;
    const { test } = this.graph;
    for (const parallel of groupBy(branches, (branch) => branch.index).values()) {
      if (parallel.length > 1) parallel.sort((a, b) => test.compare(a.tie, b.tie));
      for (const branch of parallel) branch.parallel = parallel;
    }
    return this.policy === 'BEST' ? branches.filter((branch) => branch === branch.parallel[0]) : branches;
  }
}

/**
 * The days that the ties chosen so far allow. SIMULTANEOUS: all of them hold from `first` to `last`. CHRONOLOGICAL: `first`
 * is the earliest day for the last of them, and there is no latest day, since the next tie may be later.
 */
interface DaySpan extends Window {
  /** Where they are not all days from `first` to `last`: these, two or more. */
  readonly parts: Spans | null;
}

const ALWAYS: DaySpan = { first: MIN_DAY, last: MAX_DAY, parts: null };

/** The days of a branch where time does not matter. */
const ANY_DAYS: DaySpan = { first: 0, last: 0, parts: null };

function daysOf(test: TieTest, tie: number): DaySpan {
  const spans = test.spans(tie);
  return spans ? daySpanOf(spans) : { first: test.firstDay(tie), last: test.lastDay(tie), parts: null };
}

function daySpanOf(spans: Spans): DaySpan {
  return { first: spans[0]!.first, last: spans.at(-1)!.last, parts: spans.length > 1 ? spans : null };
}

/** Does each part of it lie within one of the spans? */
function liesWithin(span: DaySpan, spans: readonly DaySpan[]): boolean {
  const within = (part: Window) => spans.some(({ first, last }) => first <= part.first && part.last <= last);
  return span.parts ? span.parts.every(within) : within(span);
}

const partsOf = (span: DaySpan): Spans => span.parts ?? [span];

/** The days that remain after one more hop, null where there are none. */
function intersectSpan(span: DaySpan, days: DaySpan, time: PathTime): DaySpan | null {
  const first = Math.max(span.first, days.first);
  const last = Math.min(span.last, days.last);
  if (first > last) return null;
  if (span.parts || days.parts) return intersectParts(span, days, time);
  return { first, last: time === 'CHRONOLOGICAL' ? MAX_DAY : last, parts: null };
}

function intersectParts(span: DaySpan, days: DaySpan, time: PathTime): DaySpan | null {
  const parts = intersectSpans(partsOf(span), partsOf(days));
  if (parts.length === 0) return null;
  return time === 'CHRONOLOGICAL' ? { first: parts[0]!.first, last: MAX_DAY, parts: null } : daySpanOf(parts);
}

/**
 * What the dominance test knows of the other choices of parallel ties for the entities of a partial path: one path is emitted for
 * each sequence of entities, over its best ties, and not every choice of them has a common time. As in label-setting algorithms,
 * a partial path is discarded where another one dominates it (E. Martins, On a multicriteria shortest path problem, 1984).
 *
 * The best choice for a sequence has the best class of its least known hop, then the highest bottleneck; among equals, hop by hop,
 * the best tie with which some choice still fits. Paths must be emitted in the order of their ties, so the search goes tie by tie and tracks the days that remain
 * to the other choices. At the goal a path is emitted only if all lists are empty. Before that, a choice is discarded once its
 * days lie within those of one preferred choice: each of its completions is one of the preferred choice too, which is emitted
 * instead.
 *
 * The days of a choice are listed part by part, so no span of a list has parts. Spans that lie within others are dropped, so there are never more spans than ties, however many choices there are: thirty
 * parallel ties over eight hops make 30^8.
 */
interface OtherChoices {
  /** The days of choices that come before this one and have no hop below the level of the search. */
  readonly preferred: readonly DaySpan[];
  /** Those of choices whose hops are all above the level, with which the sequence was emitted at a higher level. */
  readonly stronger: readonly DaySpan[];
  /** Those of choices whose hops are all of better classes, with which the sequence was found before. */
  readonly surer: readonly DaySpan[];
}

const NO_OTHERS: OtherChoices = { preferred: [], stronger: [ALWAYS], surer: [] };

function isBestChoice({ preferred, stronger, surer }: OtherChoices): boolean {
  return preferred.length === 0 && stronger.length === 0 && surer.length === 0;
}

/** The other choices after the path, which allowed the days `own`, was extended by a branch. */
function extendOthers(
  others: OtherChoices,
  own: DaySpan,
  chosen: Branch,
  level: number,
  exactClass: CertaintyClass | null,
  time: PathTime,
): OtherChoices {
  const preferred: DaySpan[] = [];
  const stronger: DaySpan[] = [];
  const surer: DaySpan[] = [];
  const intersect = (spans: readonly DaySpan[], branch: Branch, intersected: DaySpan[]) => {
    for (const span of spans) {
      const left = intersectSpan(span, branch, time);
      if (left?.parts) intersected.push(...left.parts.map(({ first, last }) => ({ first, last, parts: null })));
      else if (left) intersected.push(left);
    }
  };
  let better = true;
  for (const branch of chosen.parallel) {
    if (exactClass !== null && branch.certainty > exactClass) intersect(others.surer, branch, surer);
    if (branch === chosen) better = false;
    if (branch.confidence < level) continue;
    intersect(others.preferred, branch, preferred);
    if (better) intersect([own], branch, preferred);
    if (branch.confidence > level) intersect(others.stronger, branch, stronger);
  }
  return { preferred: maximalSpans(preferred), stronger: maximalSpans(stronger), surer: maximalSpans(surer) };
}

/** The spans that lie within no other. */
function maximalSpans(spans: DaySpan[]): DaySpan[] {
  if (spans.length < 2) return spans;
  const maximal: DaySpan[] = [];
  for (const span of spans.sort((a, b) => a.first - b.first || b.last - a.last)) {
    if (maximal.length === 0 || span.last > maximal.at(-1)!.last) maximal.push(span);
  }
  return maximal;
}
