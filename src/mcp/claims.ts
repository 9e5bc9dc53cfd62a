import { enumerated, type QuestionTime, STATUS_WORDS, timeInWords, whenInWords } from '../model/answerWords.ts';
import { parseDate } from '../model/date.ts';
import { boundsOf, type Certainty, certaintyIn, type Interval, windowOf } from '../model/interval.ts';
import type { Status } from '../model/kinds.ts';
import { explorerAddress, queryAddress } from './address.ts';
import type { Item, ItemDetail } from './budget.ts';
import type { Holds } from './schemas.ts';
import { oneLine, QUOTATION_LENGTH, quotation } from './text.ts';

/** What the operations return: the fragments of `schema/operations/tools/parts.graphql`. */

interface Named {
  readonly slug: string;
  readonly name: string;
}

export interface PassageNode {
  readonly id: string;
  readonly stance: 'ASSERTS' | 'DENIES';
  readonly quote: string;
  readonly verbatim: boolean;
  readonly hedged: boolean;
  readonly statedOn: string | null;
  readonly asOf: string | null;
  readonly locator: string | null;
  readonly attribution: string | null;
  readonly attributedTo: Named | null;
  readonly source: {
    readonly key: string;
    readonly title: string;
    readonly publisher: string | null;
    readonly publishedOn: string | null;
    readonly reliability: string;
  };
}

interface Passages {
  readonly evidence: { readonly totalCount: number; readonly nodes: readonly PassageNode[] };
  readonly lastEvidence: { readonly nodes: readonly PassageNode[] };
}

export interface EstimateNode {
  readonly best: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly text: string | null;
}

export interface ClaimNode extends Passages {
  readonly id: string;
  readonly type: string;
  readonly statement: string;
  readonly status: Status;
  readonly confidence: number;
  readonly confidenceSet: boolean;
  readonly voices: { readonly asserting: number; readonly denying: number };
  readonly validity: Interval;
  readonly holds: Certainty | null;
  readonly from: Named;
  readonly to: Named;
  readonly supportKinds?: readonly string[];
  readonly against?: readonly Named[];
  readonly extent?: string | null;
  readonly eventCount?: number;
  readonly fatalities?: EstimateNode | null;
}

export interface HappeningNode extends Passages {
  readonly id: string;
  readonly key: string;
  readonly title: string;
  readonly eventKind: string;
  readonly status: Status;
  readonly validity: Interval;
  readonly place: Named | null;
  readonly placePrecision: string | null;
  readonly participants: readonly { readonly role: string; readonly deaths: number | null; readonly actor: Named }[];
  readonly deaths: EstimateNode;
  readonly civilianDeaths: number | null;
  readonly injured: number | null;
}

/** How items are made: for which time, of which server, and which passages stand first. */
export interface Making {
  readonly address: string;
  readonly time: QuestionTime;
  /** Does a passage count for the question? Those that do stand first. Default: all. */
  readonly counts?: (passage: PassageNode) => boolean;
  /** Maximum number of passages of an item, beside one that denies. */
  readonly passages?: number;
}

/** Leaves out what is null or undefined. */
export function given<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], null> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined)) as never;
}

export function knownDates({ start, end, ongoing, attestedFrom, attestedUntil }: Interval): Readonly<Record<string, unknown>> {
  const dates = given({ start, end, ongoing, attestedFrom, attestedUntil });
  return start || end || attestedFrom || attestedUntil ? dates : { ...dates, undated: true };
}

export function estimateItem(estimate: EstimateNode | null | undefined): Readonly<Record<string, unknown>> | null {
  if (!estimate) return null;
  const { best, low, high, text } = estimate;
  const found = given({ best, low, high, words: text === null ? null : quotation(text, 100) });
  return Object.keys(found).length === 0 ? null : found;
}

export function passageItem(passage: PassageNode, length = QUOTATION_LENGTH): Readonly<Record<string, unknown>> {
  const { source, attributedTo, attribution, quote, verbatim, stance, hedged, statedOn, asOf, locator, id } = passage;
  const saidBy = attributedTo?.name ?? attribution;
  return given({
    quotation: quotation(quote, length),
    verbatim,
    stance,
    hedged: hedged ? true : null,
    saidBy: saidBy === null ? null : oneLine(saidBy),
    source: oneLine(source.title),
    sourceKey: source.key,
    publisher: source.publisher === null ? null : oneLine(source.publisher),
    reliability: source.reliability,
    publishedOn: source.publishedOn,
    statedOn,
    asOf,
    locator: locator === null ? null : oneLine(locator, 200),
    id,
  });
}

/** The passages to show of a relationship or event: those that count first, and always one that denies, if there is one. */
function passagesOf({ evidence, lastEvidence }: Passages, { counts = () => true, passages = 1 }: Making, detail: ItemDetail) {
  const { totalCount, nodes } = evidence;
  if (detail !== 'ALL') return given({ passages: [], passagesLeftOut: totalCount > 0 ? totalCount : null });
  const all = [...new Map([...nodes, ...lastEvidence.nodes].map((each) => [each.id, each])).values()];
  const sorted = [...all.filter(counts), ...all.filter((each) => !counts(each))];
  const first = sorted.slice(0, passages);
  const denying =
    passages > 0 && !first.some(({ stance }) => stance === 'DENIES') ? sorted.find(({ stance }) => stance === 'DENIES') : null;
  const shown = denying ? [...first, denying] : first;
  const left = totalCount - shown.length;
  return given({ passages: shown.map((each) => passageItem(each)), passagesLeftOut: left > 0 ? left : null });
}

/** How surely something holds: as the API says it, where a time is asked about. */
export function holdsOf(certainty: Certainty | null, time: QuestionTime): Holds {
  return timeInWords(time) === null ? 'NO_TIME_GIVEN' : (certainty ?? 'NOT_THEN');
}

/** A statement that says of itself what keeps it from being a plain fact, so that it cannot be quoted without. */
export function sentenceOf(statement: string, status: Status, holds: Holds, time: QuestionTime): string {
  const when = whenInWords(time);
  const reservation =
    holds === 'POSSIBLE'
      ? ` (only possible ${when}, not known)`
      : holds === 'LIKELY'
        ? ` (likely ${when}, not certain)`
        : holds === 'NOT_THEN'
          ? ` (not ${when})`
          : '';
  return `${STATUS_WORDS[status]}${oneLine(statement)}${reservation}`;
}

export function claimItem(claim: ClaimNode, making: Making): Item {
  const { address, time } = making;
  const certainty = holdsOf(claim.holds, time);
  const { id, type, statement, status, confidence, confidenceSet, voices, validity, from, to } = claim;
  const cite = { ids: [id], address: claimAddress(address, claim, time) };
  return (detail) =>
    given({
      sentence: sentenceOf(statement, status, certainty, time),
      type,
      from: from.slug,
      to: to.slug,
      dates: knownDates(validity),
      certainty,
      status,
      confidence,
      confidenceSetByEditor: confidenceSet ? true : null,
      voices: { asserting: voices.asserting, denying: voices.denying },
      ...(detail === 'LEAST' ? {} : particulars(claim)),
      ...passagesOf(claim, making, detail),
      cite,
    });
}

/** What only some types of relationship have. */
function particulars({ supportKinds, against, extent, eventCount, fatalities }: ClaimNode) {
  return {
    support: supportKinds && supportKinds.length > 0 ? supportKinds : null,
    against: against && against.length > 0 ? against.map(({ slug }) => slug) : null,
    extent,
    eventCount: eventCount === undefined || eventCount === 0 ? null : eventCount,
    deaths: estimateItem(fatalities),
  };
}

function claimAddress(base: string, { id, from, to, holds }: ClaimNode, time: QuestionTime): string {
  return explorerAddress(base, { show: [from.slug, to.slug], tie: id, time, possible: holds === 'POSSIBLE' });
}

/** Participants of an event that an item lists. */
const MAX_PARTICIPANTS = 12;

export function happeningItem(event: HappeningNode, making: Making): Item {
  const { address, time } = making;
  const { id, title, eventKind, status, validity, place, placePrecision, participants, deaths, civilianDeaths, injured } = event;
  const certainty = holdsOf(eventCertainty(validity, time), time);
  const listedParticipants = participants.slice(0, MAX_PARTICIPANTS);
  const left = participants.length - listedParticipants.length;
  const at = place === null ? '' : `, ${placePrecision === 'NEAR' ? 'near' : 'in'} ${oneLine(place.name)}`;
  const day =
    validity.start === null ? '' : `, ${validity.start}${validity.end && validity.end !== validity.start ? ` to ${validity.end}` : ''}`;
  return (detail) =>
    given({
      sentence: sentenceOf(`${oneLine(title)}${at}${day}`, status, certainty, time),
      kind: eventKind,
      dates: knownDates(validity),
      certainty,
      status,
      place: place?.slug ?? null,
      participants: detail === 'LEAST' ? [] : listedParticipants.map(({ role, actor }) => `${actor.slug} (${role})`),
      participantsLeftOut: detail === 'LEAST' ? participants.length || null : left > 0 ? left : null,
      deaths: estimateItem(deaths),
      civilianDeaths,
      injured,
      ...passagesOf(event, making, detail),
      cite: { ids: [id], address: eventAddress(address, event) },
    });
}

/** An event lasts no longer than it is attested. */
function eventCertainty(validity: Interval, { at, during }: QuestionTime): Certainty | null {
  const date = (text: string | null | undefined) => (text ? parseDate(text) : null);
  return certaintyIn(boundsOf(validity), windowOf(date(at), during && { start: date(during.start), end: date(during.end) }), 0);
}

function eventAddress(base: string, { id, participants, place, validity }: HappeningNode): string {
  const slugs = [...participants.map(({ actor }) => actor.slug).slice(0, MAX_PARTICIPANTS), ...(place ? [place.slug] : [])];
  if (slugs.length === 0) return queryAddress(base, `{ event(id: ${JSON.stringify(id)}) { title validity { start end } } }`);
  const time = validity.start && !validity.start.startsWith('[') ? { at: validity.start } : {};
  return explorerAddress(base, { show: slugs, select: slugs.slice(0, 1), time });
}

/** Names of entities in a sentence. */
export function namesOf(entities: readonly Named[]): string {
  return enumerated(entities.map(({ name }) => oneLine(name, 80)));
}
