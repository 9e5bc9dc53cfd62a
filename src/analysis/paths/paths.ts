import { CONFIDENCE_SCALE } from '../projection/records.ts';
import type { View } from '../projection/view.ts';
import { Budget, type SearchLimits, stopFor, untilStopped } from './budget.ts';
import { SIDE } from './direction.ts';
import type { EmitPath } from './enumeration.ts';
import { IntermediateNodes } from './intermediateNodes.ts';
import { byConfidence, byHops } from './orders.ts';
import { ParallelTies } from './parallelTies.ts';
import { type FoundHop, type FoundPath, MAX_HOPS, MAX_PATHS, type PathAnswer, type PathQuestion } from './question.ts';
import type { SearchTask } from './search.ts';
import { type SearchBuffers, withSearchBuffers } from './searchBuffers.ts';
import { TieTest } from './tieTest.ts';
import { validityOf } from './validity.ts';

/** The ties of a path from the start, and the confidence of its weakest hop, in ten-thousandths. */
interface RawPath {
  readonly ties: readonly number[];
  readonly bottleneck: number;
}

/**
 * The k best simple paths between two entities, in the exact order that the question requests.
 *
 * For each length, `layeredSearch.ts` prunes the states to layers and `enumeration.ts` enumerates the paths in them by branch
 * and bound (compare S. Sun et al., PathEnum: towards real-time hop-constrained s-t path enumeration, 2021). Paths are found
 * in the order of the answer, so a search that is stopped by a limit returns a prefix of the full answer, and one path beyond
 * `maxPaths` is enough to report that there are more. Deterministic: the same view and question give the same answer.
 * Throws RangeError where the ends are equal, or `maxPaths` or `maxDepth` is out of range.
 */
export function paths(view: View, question: PathQuestion, limits: SearchLimits): PathAnswer {
  return withSearchBuffers((buffers) => find(view, question, limits, buffers));
}

function find(view: View, question: PathQuestion, limits: SearchLimits, buffers: SearchBuffers): PathAnswer {
  const maxPaths = question.maxPaths ?? 10;
  expectWithin('maxPaths', maxPaths, MAX_PATHS);
  const found: RawPath[] = [];
  const emit: EmitPath = (ties, bottleneck) => {
    found.push({ ties, bottleneck });
    if (found.length > maxPaths) stopFor('MAX_PATHS');
  };
  const isFull = () => found.length === maxPaths;
  const task = searchTask(view, question, new Budget(limits), buffers, emit, isFull);
  const stoppedBy = untilStopped(() => (question.orderBy === 'CONFIDENCE' ? byConfidence(task) : byHops(task)));
  const parallel =
    task.distinct === 'ENTITIES' && found.length > 0 ? new ParallelTies(view, task.test, SIDE[task.direction], buffers) : null;
  return {
    paths: found.slice(0, maxPaths).map((path) => pathAnswer(view, question.from, path, parallel)),
    stoppedBy,
    hubsAvoided: [...task.intermediates.hubsAvoided].sort((a, b) => compareIds(view, a, b)),
    work: task.budget.spent,
  };
}

function searchTask(
  view: View,
  question: PathQuestion,
  budget: Budget,
  buffers: SearchBuffers,
  emit: EmitPath,
  isFull: () => boolean,
): SearchTask {
  const { from, to, filter = {}, direction = 'ANY', time = 'ANY_TIME', distinct = 'ENTITIES', maxDepth = 4 } = question;
  if (from === to) throw new RangeError('Expected two different entities, got the same one twice.');
  expectWithin('maxDepth', maxDepth, MAX_HOPS);
  return {
    view,
    from,
    to,
    through: question.through ?? [],
    direction,
    time,
    distinct,
    maxDepth,
    test: new TieTest(view, filter, time !== 'ANY_TIME'),
    intermediates: new IntermediateNodes(view, question),
    budget,
    buffers,
    emit,
    isFull,
  };
}

function pathAnswer(view: View, start: number, { ties, bottleneck }: RawPath, parallel: ParallelTies | null): FoundPath {
  let at = start;
  const hops = ties.map((tie): FoundHop => {
    const from = at;
    const forward = view.from(tie) === from;
    at = forward ? view.to(tie) : view.from(tie);
    return { tie, from, to: at, forward, parallel: parallel?.between(from, at).filter((other) => other !== tie) ?? [] };
  });
  return { hops, confidence: bottleneck / CONFIDENCE_SCALE, validity: validityOf(ties.map((tie) => view.bounds(tie))) };
}

function compareIds(view: View, a: number, b: number): number {
  return view.entityId(a) < view.entityId(b) ? -1 : 1;
}

function expectWithin(name: string, value: number, max: number): void {
  if (Number.isInteger(value) && value >= 1 && value <= max) return;
  throw new RangeError(`Expected ${name} between 1 and ${max}, got ${value}.`);
}
