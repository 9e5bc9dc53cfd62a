import type { Cell, Column } from '../../../model/text/column.ts';
import type { NamedEntity } from '../../../write/load/unitOfWork.ts';
import { EDGE_COLUMNS, edgeLabel, mayHold, NODE_COLUMNS, surelyHolds } from '../columns.ts';
import type { PlacedEvent } from '../events.ts';
import type { CitedPassage } from '../passages.ts';
import type { Edge } from '../snapshot.ts';

/** Columns of these names and this type, whose cells `of` gives all at once. */
function columns<T>(type: Column<T>['type'], cells: Readonly<Record<string, (item: T) => Cell>>): Column<T>[] {
  return Object.entries(cells).map(([name, of]) => ({ name, type, of }));
}

export const NODE_TABLE: readonly Column<NamedEntity>[] = [
  ...columns<NamedEntity>('string', { id: ({ id }) => id, label: ({ name }) => name }),
  ...NODE_COLUMNS,
];

export const RELATIONSHIP_TABLE: readonly Column<Edge>[] = [
  ...columns<Edge>('string', {
    id: ({ tie }) => tie.id,
    source: ({ tie }) => tie.from,
    target: ({ tie }) => tie.to,
    label: edgeLabel,
  }),
  ...EDGE_COLUMNS,
];

export const EVIDENCE_TABLE: readonly Column<CitedPassage>[] = [
  ...columns<CitedPassage>('string', {
    id: ({ passage }) => passage.id,
    about: ({ passage }) => passage.about,
    stance: ({ passage }) => passage.stance,
    quote: ({ passage }) => passage.quote,
    sourceKey: ({ source }) => source?.key ?? null,
    sourceTitle: ({ source }) => source?.title ?? null,
    publisher: ({ source }) => source?.publisher ?? null,
    publishedOn: ({ source }) => source?.publishedOn ?? null,
    reliability: ({ source }) => source?.reliability ?? null,
    url: ({ source }) => source?.url ?? null,
    locator: ({ passage }) => passage.locator,
    attributedTo: ({ speaker }) => speaker,
    attribution: ({ passage }) => passage.attribution,
    statedOn: ({ passage }) => passage.statedOn,
    asOf: ({ passage }) => passage.asOf,
  }),
  ...columns<CitedPassage>('boolean', { verbatim: ({ passage }) => passage.verbatim, hedged: ({ passage }) => passage.hedged }),
  ...columns<CitedPassage>('integer', {
    deathsBest: ({ passage }) => passage.deathsBest,
    deathsLow: ({ passage }) => passage.deathsLow,
    deathsHigh: ({ passage }) => passage.deathsHigh,
  }),
];

export const EVENT_TABLE: readonly Column<PlacedEvent>[] = [
  ...columns<PlacedEvent>('string', {
    id: ({ event }) => event.id,
    key: ({ event }) => event.key,
    kind: ({ event }) => event.kind,
    title: ({ event }) => event.title,
    status: ({ event }) => event.status,
    start: ({ event }) => event.start,
    end: ({ event }) => event.end,
    mayHoldFrom: ({ event }) => mayHold(event).from,
    mayHoldUntil: ({ event }) => mayHold(event).until,
    surelyHoldsFrom: ({ event }) => surelyHolds(event).from,
    surelyHoldsUntil: ({ event }) => surelyHolds(event).until,
    place: ({ place }) => place?.slug ?? null,
    placeName: ({ place }) => place?.name ?? null,
    placePrecision: ({ event }) => event.placePrecision,
    participants: participantsText,
  }),
  ...columns<PlacedEvent>('double', {
    latitude: ({ place }) => place?.latitude ?? null,
    longitude: ({ place }) => place?.longitude ?? null,
  }),
  ...columns<PlacedEvent>('boolean', { ongoing: ({ event }) => event.ongoing }),
  ...columns<PlacedEvent>('integer', {
    deathsBest: ({ event }) => event.deathsBest,
    deathsLow: ({ event }) => event.deathsLow,
    deathsHigh: ({ event }) => event.deathsHigh,
    civilianDeaths: ({ event }) => event.civilianDeaths,
    injured: ({ event }) => event.injured,
  }),
];

/** `iran SIDE_A; islamic-state SIDE_B`. */
export function participantsText({ event, slugOf }: PlacedEvent): string {
  return event.participants.map(({ actor, role }) => `${slugOf(actor)} ${role}`).join('; ');
}
