import type { EventRole } from '../../model/kinds.ts';
import { vocabularyOf } from '../../model/vocabulary.ts';
import type { Clause } from '../clause.ts';
import type { Mood } from '../mood.ts';
import type { Named } from '../names.ts';
import { headOf, type NounPhrase } from '../parse.ts';
import { sentenceTitle } from './eventTitle.ts';
import type { FactCollector } from './factCollector.ts';
import { type Extent, unite } from './facts.ts';
import type { ParsedSentence } from './parsedSentence.ts';
import type { Speakers } from './speakers.ts';

/** Reads what clauses promise, threaten or deny. */
export class PledgeReader {
  constructor(
    private readonly parsed: ParsedSentence,
    private readonly speakers: Speakers,
    private readonly facts: FactCollector,
  ) {}

  readPledge(clause: Clause, mood: Mood): void {
    const governing = this.parsed.lexicon.governing.get(clause.lemma) ?? this.parsed.lexicon.governing.get(clause.verb.lemma);
    const span = this.parsed.spanOf(clause, mood);
    if (mood.mode === 'pledge') {
      // Once for each deed that is promised.
      const hasTrigger =
        this.parsed.lexicon.verbs.has(clause.lemma) ||
        this.parsed.lexicon.verbs.has(clause.verb.lemma) ||
        this.parsed.lexicon.light.has(clause.lemma);
      if (!hasTrigger && !this.isStrong(mood.pledge)) return;
      if (mood.pledge === clause && this.parsed.clauses.some(({ governor }) => governor?.clause === clause && governor.by === 'to')) return;
      this.addPledge(clause, mood, span);
      return;
    }
    if (!governing?.has('pledge') || mood.mode !== 'actual' || mood.negative || clause.verb.passive) return;
    if (clause.object === null || /^(?:seek|want|hope|aim|consider|propose|warn|weigh|mull|decide|resolve|intend)$/.test(clause.verb.lemma))
      return;
    const goods = [clause.object, clause.second].some((group) => group?.phrases.some((phrase) => this.isPromised(phrase)));
    if (goods) this.addPledge(clause, { ...mood, mode: 'pledge', pledge: clause }, this.parsed.spanOf(clause, mood));
  }

  /** Goods, or a deed in a noun: "promised weapons", "threatened an offensive". */
  private isPromised(phrase: NounPhrase): boolean {
    const head = headOf(phrase, this.parsed.sentence.tokens);
    const trigger = this.parsed.lexicon.nouns.get(head);
    if (trigger?.between) return false;
    return (
      trigger !== undefined ||
      this.parsed.lexicon.things(head, 'support') ||
      /^(?:revenge|retaliation|response|retribution|help|cooperation|counterattack|action)$/.test(head)
    );
  }

  private isStrong(pledge: Clause | null): boolean {
    return pledge !== null && /^(?:vow|pledge|promise|threaten|swear|commit|undertake)$/.test(pledge.verb.lemma);
  }

  addPledge(clause: Clause, mood: Mood, span: Extent): void {
    const says =
      mood.pledge &&
      mood.pledge !== clause &&
      clause.verb.modal !== null &&
      !this.parsed.lexicon.governing.get(mood.pledge.lemma)?.has('pledge');
    const promiser = says ? clause : (mood.pledge ?? clause);
    const scope = this.speakers.scopeOf(clause, span);
    const who = this.parsed.resolver
      .group(promiser.verb.passive ? null : promiser.subject, { ...scope, ...this.speakers.scopeOf(promiser, span) })
      .flatMap((meaning) => this.facts.pick(meaning, 'actor', false));
    if (who.length === 0) return;
    // "A said B will attack" is A's forecast, no pledge of B.
    if (mood.speech && promiser.verb.modal !== null && mood.speech.subject) {
      const says = this.parsed.resolver
        .group(mood.speech.subject)
        .flatMap((meaning) => this.facts.pick(meaning, 'actor', false))
        .filter(({ referent }) => !(referent.named!.kind === 'PERSON' && referent.named!.country === null));
      const isSource = this.parsed.resolver.group(mood.speech.subject).some((meaning) => meaning.isSource && meaning.actors.length === 0);
      if (isSource || (says.length > 0 && !says.some((each) => who.some(({ referent }) => related(each.referent.named!, referent.named!)))))
        return;
    }
    const others = [
      clause.object,
      clause.second,
      ...clause.complements.filter(({ preposition }) => /^(?:to|against|on|for|with)$/.test(preposition)).map(({ group }) => group),
    ];
    const avoid = new Set(who.map(({ referent }) => referent.named!));
    const recipients = others
      .flatMap((group) => this.parsed.resolver.group(group, { ...scope, avoid }))
      .flatMap((meaning) => this.facts.pick(meaning, 'actor', false));
    const trigger = (this.parsed.lexicon.verbs.get(clause.lemma) ?? this.parsed.lexicon.verbs.get(clause.verb.lemma))?.find(
      ({ type }) => type !== null,
    );
    const hostile = trigger?.type ? vocabularyOf(trigger.type).sign === 'HOSTILE' : false;
    const place =
      others.flatMap((group) => this.parsed.resolver.group(group, { ...scope, locative: true })).flatMap(({ places }) => places)[0]
        ?.named ?? null;
    const participants = [
      ...who.map(({ referent }) => ({ named: referent.named!, role: 'SPEAKER' as EventRole })),
      ...recipients.map(({ referent }) => ({ named: referent.named!, role: (hostile ? 'TARGET' : 'RECIPIENT') as EventRole })),
    ];
    if (this.facts.events.some((event) => event.kind === 'PLEDGE' && event.span.start === span.start && event.span.end === span.end))
      return;
    this.facts.event(
      'PLEDGE',
      participants,
      recipients.length > 0 ? null : place,
      mood,
      clause,
      span,
      sentenceTitle(this.parsed.text.slice(span.start, span.end)),
      0.75 * Math.min(...who.map(({ referent }) => referent.sure)),
    );
  }

  readDenial(clause: Clause, mood: Mood): void {
    if (mood.mode !== 'actual' || mood.negative || clause.verb.passive) return;
    const who = this.parsed.resolver
      .group(clause.subject)
      .flatMap((meaning) => (meaning.isSource && meaning.actors.length === 0 ? [] : this.facts.pick(meaning, 'actor', false)));
    if (who.length === 0) return;
    const governed = this.parsed.clauses.filter(({ governor }) => governor?.clause === clause);
    const last = governed.at(-1);
    const span = last ? unite(this.parsed.spanOf(clause, mood), this.parsed.spanOf(last, mood)) : this.parsed.spanOf(clause, mood);
    this.facts.event(
      'STATEMENT',
      who.map(({ referent }) => ({ named: referent.named!, role: 'SPEAKER' })),
      null,
      mood,
      clause,
      span,
      sentenceTitle(this.parsed.text.slice(span.start, span.end)),
      0.7,
    );
  }
}

function related(a: Named, b: Named): boolean {
  return a === b || a.actsFor === b || b.actsFor === a || (a.country !== null && a.country === b.country);
}
