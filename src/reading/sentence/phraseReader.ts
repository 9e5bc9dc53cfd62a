import type { SupportKind } from '../../model/kinds.ts';
import type { RelationshipType } from '../../model/vocabulary.ts';
import { type Referent, referTo } from '../discourse.ts';
import { singular } from '../forms.ts';
import { headOf, type NounPhrase } from '../parse.ts';
import type { FactCollector } from './factCollector.ts';
import { ASSERTED, type NamedEnd, UNATTRIBUTED, unite } from './facts.ts';
import { chosenActor, type ParsedSentence } from './parsedSentence.ts';
import type { Speakers } from './speakers.ts';

/** Reads what names and titles say by themselves: "Russian-backed", "Syrian President Bashar al-Assad", "X, the leader of Y". */
export class PhraseReader {
  constructor(
    private readonly parsed: ParsedSentence,
    private readonly speakers: Speakers,
    private readonly facts: FactCollector,
  ) {}

  /** "Russian-backed", "rebel-held Idlib", "Kremlin spokesman Dmitry Peskov", "Assad's government". */
  readPhrase(phrase: NounPhrase): void {
    const { tokens } = this.parsed.sentence;
    for (let at = phrase.first + 1; at + 1 < phrase.last; at++) {
      if (tokens[at]!.low !== '-') continue;
      const trigger = this.parsed.lexicon.joined.get(tokens[at + 1]!.low);
      if (trigger) this.readJoined(phrase, at, trigger.type, trigger.kinds);
    }
    this.readRank(phrase);
    const [person] = phrase.hits.filter(
      ({ senses, last }) => senses.some(({ named }) => named.kind === 'PERSON') && /^['’]s?$/.test(tokens[last]?.low ?? ''),
    );
    if (
      person &&
      this.parsed.lexicon.things(headOf(phrase, tokens), 'government') &&
      /^(?:government|regime|administration|cabinet)$/.test(headOf(phrase, tokens))
    ) {
      const government = this.parsed.resolver.meaning(phrase).actors[0];
      const leader = person.senses.find(({ named }) => named.kind === 'PERSON')!.named;
      if (government?.named)
        this.inPhrase(
          'LEADS',
          this.parsed.endFor(leader, phrase),
          { referent: government, meaning: this.parsed.resolver.meaning(phrase), isPlace: false },
          phrase,
          0.7,
          'a possessive says it',
        );
    }
  }

  private readJoined(phrase: NounPhrase, hyphen: number, type: RelationshipType, kinds: readonly SupportKind[]): void {
    const { tokens } = this.parsed.sentence;
    const hit = phrase.hits.find(({ last }) => last === hyphen);
    const word = singular(tokens[hyphen - 1]!.low);
    const agent: Referent | null = hit
      ? referTo(this.parsed.hitActor(hit, 'state'))
      : this.parsed.lexicon.things(word, 'rebelling')
        ? this.parsed.discourse.describe('rebel', word, this.parsed.sentence.tokens[hyphen]!.start)
        : /^(?:government|regime)$/.test(word)
          ? this.parsed.discourse.describe('government', word, this.parsed.sentence.tokens[hyphen]!.start)
          : this.parsed.lexicon.things(word, 'army') && word === 'army'
            ? this.parsed.discourse.describe('army', word, this.parsed.sentence.tokens[hyphen]!.start)
            : null;
    if (agent === null) return;
    if (agent.named === null) {
      if (agent.candidates.length > 1) this.facts.ambiguous = true;
      return;
    }
    const meaning = this.parsed.resolver.meaning(phrase, { locative: type === 'CONTROLS', avoid: new Set([agent.named]) });
    const places = meaning.places.length > 0 ? meaning.places : this.parsed.placesAfter(phrase);
    const ends = type === 'CONTROLS' ? places : meaning.actors;
    const partial = meaning.partial || meaning.places.length === 0;
    for (const referent of ends) {
      if (referent.named === null || referent.named === agent.named) continue;
      this.inPhrase(
        type,
        { referent: agent, meaning, isPlace: false },
        { referent, meaning: { ...meaning, partial }, isPlace: type === 'CONTROLS' },
        phrase,
        0.8,
        `“${this.parsed.textOf(hyphen - 1, hyphen + 2)}” says it`,
        kinds,
      );
    }
  }

  /** "Syrian President Bashar al-Assad", "RSF commander Hemedti". */
  private readRank(phrase: NounPhrase): void {
    const { tokens } = this.parsed.sentence;
    const last = phrase.hits.at(-1);
    const first = phrase.hits.at(-2);
    if (!last || last.last < phrase.last - 1 || last.senses.length === 0) return;
    const named = chosenActor(last);
    if (!named) return;
    const middle = tokens
      .slice(first ? first.last : phrase.first, last.first)
      .map(({ low }) => low)
      .filter((low) => /^\p{L}/u.test(low) && !/^['’]s$/.test(low));
    for (let size = 2; size >= 1; size--) {
      const word = middle.slice(-size).map(singular).join(' ');
      const role = this.parsed.lexicon.roles.get(word);
      const its = /^(?:its|their|his|her)$/.test(tokens[phrase.first]!.low);
      if (role && !first && its) {
        const group = this.parsed.clauses
          .flatMap(({ subject, object }) => [subject, object])
          .find((each) => each?.phrases.includes(phrase));
        const beside = group?.phrases.filter((each) => each !== phrase).flatMap((each) => this.parsed.resolver.meaning(each).actors)[0];
        const owner = beside ?? this.parsed.discourse.pronoun('they', tokens[phrase.first]!.start, [], new Set([named]));
        this.addRole(role.type, role.inverse, referTo(named)!, owner, phrase, false);
        return;
      }
      if (!role || !first) continue;
      const country = first.adjective ?? first.senses.find(({ named: each }) => each.kind === 'STATE')?.named.country ?? null;
      const leadsArmy = role.type === 'LEADS' && country !== null && middle.some((each) => /^(?:army|military)$/.test(each));
      const owner = leadsArmy
        ? this.parsed.discourse.militaryOf(country)
        : role.type === 'LEADS' && first.adjective
          ? this.parsed.discourse.governmentOf(first.adjective)
          : this.parsed.hitActor(first, 'state');
      if (!owner) return;
      this.addRole(
        role.type,
        role.inverse,
        referTo(named)!,
        referTo(owner)!,
        phrase,
        middle.some((each) => /^(?:former|ex|late|then|deputy|vice)$/.test(each)),
      );
      return;
    }
  }

  private addRole(type: RelationshipType, inverse: boolean, who: Referent, of: Referent, phrase: NounPhrase, isFormer: boolean): void {
    if (isFormer || who.named === null || of.named === null) return;
    if ((type === 'LEADS' || type === 'SPEAKS_FOR') && who.named.kind !== 'PERSON' && type === 'SPEAKS_FOR') return;
    const meaning = this.parsed.resolver.meaning(phrase);
    const [a, b] = inverse ? [of, who] : [who, of];
    this.inPhrase(
      type,
      { referent: a, meaning, isPlace: false },
      { referent: b, meaning, isPlace: false },
      phrase,
      0.85,
      'a title or role says it',
    );
  }

  private inPhrase(
    type: RelationshipType,
    a: NamedEnd,
    b: NamedEnd,
    phrase: NounPhrase,
    base: number,
    why: string,
    kinds: readonly SupportKind[] = [],
  ): void {
    const { clause } = this.parsed.clauseOf(phrase);
    const span = this.parsed.phraseSpan(phrase, []);
    const mood = clause ? this.parsed.moods.of(clause) : ASSERTED;
    const after = this.parsed.chunks[this.parsed.chunks.indexOf(phrase) + 2];
    const whole =
      type === 'CONTROLS' && after?.kind === 'noun' && b.meaning.places.length === 0
        ? unite(span, this.parsed.phraseSpan(after, []))
        : span;
    this.facts.push(type, a, b, {
      // What a name or title presupposes is so, whatever becomes of the clause.
      negative: false,
      word:
        type === 'LOCATED_IN' ? UNATTRIBUTED : { ...this.speakers.wordOf({ ...mood, denial: null, hedged: false }, span), hedged: false },
      dates: [],
      state: true,
      past: false,
      kinds,
      span: whole,
      base,
      why,
    });
  }

  /** "X, the leader of Y", "Y's leader, X", "A, a city in B". */
  readAppositions(): void {
    const { tokens } = this.parsed.sentence;
    this.parsed.chunks.forEach((chunk, at) => {
      if (chunk.kind !== 'comma') return;
      const before = this.parsed.chunks[at - 1];
      const after = this.parsed.chunks[at + 1];
      if (before?.kind !== 'noun' || after?.kind !== 'noun') return;
      const head = headOf(after, tokens);
      const role = this.roleOf(after);
      if (role) {
        const who = this.parsed.resolver.meaning(before).actors;
        for (const a of who) for (const b of this.ownersOf(after)) this.addRole(role.type, role.inverse, a, b, after, false);
      }
      const reverse = this.roleOf(before);
      const close = this.parsed.chunks[at + 2];
      if (reverse && (close?.kind === 'comma' || close?.kind === 'stop'))
        for (const a of this.parsed.resolver.meaning(after).actors)
          for (const b of this.ownersOf(before)) this.addRole(reverse.type, reverse.inverse, a, b, before, false);
      if (
        (this.parsed.lexicon.things(head, 'city') || this.parsed.lexicon.things(head, 'province')) &&
        /^(?:a|an|the)$/.test(tokens[after.first]!.low)
      ) {
        const inner = this.parsed.resolver.meaning(before, { locative: true }).places[0];
        const outer = this.parsed.placesAfter(after)[0];
        if (inner?.named && outer?.named)
          this.inPhrase(
            'LOCATED_IN',
            { referent: inner, meaning: this.parsed.resolver.meaning(before), isPlace: true },
            { referent: outer, meaning: this.parsed.resolver.meaning(after), isPlace: true },
            before,
            0.8,
            'an apposition says it',
          );
      }
    });
  }

  roleOf(phrase: NounPhrase): { readonly type: RelationshipType; readonly inverse: boolean } | null {
    const { tokens } = this.parsed.sentence;
    const head = headOf(phrase, tokens);
    const role = this.parsed.lexicon.roles.get(head);
    const former = tokens.slice(phrase.first, phrase.last).some(({ low }) => /^(?:former|ex|late|then|deputy|vice)$/.test(low));
    return role && !former && (phrase.hits.length === 0 || phrase.hits.at(-1)!.last < phrase.last) ? role : null;
  }

  /** Of whom somebody is the leader: what stands before the word, or follows "of". */
  ownersOf(phrase: NounPhrase): readonly Referent[] {
    const at = this.parsed.chunks.indexOf(phrase);
    const preposition = this.parsed.chunks[at + 1];
    const noun = this.parsed.chunks[at + 2];
    const hit = phrase.hits.at(-1);
    if (preposition?.kind === 'prep' && /^(?:of|for|to)$/.test(preposition.low) && noun?.kind === 'noun') {
      const groups = this.parsed.complementsOf(at, (word) => /^(?:of|for|to)$/.test(word));
      return groups.flatMap(({ group }) => this.parsed.resolver.group(group).flatMap(({ actors }) => actors));
    }
    if (hit) {
      const head = headOf(phrase, this.parsed.sentence.tokens);
      const owner =
        hit.adjective && this.parsed.lexicon.roles.get(head)?.rank
          ? this.parsed.discourse.governmentOf(hit.adjective)
          : this.parsed.hitActor(hit, 'state');
      return [referTo(owner)].filter((each) => each !== null);
    }
    const first = this.parsed.sentence.tokens[phrase.first]!.low;
    return /^(?:its|their)$/.test(first)
      ? [this.parsed.discourse.pronoun('they', this.parsed.sentence.tokens[phrase.first]!.start, [])]
      : [];
  }
}
