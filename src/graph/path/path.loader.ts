import type { IntermediateNodeRule } from '../../analysis/paths/intermediateNodes.ts';
import type { FoundHop, FoundPath } from '../../analysis/paths/question.ts';
import type { View } from '../../analysis/projection/view.ts';
import { dayText } from '../../model/calendar.ts';
import { AllegianceError } from '../../model/errors.ts';
import { tieParts } from '../../model/id.ts';
import {
  type Bounds,
  CERTAINTIES,
  type Certainty,
  certainDaysOf,
  certaintyIn,
  UNKNOWN_HI,
  UNKNOWN_LO,
  type Window,
  windowOf,
} from '../../model/interval.ts';
import type { EntityKind } from '../../model/kinds.ts';
import { datesSeenFrom, noneKnown } from '../../model/knownOf.ts';
import { chainSign, chainStatement } from '../../model/statement.ts';
import type { TieConditions, TieFilter } from '../../model/tieFilter.ts';
import { parsePeriod } from '../../store/tie.ts';
import type { Context } from '../common/context.ts';
import type { IntervalType } from '../common/types.ts';
import { loadEntity, projectedName } from '../entity/entity.loader.ts';
import { entityField } from '../entity/projectedEntity.ts';
import { loadTieOf, loadTies, loadTiesOf } from '../relationship/tie.loader.ts';

/** A step from an entity to another along a tie of a view. */
export interface Step {
  readonly view: View;
  readonly from: string;
  readonly to: string;
  readonly tie: string;
  readonly forward: boolean;
}

const MAX_PARALLEL = 100;

export function intermediateNodeRule(
  kinds: readonly EntityKind[] | null | undefined,
  avoid: readonly number[] = [],
  through: readonly number[] = [],
  hubDegree: number | null = null,
): IntermediateNodeRule {
  return { kinds: kinds ?? null, avoid, through, hubDegree };
}

/** A path as resolvers return it, in ids, since node numbers are valid in one view only. */
export function pathNode(context: Context, view: View, { hops, confidence, validity }: FoundPath, { window = null }: TieConditions) {
  const steps = hops.map((hop) => stepOf(view, hop));
  const certainties = hops.map((hop) => certaintyOf(view, hop, window));
  return {
    length: hops.length,
    hops: hops.map((hop, index) => hopNode(context, hop, steps[index]!, window)),
    statement: () => statementOf(context, steps),
    sign: () => chainSign(steps.map(({ tie }) => tieParts(tie).type)),
    confidence,
    certainty: CERTAINTIES.find((certainty) => certainties.includes(certainty)),
    validity: () => validity && commonInterval(context, steps, validity),
  };
}

function stepOf(view: View, { from, to, tie, forward }: FoundHop): Step {
  return { view, from: view.entityId(from), to: view.entityId(to), tie: view.tieId(tie), forward };
}

function hopNode(context: Context, hop: FoundHop, step: Step, window: Window | null) {
  const { view, tie, forward } = step;
  const parallel = hop.parallel.slice(0, MAX_PARALLEL).map((one) => view.tieId(one));
  return {
    from: entityField(view, step.from),
    to: entityField(view, step.to),
    relationship: () => loadTieOf(context, view, tie),
    parallel: () => loadTiesOf(context, view, parallel),
    forward,
    statement: () => statementOf(context, [step]),
    certainty: certaintyOf(view, hop, window),
  };
}

function certaintyOf(view: View, { tie }: FoundHop, window: Window | null): Certainty {
  return certaintyIn(view.bounds(tie), window, view.lastingDays(tie)) ?? 'POSSIBLE';
}

/** What is said where the best path is no better than possible at the time asked about; null where it is. */
export async function noteOf(context: Context, view: View, best: FoundPath | undefined, filter: TieFilter): Promise<string | null> {
  const window = windowOf(filter.at, filter.during);
  const possible = best?.hops.filter((hop) => certaintyOf(view, hop, window) === 'POSSIBLE') ?? [];
  if (!best || window === null || possible.length === 0) return null;
  const [statement, ties] = await Promise.all([
    statementOf(
      context,
      best.hops.map((hop) => stepOf(view, hop)),
    ),
    loadTies(
      context,
      possible.map(({ tie }) => view.tieId(tie)),
    ),
  ]);
  const seen = ties.map((tie) => datesSeenFrom({ ...tie, periods: tie.periods.map(parsePeriod) }, window));
  return noneKnown(timeText(filter), statement, seen, window);
}

function timeText({ at, during }: TieFilter): string {
  return at ? at.text : `${during?.start?.text ?? ''}/${during?.end?.text ?? ''}`;
}

async function commonInterval(context: Context, steps: readonly Step[], validity: Bounds): Promise<IntervalType> {
  const ties = await loadTies(
    context,
    steps.map(({ tie }) => tie),
  );
  const { lo, hi } = validity;
  const certain = certainDaysOf(validity);
  const surely = certain ? { attestedFrom: dayText(certain.first), attestedUntil: dayText(certain.last) } : {};
  return {
    start: lo === UNKNOWN_LO ? null : (ties.find((tie) => tie.lo === lo)?.start ?? null),
    end: hi === UNKNOWN_HI ? null : (ties.find((tie) => tie.hi === hi)?.end ?? null),
    ...surely,
  };
}

/** Steps as a sentence. */
export async function statementOf(context: Context, steps: readonly Step[]): Promise<string> {
  const read = steps.map(async ({ view, from, to, tie, forward }) => {
    const named = (id: string) => projectedName(view, id) ?? loadEntity(context, id);
    const [start, end] = await Promise.all([named(from), named(to)]);
    return { type: tieParts(tie).type, start: start!, end: end!, forward };
  });
  return chainStatement(await Promise.all(read));
}

/** @throws BAD_INPUT if a number is outside its limits */
export function expectWithin(name: string, value: number, min: number, max: number): void {
  if (value >= min && value <= max) return;
  throw new AllegianceError('BAD_INPUT', `Expected \`${name}\` from ${min} to ${max}; got ${value}.`, { min, max });
}
