import type { EventKind, SupportKind } from '../../model/kinds.ts';
import { type RelationshipType, vocabularyOf } from '../../model/vocabulary.ts';
import type { Clause } from '../clause.ts';
import type { Referent } from '../discourse.ts';
import type { Mood } from '../mood.ts';
import type { Named } from '../names.ts';
import type { Meaning } from '../resolve.ts';
import { casualtiesIn } from './casualties.ts';
import { eventTitle } from './eventTitle.ts';
import type { EventFact, Extent, NamedEnd, TieFact } from './facts.ts';
import type { ParsedSentence } from './parsedSentence.ts';
import type { Speakers } from './speakers.ts';

/** Collects the relationships and events that a sentence reports. */
export class FactCollector {
  readonly ties: TieFact[] = [];
  readonly events: EventFact[] = [];
  /** Whether somebody was named who may be one of several. */
  ambiguous = false;

  constructor(
    private readonly parsed: ParsedSentence,
    private readonly speakers: Speakers,
  ) {}

  /** An end of a meaning: an actor, or a place where the clause wants one. */
  pick(meaning: Meaning, end: 'actor' | 'place' | 'either', locative: boolean): NamedEnd[] {
    const usable = (referents: readonly Referent[], isPlace: boolean): NamedEnd[] =>
      referents.flatMap((referent) => {
        if (referent.named === null && referent.candidates.length > 1) this.ambiguous = true;
        return referent.named ? [{ referent, meaning, isPlace }] : [];
      });
    const actors = usable(meaning.actors, false);
    const places = usable(meaning.places, true);
    if (end === 'place') return meaning.isInside ? [] : places;
    if (end === 'actor') return actors;
    if (places.length > 0 && (locative || actors.every(({ referent }) => referent.sure < 1))) return places;
    return actors.length > 0 ? actors : places;
  }

  /** What `push` needs of a state that the verb of a clause reports. */
  stateIn(clause: Clause, mood: Mood, span: Extent, why: string) {
    return {
      negative: mood.negative,
      word: this.speakers.wordOf(mood, span),
      dates: this.parsed.datesBy(clause),
      state: true,
      past: clause.verb.past,
      span,
      base: 0.8,
      why,
    };
  }

  push(
    type: RelationshipType,
    a: NamedEnd,
    b: NamedEnd,
    rest: Partial<Pick<TieFact, 'elsewhen'>> &
      Pick<TieFact, 'negative' | 'word' | 'dates' | 'state' | 'past' | 'span' | 'why'> & {
        readonly kinds?: readonly SupportKind[];
        readonly base: number;
      },
  ): void {
    const row = vocabularyOf(type);
    const from = this.actingEnd(type, a);
    const to = this.receivingEnd(type, b);
    if (!from || !to || from === to || (from.kind === 'PLACE') !== (row.from[0] === ('place' as string))) return;
    if (!(row.to as readonly string[]).includes(to.kind === 'PLACE' ? 'place' : 'actor')) return;
    if (from.kind === 'POPULATION' || (type !== 'ATTACKS' && to.kind === 'POPULATION')) return;
    if (type === 'LEADS' && from.kind === 'PERSON' && !rest.negative) this.parsed.discourse.led.set(from, to);
    const because = [a.referent.because, b.referent.because].filter((each) => each !== null);
    this.ties.push({
      type,
      from,
      to,
      negative: rest.negative,
      word: rest.word,
      dates: rest.dates,
      elsewhen: rest.elsewhen === true,
      state: rest.state,
      past: rest.past,
      kinds: rest.kinds ?? [],
      extent: type === 'CONTROLS' ? (b.meaning.partial ? 'PARTIAL' : 'FULL') : null,
      span: rest.span,
      score: round(rest.base * a.referent.sure * b.referent.sure * (from.isNew || to.isNew ? 0.8 : 1)),
      why: [rest.why, ...because].join('; '),
    });
  }

  /** A metonym of power acts for its state, but speaks for itself. */
  private actingEnd(type: RelationshipType, { referent }: NamedEnd): Named | null {
    return type !== 'SPEAKS_FOR' && type !== 'LEADS' ? (referent.named?.actsFor ?? referent.named) : referent.named;
  }

  /** Who backs "Assad's forces" backs the government. */
  private receivingEnd(type: RelationshipType, { referent, meaning }: NamedEnd): Named | null {
    const named = type === 'BACKS' && meaning.owner && referent.named !== null ? meaning.owner : referent.named;
    return type !== 'SPEAKS_FOR' && type !== 'LEADS' ? (named?.actsFor ?? named) : named;
  }

  event(
    kind: EventKind,
    participants: EventFact['participants'],
    place: Named | null,
    mood: Mood,
    clause: Clause | null,
    span: Extent,
    title: string,
    score: number,
  ): void {
    const unique = participants.filter((one, at) => participants.findIndex((other) => other.named === one.named) === at);
    this.events.push({
      kind,
      participants: unique,
      place,
      title: (kind === 'PLEDGE' || kind === 'STATEMENT' ? title : eventTitle(kind, unique, place)).slice(0, 160),
      word:
        kind === 'STATEMENT' || kind === 'PLEDGE'
          ? { ...this.speakers.wordOf(mood, span), hedged: mood.hedged }
          : this.speakers.wordOf(mood, span),
      dates: clause ? this.parsed.datesBy(clause) : this.parsed.dates,
      elsewhen: clause !== null && this.parsed.isElsewhen(clause),
      deaths: kind === 'PLEDGE' || kind === 'STATEMENT' ? {} : casualtiesIn(this.parsed.shown),
      span,
      score: round(score),
      isDefinite: /^the\b/i.test(this.parsed.text.slice(span.start, span.end)),
      why: clause ? `“${this.parsed.textOf(clause.verb.first, clause.verb.last)}” reports it` : 'a noun reports it',
    });
  }
}

function round(score: number): number {
  return Math.round(Math.max(0, Math.min(1, score)) * 100) / 100;
}
