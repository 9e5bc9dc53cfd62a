import { holdsIn, UNKNOWN_HI, UNKNOWN_LO, type Window } from '../../model/interval.ts';
import { Budget, type Limits, type StopReason, untilStopped } from '../paths/budget.ts';
import type { View } from '../projection/view.ts';
import { ShapeTest } from '../shape/shape.ts';
import { type ChangePlace, comparePlaces } from './place.ts';
import { type ChangesQuestion, type FoundChange, isAct } from './question.ts';
import { Turns } from './turns.ts';

export interface ChangesAnswer {
  /** The requested range, in the requested direction. */
  readonly changes: readonly FoundChange[];
  /** The length of the whole list. */
  readonly count: number;
  readonly stoppedBy: StopReason | null;
  readonly work: number;
}

/**
 * The ties that began or ended and the postures that turned in a span of days, by day. A tie begins on the first day on which
 * it may hold and ends on the last, where its start and its end are known; that a source stops reporting is no end. Each
 * beginning and each ending is one change; an act at one time is one change, its beginning.
 */
export function changes(view: View, question: ChangesQuestion, limits: Limits): ChangesAnswer {
  const budget = new Budget(limits);
  let count = 0;
  let found: FoundChange[] = [];
  const stoppedBy = untilStopped(() => {
    budget.spend(view.tieCount);
    const edges: Edge[] = [];
    eachEdge(view, question, (edge) => {
      count++;
      if (lies(view, edge, question)) edges.push(edge);
    });
    budget.spend(edges.length);
    const turns = new Turns(view, question, budget);
    found = firstPlaces(view, edges, question).map(({ tie, place }) => turns.explain(tie, place));
  });
  return { changes: found, count, stoppedBy, work: budget.spent };
}

/** A change without the id of its tie: building ids is the most expensive part. */
interface Edge {
  readonly day: number;
  readonly tie: number;
  readonly ends: boolean;
}

const placeOf = (view: View, { day, tie, ends }: Edge): ChangePlace => ({ day, id: view.tieId(tie), ends });

function lies(view: View, edge: Edge, { after, before }: ChangesQuestion): boolean {
  const beyond = after === null || edge.day > after.day || (edge.day === after.day && comparePlaces(placeOf(view, edge), after) > 0);
  const short = before === null || edge.day < before.day || (edge.day === before.day && comparePlaces(placeOf(view, edge), before) < 0);
  return beyond && short;
}

/** The first `limit` changes in the requested direction. Ids are built only of those whose days may be among them. */
function firstPlaces(view: View, edges: readonly Edge[], { backward, limit }: ChangesQuestion): { tie: number; place: ChangePlace }[] {
  const sense = backward ? -1 : 1;
  const days = Int32Array.from(edges, ({ day }) => sense * day).sort();
  const worst = days[Math.min(limit, days.length) - 1] ?? 0;
  return edges
    .filter(({ day }) => sense * day <= worst)
    .map((edge) => ({ tie: edge.tie, place: placeOf(view, edge) }))
    .sort((a, b) => sense * comparePlaces(a.place, b.place))
    .slice(0, limit);
}

function eachEdge(view: View, question: ChangesQuestion, give: (edge: Edge) => void): void {
  const { span, filter } = question;
  const { certainty } = filter;
  const test = new ShapeTest(view, { ...question, filter: { ...filter, window: null, certainty: null } });
  for (let tie = 0; tie < view.tieCount; tie++) {
    const [lo, hi] = [view.lo(tie), view.hi(tie)];
    const [began, ended] = [isWithin(lo, span), isWithin(hi, span)];
    if ((!began && !ended) || lo > hi || !view.isAlive(tie) || !test.passes(tie)) continue;
    if (certainty && !holdsIn(view.bounds(tie), span, certainty)) continue;
    if (began) give({ day: lo, tie, ends: false });
    if (ended && !isAct(view, tie)) give({ day: hi, tie, ends: true });
  }
}

function isWithin(day: number, { first, last }: Window): boolean {
  return day !== UNKNOWN_LO && day !== UNKNOWN_HI && day >= first && day <= last;
}
