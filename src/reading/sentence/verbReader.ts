import type { EventKind, EventRole, SupportKind } from '../../model/kinds.ts';
import type { Clause, NounGroup } from '../clause.ts';
import type { Slot, VerbTrigger } from '../lexicon.ts';
import type { Mood } from '../mood.ts';
import type { Named } from '../names.ts';
import { headOf } from '../parse.ts';
import type { Scope } from '../resolve.ts';
import { sentenceTitle } from './eventTitle.ts';
import type { FactCollector } from './factCollector.ts';
import { type Extent, endOf, everyPair, type NamedEnd } from './facts.ts';
import type { ParsedSentence } from './parsedSentence.ts';
import type { PledgeReader } from './pledgeReader.ts';
import type { Speakers } from './speakers.ts';
import type { StateReader } from './stateReader.ts';

/** Reads what the verbs of clauses report. */
export class VerbReader {
  constructor(
    private readonly parsed: ParsedSentence,
    private readonly speakers: Speakers,
    private readonly facts: FactCollector,
    private readonly pledges: PledgeReader,
    private readonly states: StateReader,
  ) {}

  readClause(clause: Clause): void {
    const triggers = this.parsed.lexicon.verbs.get(clause.lemma) ?? this.parsed.lexicon.verbs.get(clause.verb.lemma) ?? [];
    const mood = this.parsed.moods.of(clause);
    let read = false;
    for (const trigger of triggers) if (!read) read = this.readTrigger(clause, trigger, mood);
    if (clause.lemma === 'be' || clause.lemma === 'become') this.states.readCopula(clause, mood);
    this.pledges.readPledge(clause, mood);
    if (mood.denial === null && this.parsed.lexicon.governing.get(clause.verb.lemma)?.has('denial')) this.pledges.readDenial(clause, mood);
  }

  private readTrigger(clause: Clause, trigger: VerbTrigger, mood: Mood): boolean {
    if (trigger.goods && !this.hasGoods(clause, trigger)) return false;
    const span = this.parsed.spanOf(clause, mood);
    const scope = this.speakers.scopeOf(clause, span);
    const from = this.endsAt(clause, trigger.from, 'actor', scope);
    if (trigger.type === null) return this.readEventVerb(clause, trigger, mood, from, span, scope);
    const avoid = new Set(from.flatMap(({ referent }) => referent.named ?? []));
    let to = this.endsAt(clause, trigger.to, trigger.end ?? endOf(trigger.type), { ...scope, avoid });
    if (to.length === 0 && trigger.implied) {
      const place = this.parsed.discourse.lastPlace();
      if (place && from.length > 0)
        to = [
          {
            referent: { named: place, candidates: [place], sure: 0.6, because: 'the place named before' },
            meaning: from[0]!.meaning,
            isPlace: true,
          },
        ];
    }
    const pairs = to.length > 0 ? from.flatMap((a) => to.map((b) => [a, b] as const)) : trigger.pair ? everyPair(from) : [];
    if (pairs.length === 0 && trigger.end !== null && to.length === 0) return false;
    const isAir = this.parsed.isAir(clause);
    for (const [a, b] of pairs) this.addTie(clause, trigger, mood, a, b, span);
    if (trigger.extra)
      for (const other of this.endsAt(clause, trigger.extra.to, 'actor', scope))
        for (const a of from) this.addTie(clause, { ...trigger, type: trigger.extra.type, kinds: [], state: false }, mood, a, other, span);
    const kind = isAir && trigger.air ? trigger.air : trigger.event;
    if (kind && (pairs.length > 0 || from.length > 0) && to.length + from.length > 0 && (to.length > 0 || trigger.pair))
      this.addEvent(clause, kind, mood, from, to, span, scope);
    return pairs.length > 0;
  }

  private endsAt(clause: Clause, places: readonly Slot[], end: 'actor' | 'place' | 'either', scope: Scope): NamedEnd[] {
    for (const place of places) {
      for (const { group, preposition } of this.groupsAt(clause, place)) {
        const locative = preposition !== null && /^(?:in|near|inside|outside|across|around)$/.test(preposition);
        const meanings = this.parsed.resolver.group(group, { ...scope, locative: locative || end === 'place' });
        const ends = meanings.flatMap((meaning) => this.facts.pick(meaning, end, locative));
        if (ends.length > 0) return ends;
      }
    }
    return [];
  }

  private groupsAt(clause: Clause, { at, prepositions }: Slot): { group: NounGroup; preposition: string | null }[] {
    const isPassive = clause.verb.passive && !clause.lemma.startsWith('be ');
    const by = this.parsed.agentOf(clause);
    const plain = (group: NounGroup | null) => (group ? [{ group, preposition: null }] : []);
    if (at === 'subject') return plain(isPassive ? by : this.parsed.operatorsOf(clause.subject));
    if (at === 'object') return plain(isPassive ? clause.subject : clause.object);
    return [...prepositions].flatMap((preposition) => clause.complements.filter((each) => each.preposition === preposition));
  }

  private hasGoods(clause: Clause, { goods, to }: VerbTrigger): boolean {
    const isGoods = (group: NounGroup | null | undefined) =>
      group?.phrases.some((phrase) => this.parsed.lexicon.things(headOf(phrase, this.parsed.sentence.tokens), goods!)) === true;
    const given = clause.verb.passive ? [clause.subject] : [clause.object, clause.second];
    if (to.some(({ at }) => at === 'object')) {
      const withGoods = clause.complements.some(({ preposition, group }) => preposition === 'with' && isGoods(group));
      const second = isGoods(clause.second) || (clause.verb.passive && isGoods(clause.object));
      if (withGoods || second) return true;
      return (
        /^(?:equip|supply|furnish|outfit)$/.test(clause.verb.lemma) ||
        (isGoods(clause.object) && clause.complements.some(({ preposition }) => preposition === 'to'))
      );
    }
    return given.some(isGoods) || (goods === 'arms' && clause.object === null);
  }

  private addTie(
    clause: Clause,
    trigger: Pick<VerbTrigger, 'type' | 'state' | 'kinds'>,
    mood: Mood,
    a: NamedEnd,
    b: NamedEnd,
    span: Extent,
  ): void {
    if (mood.mode !== 'actual') return;
    const type = trigger.type!;
    const kinds = type === 'BACKS' ? [...new Set([...trigger.kinds, ...this.kindsOf(clause)])] : [];
    this.facts.push(type, a, b, {
      negative: mood.negative,
      word: this.speakers.wordOf(mood, span),
      dates: this.parsed.datesBy(clause),
      elsewhen: this.parsed.isElsewhen(clause),
      state: trigger.state,
      past: clause.verb.past,
      kinds,
      span,
      base: 0.85,
      why: `“${this.parsed.textOf(clause.verb.first, clause.verb.last)}” says it`,
    });
  }

  private kindsOf(clause: Clause): SupportKind[] {
    const goods = [
      clause.object,
      clause.second,
      ...clause.complements.filter(({ preposition }) => preposition === 'with').map(({ group }) => group),
    ];
    const said = goods
      .flatMap((group) => group?.phrases ?? [])
      .flatMap((phrase) => this.parsed.lexicon.goodsKinds(headOf(phrase, this.parsed.sentence.tokens)) ?? []);
    return clause.verb.lemma === 'back' || clause.verb.lemma === 'support' ? [] : said;
  }

  private readEventVerb(clause: Clause, trigger: VerbTrigger, mood: Mood, from: readonly NamedEnd[], span: Extent, scope: Scope): boolean {
    const kind = trigger.event!;
    if (kind === 'STATEMENT') {
      const speakers = from.filter(({ referent, meaning }) => referent.named && !meaning.isSource);
      if (mood.mode !== 'actual' || mood.negative || speakers.length === 0) return false;
      this.facts.event(
        kind,
        speakers.map(({ referent }) => ({ named: referent.named!, role: 'SPEAKER' })),
        null,
        mood,
        clause,
        span,
        `${names(speakers)} ${this.parsed.textOf(clause.verb.first, this.parsed.endOf(clause))}`,
        0.5,
      );
      return true;
    }
    const to = this.endsAt(clause, trigger.to, 'place', scope);
    if (from.length === 0 || (to.length === 0 && kind === 'CLOSURE')) return false;
    this.addEvent(clause, kind, mood, from, to, span, scope);
    return true;
  }

  private addEvent(
    clause: Clause,
    kind: EventKind,
    mood: Mood,
    from: readonly NamedEnd[],
    to: readonly NamedEnd[],
    span: Extent,
    scope: Scope,
  ): void {
    if (mood.mode !== 'actual' || mood.negative) return;
    const own = to.find(({ isPlace }) => isPlace)?.referent.named ?? null;
    const inner = to.flatMap(({ meaning }) => meaning.places)[0]?.named ?? null;
    const place = own ?? this.parsed.placeOf(clause, scope) ?? inner ?? this.placeAfter(to);
    const mutual = kind === 'BATTLE' && to.length === 0;
    const participants = [
      ...from.map(({ referent }, at) => ({
        named: referent.named!.actsFor ?? referent.named!,
        role: (mutual ? (at === 0 ? 'SIDE_A' : 'SIDE_B') : 'INITIATOR') as EventRole,
      })),
      ...to.filter(({ isPlace }) => !isPlace).map(({ referent }) => ({ named: referent.named!, role: 'TARGET' as EventRole })),
    ].filter(({ named }) => named.kind !== 'PLACE');
    if (participants.length === 0) return;
    this.facts.event(
      kind,
      participants,
      place,
      mood,
      clause,
      span,
      sentenceTitle(this.parsed.text.slice(span.start, span.end)),
      0.75 * Math.min(...[...from, ...to].map(({ referent }) => referent.sure)),
    );
  }

  /** "rebel positions in Aleppo's suburbs": the phrase after the target. */
  private placeAfter(ends: readonly NamedEnd[]): Named | null {
    for (const { meaning } of ends) {
      const at = this.parsed.chunks.indexOf(meaning.phrase);
      const preposition = this.parsed.chunks[at + 1];
      const noun = this.parsed.chunks[at + 2];
      if (preposition?.kind !== 'prep' || !/^(?:in|near|at|outside|around|of)$/.test(preposition.low) || noun?.kind !== 'noun') continue;
      const place = this.parsed.resolver.meaning(noun, { locative: true }).places[0]?.named;
      if (place) return place;
    }
    return null;
  }
}

function names(ends: readonly NamedEnd[]): string {
  return ends.map(({ referent }) => referent.named!.name).join(' and ');
}
