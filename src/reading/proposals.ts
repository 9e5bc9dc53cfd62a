import { dateOrNull } from '../model/date.ts';
import { tieStatement } from '../model/statement.ts';
import type { TextSpan } from '../model/text/codePoints.ts';
import { type RelationshipType, vocabularyOf } from '../model/vocabulary.ts';
import type { DateHit } from './dates.ts';
import { type Named, readableSlug } from './names.ts';
import type { Attribution, EventFact, Extent, TieFact } from './sentence/facts.ts';
import type { Proposal } from './types.ts';

/** What a row of a text needs besides its facts. */
export interface ReadingPage {
  readonly text: string;
  readonly publishedOn: string | null;
  readonly source: string | null;
  readonly spanOf: (extent: Extent) => TextSpan;
  /** Is it inside quotation marks? */
  readonly isQuoted: (extent: Extent) => boolean;
}

interface Times {
  readonly start?: string;
  readonly end?: string;
  readonly attestedFrom?: string;
  readonly attestedUntil?: string;
}

/** Relationships with the same type and ends are one row; denials of one that is asserted are its evidence, others rows of their own. */
export function tieProposals(facts: readonly TieFact[], page: ReadingPage): Proposal[] {
  const groups = new Map<string, TieFact[]>();
  for (const fact of facts) {
    const ends = vocabularyOf(fact.type).symmetric ? [fact.from.slug, fact.to.slug].sort() : [fact.from.slug, fact.to.slug];
    const key = [fact.type, ...ends].join(' ');
    groups.set(key, [...(groups.get(key) ?? []), fact]);
  }
  return [...groups.values()].flatMap((group) =>
    group.some(({ negative }) => !negative) ? [asserted(group, page)] : group.map((fact) => denied(fact, page)),
  );
}

function asserted(group: readonly TieFact[], page: ReadingPage): Proposal {
  const best = group.filter(({ negative }) => !negative).reduce((a, b) => (b.score > a.score ? b : a));
  const { type, from, to } = best;
  const times = mergeTimes(group.filter(({ negative }) => !negative).map((fact) => timesOf(fact, page)));
  const kinds = [...new Set(group.flatMap((fact) => fact.kinds))];
  const evidence = uniqueBy(
    [best, ...group.filter((fact) => fact !== best)],
    ({ span, negative }) => `${span.start} ${span.end} ${negative}`,
  ).map((fact) => evidenceOf(fact, page));
  const extents = new Set(group.filter(({ negative }) => !negative).map(({ extent }) => extent));
  return {
    kind: 'RELATIONSHIP',
    input: {
      type,
      from: from.slug,
      to: to.slug,
      ...times,
      ...(type === 'CONTROLS' ? { extent: extents.has('FULL') && !extents.has('PARTIAL') ? 'FULL' : 'PARTIAL' } : {}),
      ...(kinds.length > 0 ? { periods: [{ ...periodOf(times), kinds }] } : {}),
      evidence,
    },
    statement: tieStatement(type, from, to, 'from'),
    ...quoteOf(best.span, page),
    score: Math.min(1, Math.round((best.score + 0.03 * (group.length - 1)) * 100) / 100),
    why: best.why,
  };
}

function denied(fact: TieFact, page: ReadingPage): Proposal {
  const { type, from, to } = fact;
  return {
    kind: 'EVIDENCE',
    input: evidenceOf(fact, page),
    statement: `Denied: ${tieStatement(type, from, to, 'from')}`,
    ...quoteOf(fact.span, page),
    score: fact.score,
    why: `${fact.why}; it is denied`,
    denies: { type, from: from.slug, to: to.slug },
  };
}

function quoteOf(extent: Extent, { text, spanOf }: ReadingPage): Pick<Proposal, 'quote' | 'span'> {
  return { quote: text.slice(extent.start, extent.end), span: spanOf(extent) };
}

function evidenceOf(
  fact: Pick<TieFact, 'span' | 'word' | 'dates'> & { readonly negative: boolean },
  page: ReadingPage,
): Record<string, unknown> {
  const at = fact.dates.find(({ use }) => use === 'at' || use === 'since')?.date ?? page.publishedOn;
  return {
    ...passage(fact.span, fact.word, page),
    stance: fact.negative ? 'DENIES' : 'ASSERTS',
    ...(at ? { asOf: at } : {}),
  };
}

function passage(span: Extent, word: Attribution, page: ReadingPage): Record<string, unknown> {
  const { quote, span: codePoints } = quoteOf(span, page);
  return {
    ...(page.source ? { source: page.source } : {}),
    quote,
    start: codePoints.start,
    end: codePoints.end,
    verbatim: page.isQuoted(span),
    hedged: word.hedged,
    ...(word.attributedTo ? { attributedTo: word.attributedTo.slug } : word.attribution ? { attribution: word.attribution } : {}),
    ...(word.statedOn ? { statedOn: word.statedOn } : {}),
  };
}

/** When it held: what the text says; of a state without a date, the day of publication attests it; of an act, its month. */
function timesOf({ dates, elsewhen, state, past, type }: TieFact, { publishedOn }: ReadingPage): Times {
  const since = dates.find(({ use }) => use === 'since')?.date;
  const until = dates.find(({ use }) => use === 'until')?.date;
  const at = dates.find(({ use }) => use === 'at')?.date;
  const today = publishedOn ? { attestedFrom: publishedOn, attestedUntil: publishedOn } : {};
  if (since || until)
    return {
      ...(since ? { start: since } : {}),
      ...(until ? { end: until } : publishedOn && !past ? { attestedUntil: publishedOn } : {}),
    };
  const begins = type === 'CONTROLS' && !state;
  const isAct = !state && type !== 'CEASEFIRE_WITH';
  if (at)
    return begins || type === 'CEASEFIRE_WITH' || lastsForEver(type)
      ? { start: at }
      : isAct
        ? { start: at, end: at }
        : { attestedFrom: at, attestedUntil: at };
  if (publishedOn === null || elsewhen) return {};
  if (begins || type === 'CEASEFIRE_WITH' || lastsForEver(type)) return today;
  if (isAct) return { start: monthOf(publishedOn), end: monthOf(publishedOn) };
  return past ? {} : today;
}

function lastsForEver(type: RelationshipType): boolean {
  return vocabularyOf(type).lastingDays === null && type !== 'LOCATED_IN';
}

/** No day is given: the month of publication, as an editor would put it. */
function monthOf(publishedOn: string): string {
  return /^\d{4}-\d{2}/.test(publishedOn) ? publishedOn.slice(0, 7) : publishedOn;
}

function mergeTimes(all: readonly Times[]): Times {
  const pick = (field: keyof Times, wants: 'first' | 'last'): Partial<Times> => {
    const found = all.flatMap((times) => (times[field] ? [times[field]] : []));
    if (found.length === 0) return {};
    const order = (text: string) => (wants === 'first' ? (dateOrNull(text)?.first ?? 0) : -(dateOrNull(text)?.last ?? 0));
    return { [field]: found.reduce((a, b) => (order(b) < order(a) ? b : a)) };
  };
  const times: Times = {
    ...pick('start', 'first'),
    ...pick('end', 'last'),
    ...pick('attestedFrom', 'first'),
    ...pick('attestedUntil', 'last'),
  };
  const start = times.start ? dateOrNull(times.start) : null;
  const attested = times.attestedFrom ? dateOrNull(times.attestedFrom) : null;
  // What began later than it is attested: only one of both can be right, and the attested day is the sure one.
  if (start && attested && start.first > attested.last) return { ...times, start: times.attestedFrom! };
  const end = times.end ? dateOrNull(times.end) : null;
  const until = times.attestedUntil ? dateOrNull(times.attestedUntil) : null;
  if (end && until && end.last < until.first) {
    const { end: _, ...rest } = times;
    return rest;
  }
  return times;
}

function periodOf({ start, end, attestedFrom, attestedUntil }: Times): { start?: string; end?: string } {
  const from = start ?? attestedFrom;
  const to = end ?? attestedUntil;
  return { ...(from ? { start: from } : {}), ...(to ? { end: to } : {}) };
}

/** The rows of events; those without any date are left out, since an event must have one. */
export function eventProposals(facts: readonly EventFact[], page: ReadingPage): Proposal[] {
  const used = new Map<string, number>();
  return mergeEvents(facts, page).flatMap((fact): Proposal[] => {
    const start = startOf(fact, page);
    if (start === null) return [];
    const until = fact.dates.find(({ use }) => use === 'until')?.date;
    const who = fact.participants.map(({ named }) => named.slug).slice(0, 2);
    const base = [
      page.source ? readableSlug(page.source) : 'text',
      fact.kind.toLowerCase().replaceAll('_', '-'),
      ...who,
      ...(fact.place ? [fact.place.slug] : []),
      start.replace(/[^\d-]+/g, '-').replace(/^-|-$/g, ''),
    ]
      .join(':')
      .slice(0, 180);
    const number = (used.get(base) ?? 0) + 1;
    used.set(base, number);
    const { deaths } = fact;
    const claimed = {
      ...(deaths.best === undefined ? {} : { deathsBest: deaths.best }),
      ...(deaths.low === undefined ? {} : { deathsLow: deaths.low }),
      ...(deaths.text === undefined ? {} : { deathsText: deaths.text }),
    };
    const due = fact.kind === 'PLEDGE' ? fact.dates.find(({ use }) => use === 'due')?.date : undefined;
    return [
      {
        kind: 'EVENT',
        input: {
          key: number === 1 ? base : `${base}:${number}`,
          kind: fact.kind,
          title: fact.title,
          start,
          ...(until ? { end: until } : due ? { end: due } : {}),
          ...(fact.place ? { place: fact.place.slug } : {}),
          participants: fact.participants.map(({ named, role }) => ({ actor: named.slug, role })),
          ...claimed,
          ...(deaths.civilian === undefined ? {} : { civilianDeaths: deaths.civilian }),
          ...(deaths.injured === undefined ? {} : { injured: deaths.injured }),
          evidence: [{ ...passage(fact.span, fact.word, page), stance: 'ASSERTS', ...claimed }],
        },
        statement: `${fact.kind.charAt(0)}${fact.kind.slice(1).toLowerCase().replaceAll('_', ' ')}: ${fact.title}`,
        ...quoteOf(fact.span, page),
        score: fact.score,
        why: fact.dates.some(isWhen) ? fact.why : `${fact.why}; the month is that of publication`,
      },
    ];
  });
}

function isWhen({ use }: DateHit): boolean {
  return use === 'at' || use === 'since';
}

function startOf({ dates, elsewhen }: EventFact, { publishedOn }: ReadingPage): string | null {
  const said = dates.find(isWhen)?.date;
  if (said) return said;
  return publishedOn === null || elsewhen ? null : monthOf(publishedOn);
}

/** An event of one kind at one place and time that several sentences report is one row. */
function mergeEvents(facts: readonly EventFact[], page: ReadingPage): EventFact[] {
  const merged: EventFact[] = [];
  for (const fact of facts) {
    const at = merged.findIndex((each) => canBeOne(each, fact, page) || isSameOffensive(each, fact));
    if (at < 0) merged.push(fact);
    else {
      const first = merged[at]!;
      const participants = [
        ...first.participants,
        ...fact.participants.filter(({ named }) => !first.participants.some((other) => other.named === named)),
      ];
      merged[at] = {
        ...first,
        participants,
        place: first.place ?? fact.place,
        deaths: { ...fact.deaths, ...first.deaths },
        dates: first.dates.length > 0 ? first.dates : fact.dates,
        score: Math.max(first.score, fact.score),
      };
    }
  }
  return merged;
}

/** "The attack, led by X", after an offensive: that one. */
function isSameOffensive(a: EventFact, b: EventFact): boolean {
  return (
    a.kind === 'OFFENSIVE' &&
    b.kind === 'BATTLE' &&
    b.place === null &&
    b.isDefinite &&
    b.participants.every(({ role }) => role === 'INITIATOR')
  );
}

function canBeOne(a: EventFact, b: EventFact, page: ReadingPage): boolean {
  if (a.kind !== b.kind || a.kind === 'PLEDGE' || a.kind === 'STATEMENT') return false;
  if (startOf(a, page) !== startOf(b, page)) return false;
  const samePlace = a.place === b.place || a.place === null || b.place === null;
  const shared = a.participants.some(({ named }) => b.participants.some((other) => other.named === named));
  return a.kind === 'OFFENSIVE'
    ? samePlace
    : samePlace && shared && (a.place !== null || b.place !== null || a.span.start === b.span.start);
}

/** Actors and places that the graph does not have. */
export function entityProposals(
  named: readonly { readonly named: Named; readonly at: Extent; readonly because: string | null; readonly isUsed: boolean }[],
  page: ReadingPage,
): Proposal[] {
  return named.map(({ named: { slug, kind, placeKind, name }, at, because, isUsed }) => ({
    kind: kind === 'PLACE' ? ('PLACE' as const) : ('ACTOR' as const),
    input: { slug, kind: kind === 'PLACE' ? placeKind : kind, name },
    statement: `New ${(kind === 'PLACE' ? placeKind! : kind).toLowerCase().replaceAll('_', ' ')}: ${name}`,
    ...quoteOf(at, page),
    score: because === null ? (isUsed ? 0.5 : 0.3) : isUsed ? 0.7 : 0.5,
    why:
      because === null
        ? 'a capitalised name that the graph does not have; its kind is a guess'
        : `a name that the graph does not have; ${because} says what it is`,
  }));
}

function uniqueBy<T>(all: readonly T[], key: (each: T) => string): T[] {
  return [...new Map(all.map((each) => [key(each), each] as const).reverse()).values()].reverse();
}
