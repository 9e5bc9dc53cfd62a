import type { IntermediateNodeRule } from '../../analysis/paths/intermediateNodes.ts';
import type { FoundHop, FoundPath } from '../../analysis/paths/question.ts';
import type { View } from '../../analysis/projection/view.ts';
import { dayText } from '../../model/calendar.ts';
import { AllegianceError } from '../../model/errors.ts';
import { tieParts } from '../../model/id.ts';
import { type Bounds, certaintyIn, UNKNOWN_HI, UNKNOWN_LO, type Window } from '../../model/interval.ts';
import type { EntityKind } from '../../model/kinds.ts';
import { chainSign, chainStatement } from '../../model/statement.ts';
import type { TieConditions } from '../../model/tieFilter.ts';
import { vocabularyOf } from '../../model/vocabulary.ts';
import type { Context } from '../common/context.ts';
import type { IntervalType } from '../common/types.ts';
import { loadEntity } from '../entity/entity.loader.ts';
import { entityField, projectedName } from '../entity/projectedEntity.ts';
import { loadTieOf, loadTies, loadTiesOf } from '../relationship/relationship.loader.ts';

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
  return {
    length: hops.length,
    hops: hops.map((hop, index) => hopNode(context, hop, steps[index]!, window)),
    statement: () => statementOf(context, steps),
    sign: () => chainSign(steps.map(({ tie }) => tieParts(tie).type)),
    confidence,
    validity: () => validity && commonInterval(context, steps, validity),
  };
}

function stepOf(view: View, { from, to, tie, forward }: FoundHop): Step {
  return { view, from: view.entityId(from), to: view.entityId(to), tie: view.tieId(tie), forward };
}

function hopNode(context: Context, hop: FoundHop, step: Step, window: Window | null) {
  const { view, tie, forward } = step;
  const bounds = view.bounds(hop.tie);
  const parallel = hop.parallel.slice(0, MAX_PARALLEL).map((one) => view.tieId(one));
  return {
    from: entityField(view, step.from),
    to: entityField(view, step.to),
    relationship: () => loadTieOf(context, view, tie),
    parallel: () => loadTiesOf(context, view, parallel),
    forward,
    statement: () => statementOf(context, [step]),
    certainty: certaintyIn(bounds, window, vocabularyOf(tieParts(step.tie).type).lastingDays) ?? 'POSSIBLE',
  };
}

async function commonInterval(context: Context, steps: readonly Step[], { lo, hi, clo, chi }: Bounds): Promise<IntervalType> {
  const ties = await loadTies(
    context,
    steps.map(({ tie }) => tie),
  );
  const surely = clo <= chi ? { attestedFrom: dayText(clo), attestedUntil: dayText(chi) } : {};
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
