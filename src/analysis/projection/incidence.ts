import type { Direction } from '../../model/kinds.ts';
import type { Buffers, Mark } from './buffers.ts';
import { ownLead, toOf } from './ends.ts';
import { compareAppended, isAlive } from './identity.ts';
import { glanceIn, LEAD, nodeIn, setLead } from './leads.ts';
import { inBetween, inEnd, inStart, outEnd, outStart } from './rows.ts';
import { emptyStretch, Runs, type Stretch } from './runs.ts';
import { TieList } from './tieList.ts';
import { isChangedIn } from './traits.ts';

/**
 * The ties of a node in the order of their ids.
 *
 * Most nodes are unchanged since the base was made, and their ties are its rows (`baseDirectedRanges`, `baseAdjacencyRange`).
 * For a changed node, or one with merged members, they are collected (`changedIncidence`): the rows of all members without
 * what is deleted or hidden, and the appended ties.
 */
export function isChanged({ nodes }: Buffers, node: number): boolean {
  return isChangedIn(nodes.traits[node]!);
}

export function baseDegree({ nodes: { rows } }: Buffers, node: number, side: Direction): number {
  const out = side === 'IN' ? 0 : outEnd(rows, node) - outStart(rows, node);
  return side === 'OUT' ? out : out + inEnd(rows, node) - inStart(rows, node);
}

/** Reads the first entry of each node, for the processor to prefetch. Returns a number without meaning, so that the reads are not optimized away. */
export function firstLeads({ baseNodes, nodes: { rows }, leads }: Buffers, nodes: Int32Array, start: number, end: number): number {
  let mingled = 0;
  for (let i = start; i < end; i++) {
    const node = Math.min(nodes[i]!, baseNodes - 1);
    mingled |= nodeIn(leads, outStart(rows, node) + inStart(rows, node));
  }
  return mingled;
}

/** The ties of an unchanged node by id: those to it from nodes before it, those from it, those to it from nodes after it. */
export function baseRuns({ nodes: { rows }, leads, byTo }: Buffers, node: number, runs: Runs): void {
  const [firstIn, ownEnd] = [inStart(rows, node), outEnd(rows, node)];
  const between = inBetween(rows, node) + ownEnd;
  runs.clear();
  runs.pushListed(false, byTo, leads, firstIn + ownEnd, between, ownEnd);
  runs.pushOwn(leads, outStart(rows, node) + firstIn, ownEnd + firstIn, firstIn);
  runs.pushListed(false, byTo, leads, between, inEnd(rows, node) + ownEnd, ownEnd);
}

/** The same as one contiguous range: the ties from it, then those to it. */
export function baseStretch({ nodes: { rows }, leads, byTo }: Buffers, node: number, stretch: Stretch): void {
  const [firstIn, ownEnd] = [inStart(rows, node), outEnd(rows, node)];
  stretch.leads = leads;
  stretch.start = outStart(rows, node) + firstIn;
  stretch.middle = ownEnd + firstIn;
  stretch.end = inEnd(rows, node) + ownEnd;
  stretch.ahead = firstIn;
  stretch.ties = byTo;
  stretch.aheadOfList = ownEnd;
}

/** The rows of one recorded node by id: ties to it from nodes before it, ties from it, ties to it from nodes after it. */
function pushRows(buffers: Buffers, node: number, list: TieList): void {
  const { rows } = buffers.nodes;
  list.reserve(list.length + baseDegree(buffers, node, 'ANY'));
  const { items } = list;
  let length = list.length;
  for (let at = inStart(rows, node); at < inBetween(rows, node); at++) items[length++] = buffers.byTo[at]!;
  for (let tie = outStart(rows, node); tie < outEnd(rows, node); tie++) items[length++] = tie;
  for (let at = inBetween(rows, node); at < inEnd(rows, node); at++) items[length++] = buffers.byTo[at]!;
  list.length = length;
}

/** The ties of a changed node, as one range and as directed ranges. */
export interface ChangedTies {
  readonly stretch: Stretch;
  readonly runs: Runs;
}

export function changedIncidence(buffers: Buffers, mark: Mark, node: number): ChangedTies {
  const ties = changedTies(buffers, mark, node);
  const { from } = buffers.ties;
  const leads = new Int32Array(LEAD * ties.length);
  for (const [i, tie] of ties.entries()) {
    const own = ownLead(buffers, tie);
    setLead(leads, i, from[tie] === node ? nodeIn(buffers.leads, own) : from[tie]!, glanceIn(buffers.leads, own));
  }
  const runs = new Runs();
  for (let start = 0; start < ties.length; ) {
    const outwards = from[ties[start]!] === node;
    let end = start + 1;
    while (end < ties.length && (from[ties[end]!] === node) === outwards) end++;
    runs.pushListed(outwards, ties, leads, start, end, 0);
    start = end;
  }
  return { stretch: { ...emptyStretch(), leads, end: ties.length, ties }, runs };
}

function changedTies(buffers: Buffers, mark: Mark, node: number): Int32Array {
  const list = new TieList();
  const { nodes, baseNodes } = buffers;
  let members = 0;
  for (let member = node; member >= 0; member = nodes.nextMember[member]!) {
    if (member < baseNodes) pushRows(buffers, member, list);
    members++;
  }
  keepVisible(buffers, mark, node, list);
  if (members > 1) list.items.subarray(0, list.length).sort();
  mergeAppended(buffers, appendedTies(buffers, mark, node), list);
  return list.toArray();
}

/** Removes ties that are deleted, that have moved to another node, or whose ends were merged into one node. */
function keepVisible(buffers: Buffers, mark: Mark, node: number, list: TieList): void {
  let kept = 0;
  for (let i = 0; i < list.length; i++) {
    const tie = list.items[i]!;
    if (isVisible(buffers, mark, node, tie)) list.items[kept++] = tie;
  }
  list.length = kept;
}

function isVisible(buffers: Buffers, mark: Mark, node: number, tie: number): boolean {
  if (!isAlive(buffers, mark, tie)) return false;
  const from = buffers.ties.from[tie];
  const to = toOf(buffers, tie);
  return from !== to && (from === node || to === node);
}

function appendedTies(buffers: Buffers, mark: Mark, node: number): number[] {
  const { nodes, appended } = buffers;
  const found: number[] = [];
  follow(nodes.newestOut, appended.olderOut);
  follow(nodes.newestIn, appended.olderIn);
  return found.sort((a, b) => compareAppended(buffers, a, b));

  // Another thread may be prepending to the list: the head is read atomically, so that what it links to is visible.
  function follow(newest: Int32Array, older: Int32Array): void {
    for (let tie = Atomics.load(newest, node); tie >= 0; tie = older[tie - buffers.baseTies]!) {
      if (isVisible(buffers, mark, node, tie)) found.push(tie);
    }
  }
}

/** Merges sorted appended ties into the sorted ties of the base, from the end. */
function mergeAppended({ appended, baseTies }: Buffers, late: readonly number[], list: TieList): void {
  list.reserve(list.length + late.length);
  const { items } = list;
  let base = list.length - 1;
  let to = list.length + late.length - 1;
  for (let i = late.length - 1; i >= 0; to--) {
    const rank = appended.rank[late[i]! - baseTies]!;
    if (base >= 0 && items[base]! >= rank) items[to] = items[base--]!;
    else items[to] = late[i--]!;
  }
  list.length += late.length;
}
