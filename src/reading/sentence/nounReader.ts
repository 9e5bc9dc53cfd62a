import type { EventRole } from '../../model/kinds.ts';
import type { Clause } from '../clause.ts';
import { singular } from '../forms.ts';
import type { NounTrigger } from '../lexicon.ts';
import type { Mood } from '../mood.ts';
import type { Named } from '../names.ts';
import { headOf, type NounPhrase } from '../parse.ts';
import type { Scope } from '../resolve.ts';
import { sentenceTitle } from './eventTitle.ts';
import type { FactCollector } from './factCollector.ts';
import { ASSERTED, type EventFact, endOf, everyPair, type NamedEnd } from './facts.ts';
import type { ParsedSentence } from './parsedSentence.ts';
import type { PledgeReader } from './pledgeReader.ts';
import type { Speakers } from './speakers.ts';

/** Reads what nouns report: "airstrikes on Idlib", "a ceasefire between Israel and Hezbollah". */
export class NounReader {
  constructor(
    private readonly parsed: ParsedSentence,
    private readonly speakers: Speakers,
    private readonly facts: FactCollector,
    private readonly pledges: PledgeReader,
  ) {}

  /** "airstrikes on Idlib", "a ceasefire between Israel and Hezbollah". */
  readNoun(phrase: NounPhrase): void {
    const { tokens } = this.parsed.sentence;
    const head = headOf(phrase, tokens);
    const lastTwo = tokens
      .slice(phrase.first, phrase.last)
      .filter(({ low }) => /\p{L}/u.test(low))
      .slice(-2)
      .map(({ low }) => singular(low))
      .join(' ');
    const trigger = this.parsed.lexicon.nouns.get(lastTwo) ?? this.parsed.lexicon.nouns.get(head);
    if (!trigger || phrase.pronoun !== null) return;
    const preposition = this.parsed.chunks[this.parsed.chunks.indexOf(phrase) - 1];
    const prospect = this.parsed.chunks[this.parsed.chunks.indexOf(phrase) - 2];
    const isProspective = preposition?.kind === 'prep' && /^(?:of|for|about|to)$/.test(preposition.low) && prospect?.kind === 'noun';
    if (isProspective && this.parsed.lexicon.prospects.has(headOf(prospect, tokens))) return;
    const { clause, isObject } = this.parsed.clauseOf(phrase);
    const mood = clause ? (isObject ? this.parsed.moods.ofObject(clause) : this.ofSubject(clause)) : ASSERTED;
    const at = this.parsed.chunks.indexOf(phrase);
    const light = clause && isObject && this.parsed.lexicon.light.has(clause.lemma) ? clause : null;
    if (clause && !light && isObject === false && clause.verb.passive && this.parsed.lexicon.light.has(clause.lemma)) {
      this.readNounEnds(phrase, trigger, at, { ...clause }, this.parsed.moods.of(clause), true);
      return;
    }
    this.readNounEnds(phrase, trigger, at, light ?? clause, mood, light !== null);
  }

  /** "Talks did not take place": there were none to speak of. */
  private ofSubject(clause: Clause): Mood {
    const mood = this.parsed.moods.of(clause);
    return mood.negative && !this.parsed.lexicon.light.has(clause.lemma) ? { ...mood, mode: 'hypothesis' } : mood;
  }

  private readNounEnds(phrase: NounPhrase, trigger: NounTrigger, at: number, clause: Clause | null, given: Mood, isLight: boolean): void {
    const { tokens } = this.parsed.sentence;
    const negated = /^(?:no|any)$/.test(tokens[phrase.first]!.low);
    const mood: Mood = negated && given.mode === 'actual' && !given.negative ? { ...given, negative: true } : given;
    if (mood.mode === 'hypothesis') return;
    const targets = this.parsed.complementsOf(
      at,
      (preposition) =>
        trigger.to.has(preposition) || preposition === 'by' || (trigger.between && (preposition === 'between' || preposition === 'among')),
    );
    const later =
      clause && isLight
        ? clause.complements.filter(({ preposition }) => trigger.to.has(preposition) || preposition === 'by' || preposition === 'between')
        : [];
    const complements = [...targets, ...later];
    const of = (wants: (preposition: string) => boolean, end: 'actor' | 'place' | 'either', scope: Scope = {}): NamedEnd[] =>
      complements
        .filter(({ preposition }) => wants(preposition))
        .flatMap(({ preposition, group }) => {
          const locative = /^(?:in|at)$/.test(preposition) || end === 'place';
          return this.parsed.resolver.group(group, { ...scope, locative }).flatMap((meaning) => this.facts.pick(meaning, end, locative));
        });
    const end = trigger.end ?? (trigger.type ? endOf(trigger.type) : 'place');
    const spanClause =
      clause && isLight
        ? this.parsed.spanOf(clause, mood)
        : this.parsed.phraseSpan(
            phrase,
            complements.map(({ group }) => group),
          );
    const scope = clause ? this.speakers.scopeOf(clause, spanClause) : {};
    const own = this.parsed.resolver
      .meaning(phrase, scope)
      .actors.flatMap((referent): NamedEnd[] =>
        referent.named ? [{ referent, meaning: this.parsed.resolver.meaning(phrase, scope), isPlace: false }] : [],
      );
    const by = of((preposition) => preposition === 'by', 'actor');
    const subject =
      clause && isLight
        ? this.parsed.resolver
            .group(clause.verb.passive ? this.parsed.agentOf(clause) : clause.subject, scope)
            .flatMap((meaning) => this.facts.pick(meaning, 'actor', false))
        : [];
    // "captured the town after months of fighting with Ukrainian troops"
    const beside =
      trigger.between &&
      !isLight &&
      clause &&
      !clause.object?.phrases.includes(phrase) &&
      complements.some(({ preposition }) => preposition === 'with' || preposition === 'against')
        ? this.parsed.resolver
            .group(clause.verb.passive ? this.parsed.agentOf(clause) : clause.subject, scope)
            .flatMap((meaning) => this.facts.pick(meaning, 'actor', false))
        : [];
    // "Russia launched its largest attack": the one that launches it.
    const isOwn = /^(?:its|their|his|her|our)$/.test(tokens[phrase.first]!.low);
    const agents = by.length > 0 ? by : isOwn && subject.length > 0 ? subject : own.length > 0 ? own : isLight ? subject : beside;
    const avoid = new Set(agents.flatMap(({ referent }) => referent.named ?? []));
    const agreed = trigger.between
      ? this.parsed.clauses.find(
          (each) => each.verb.passive && this.parsed.lexicon.light.has(each.lemma) && each.subject?.phrases.includes(phrase),
        )
      : undefined;
    const parties = agreed
      ? this.parsed.resolver.group(this.parsed.agentOf(agreed)).flatMap((meaning) => this.facts.pick(meaning, 'actor', false))
      : [];
    const said = of((preposition) => preposition === 'between' || preposition === 'among', 'actor');
    const between = said.length > 1 ? said : parties;
    // "strikes against Hezbollah in Syria": the place is no target beside a target.
    const targeted = of((preposition) => trigger.to.has(preposition) && !/^(?:in|of)$/.test(preposition), end, { ...scope, avoid });
    const to = targeted.length > 0 ? targeted : of((preposition) => trigger.to.has(preposition), end, { ...scope, avoid });
    const pairs =
      between.length > 1
        ? everyPair(between)
        : to.length > 0
          ? agents.flatMap((a) => to.map((b) => [a, b] as const))
          : trigger.between && isLight
            ? everyPair(subject)
            : [];
    const rest = {
      negative: mood.negative,
      word: this.speakers.wordOf(mood, spanClause),
      dates: clause ? this.parsed.datesBy(clause) : this.parsed.dates,
      state: trigger.type !== 'ATTACKS' && trigger.type !== 'FIGHTS' && trigger.type !== 'CONTROLS',
      past: clause ? clause.verb.past : false,
      span: spanClause,
      base: 0.8,
      why: `“${headOf(phrase, tokens)}” says it`,
    };
    if (mood.mode === 'pledge') {
      if (isLight && clause && mood.pledge !== null && !trigger.between) this.pledges.addPledge(clause, mood, spanClause);
      return;
    }
    const isProspect =
      trigger.between && clause !== null && /^(?:seek|want|discuss|urge|demand|propose|call for|hope|collapse|reject)$/.test(clause.lemma);
    if (!isProspect && trigger.type) for (const [a, b] of pairs) this.facts.push(trigger.type, a, b, rest);
    const isAir = this.parsed.resolver.meaning(phrase).isAir;
    const kind = isAir && trigger.air ? trigger.air : trigger.event;
    if (!kind || mood.negative || isProspect) return;
    const place =
      to.find(({ isPlace }) => isPlace)?.referent.named ??
      (clause && isLight ? this.parsed.placeOf(clause, scope) : null) ??
      this.placeNear(at);
    const sides = between.length > 1 ? between : pairs.length > 0 && trigger.between ? [...new Set(pairs.flat())] : [];
    const participants =
      sides.length > 0
        ? sides.map(({ referent }, index) => ({
            named: referent.named!,
            role: (kind === 'CEASEFIRE' ? 'PARTY' : index === 0 ? 'SIDE_A' : 'SIDE_B') as EventRole,
          }))
        : [
            ...agents.map(({ referent }) => ({ named: referent.named!.actsFor ?? referent.named!, role: 'INITIATOR' as EventRole })),
            ...to.filter(({ isPlace }) => !isPlace).map(({ referent }) => ({ named: referent.named!, role: 'TARGET' as EventRole })),
          ];
    if (kind === 'BATTLE' && sides.length < 2 && (agents.length === 0 || to.length === 0) && this.leaderOf(at) === null) return;
    const led = this.leaderOf(at);
    const all =
      led && kind === 'OFFENSIVE' ? [...led, ...participants] : led && agents.length === 0 ? [...led, ...participants] : participants;
    if (all.length === 0) {
      if (kind !== 'OFFENSIVE' || !place) return;
      const subjectOf = clause
        ? this.parsed.resolver.group(clause.subject, scope).flatMap((meaning) => this.facts.pick(meaning, 'actor', false))
        : [];
      if (subjectOf.length === 0) return;
      this.facts.event(
        kind,
        subjectOf.map(({ referent }) => ({ named: referent.named!, role: 'INITIATOR' })),
        place,
        mood,
        clause,
        spanClause,
        sentenceTitle(this.parsed.text.slice(spanClause.start, spanClause.end)),
        0.55,
      );
      return;
    }
    if (
      clause &&
      this.facts.events.some((event) => event.kind === kind && event.span.start <= spanClause.start && spanClause.end <= event.span.end)
    )
      return;
    this.facts.event(
      kind,
      all,
      place,
      mood,
      clause,
      spanClause,
      sentenceTitle(this.parsed.text.slice(spanClause.start, spanClause.end)),
      0.65 * Math.min(1, ...agents.map(({ referent }) => referent.sure)),
    );
  }

  /** "The attack, led by X": who leads it takes part in it. */
  private leaderOf(at: number): EventFact['participants'] | null {
    const phrase = this.parsed.chunks[at] as NounPhrase;
    const clause = this.parsed.clauses.find(
      (each) =>
        each.verb.passive &&
        /^(?:lead|launch|spearhead|mount|stage|carry|command)$/.test(each.verb.lemma) &&
        each.subject?.phrases.includes(phrase),
    );
    const agents = clause
      ? this.parsed.resolver.group(this.parsed.agentOf(clause)).flatMap((meaning) => this.facts.pick(meaning, 'actor', false))
      : [];
    const joined = phrase.hits
      .filter(({ last }) => this.parsed.sentence.tokens[last]?.low === '-' && this.parsed.sentence.tokens[last + 1]?.low === 'led')
      .flatMap((hit) => this.parsed.hitActor(hit, 'state') ?? []);
    const all = [...agents.map(({ referent }) => referent.named!), ...joined];
    return all.length > 0 ? all.map((named) => ({ named, role: 'INITIATOR' as const })) : null;
  }

  private placeNear(at: number): Named | null {
    for (let next = at + 1; next < Math.min(this.parsed.chunks.length, at + 5); next++) {
      const chunk = this.parsed.chunks[next]!;
      if (chunk.kind === 'verb' || chunk.kind === 'stop') return this.placeOfSubject(at) ?? null;
      const before = this.parsed.chunks[next - 1];
      if (chunk.kind === 'noun' && before?.kind === 'prep' && /^(?:in|near|at|on|of|outside|around)$/.test(before.low)) {
        const place = this.parsed.resolver.meaning(chunk, { locative: true }).places[0]?.named;
        if (place) return place;
      }
    }
    return this.placeOfSubject(at);
  }

  /** "entered parts of Aleppo in a surprise offensive": the place of the clause. */
  private placeOfSubject(at: number): Named | null {
    const { clause } = this.parsed.clauseOf(this.parsed.chunks[at] as NounPhrase);
    if (!clause) return null;
    const object = this.parsed.resolver.group(clause.object, { locative: true }).flatMap(({ places }) => places)[0]?.named;
    return object ?? this.parsed.placeOf(clause, {});
  }
}
