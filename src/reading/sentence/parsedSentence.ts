import { type Clause, clausesOf, type NounGroup } from '../clause.ts';
import type { DateHit } from '../dates.ts';
import { type Discourse, type Referent, referTo } from '../discourse.ts';
import type { Lexicon } from '../lexicon.ts';
import { type Mood, MoodJudge } from '../mood.ts';
import type { Named, NameHit } from '../names.ts';
import { type Chunk, headOf, type NounPhrase } from '../parse.ts';
import { Resolver, type Scope } from '../resolve.ts';
import type { Sentence } from '../tokens.ts';
import { type Extent, type NamedEnd, unite } from './facts.ts';
import { quotationsIn } from './quotations.ts';

/** A sentence with its clauses, and where in it something is said: who acts in a clause, its place, its dates, its extent in the text. */
export class ParsedSentence {
  readonly clauses: readonly Clause[];
  readonly moods: MoodJudge;
  readonly resolver: Resolver;
  readonly shown: string;
  readonly quoted: readonly Extent[];

  constructor(
    readonly sentence: Sentence,
    readonly chunks: readonly Chunk[],
    readonly dates: readonly DateHit[],
    readonly text: string,
    readonly discourse: Discourse,
    onMention: (phrase: NounPhrase, referent: Referent) => void,
  ) {
    this.shown = text.slice(sentence.start, sentence.end);
    this.clauses = clausesOf(sentence, chunks, discourse.lexicon);
    this.moods = new MoodJudge(sentence, this.clauses, discourse.lexicon, this.shown);
    this.resolver = new Resolver(discourse, sentence, chunks, onMention);
    this.quoted = quotationsIn(text, sentence);
  }

  get lexicon(): Lexicon {
    return this.discourse.lexicon;
  }

  /** "Drones operated by the group struck": who operates them. */
  operatorsOf(group: NounGroup | null): NounGroup | null {
    const [phrase] = group?.phrases ?? [];
    if (!phrase || phrase.hits.length > 0 || !this.lexicon.things(headOf(phrase, this.sentence.tokens), 'force')) return group;
    const reduced = this.clauses.find(
      (each) =>
        each.verb.form === 'participle' &&
        each.subject?.phrases.includes(phrase) &&
        /^(?:operate|fire|launch|fly|command|lead|send|deploy)$/.test(each.verb.lemma),
    );
    return reduced?.complements.find(({ preposition }) => preposition === 'by')?.group ?? group;
  }

  /** Who does it in a passive clause: "armed and trained by Iran" has one for both. */
  agentOf(clause: Clause): NounGroup | null {
    const own = clause.complements.find(({ preposition }) => preposition === 'by')?.group;
    if (own || !clause.verb.passive) return own ?? null;
    const next = this.clauses[clause.index + 1];
    // "were killed in strikes carried out by …"
    for (const { preposition, group } of clause.complements) {
      if (!/^(?:in|during)$/.test(preposition)) continue;
      const [phrase] = group.phrases;
      if (!this.lexicon.nouns.has(headOf(phrase!, this.sentence.tokens))) continue;
      const reduced = this.clauses.find((each) => each !== clause && each.verb.passive && each.subject?.phrases.includes(phrase!));
      const agent = reduced?.complements.find((each) => each.preposition === 'by')?.group;
      if (agent) return agent;
      if (this.resolver.meaning(phrase!).actors.length > 0) return group;
    }
    return next?.verb.passive && next.governor?.by === 'joined' ? this.agentOf(next) : null;
  }

  isAir(clause: Clause): boolean {
    const groups = [clause.subject, clause.object, ...clause.complements.map(({ group }) => group)];
    return groups.some((group) => group?.phrases.some((phrase) => this.resolver.meaning(phrase).isAir)) || clause.verb.lemma === 'bomb';
  }

  placeOf(clause: Clause, scope: Scope): Named | null {
    for (const { preposition, group } of clause.complements) {
      if (!/^(?:in|near|at|on|outside|around|from|inside|into|across)$/.test(preposition)) continue;
      for (const { places } of this.resolver.group(group, { ...scope, locative: true })) if (places[0]?.named) return places[0].named;
    }
    return null;
  }

  complementsOf(at: number, fits: (preposition: string) => boolean): { preposition: string; group: NounGroup }[] {
    const found: { preposition: string; group: NounGroup }[] = [];
    let next = at + 1;
    for (;;) {
      const chunk = this.chunks[next];
      if (chunk?.kind === 'adv' || chunk?.kind === 'quote') {
        next++;
        continue;
      }
      if (chunk?.kind !== 'prep' || this.chunks[next + 1]?.kind !== 'noun') break;
      const phrases = [this.chunks[next + 1] as NounPhrase];
      next += 2;
      while ((this.chunks[next]?.kind === 'conj' || this.chunks[next]?.kind === 'comma') && this.chunks[next + 1]?.kind === 'noun') {
        const separator = (this.chunks[next] as { low: string }).low;
        const follows = this.chunks[next + 2];
        if (
          separator === 'but' ||
          (follows?.kind === 'verb' && follows.form === 'finite' && chunk.low !== 'between') ||
          (separator === ',' && follows?.kind !== 'conj' && follows?.kind !== 'comma')
        )
          break;
        phrases.push(this.chunks[next + 1] as NounPhrase);
        next += 2;
      }
      if (fits(chunk.low)) found.push({ preposition: chunk.low, group: { phrases, negated: false } });
    }
    return found;
  }

  clauseOf(phrase: NounPhrase): { clause: Clause | null; isObject: boolean } {
    // "imposed 16 rounds of sanctions"
    const at = this.chunks.indexOf(phrase);
    const measure = this.chunks[at - 2];
    const preposition = this.chunks[at - 1];
    if (
      preposition?.kind === 'prep' &&
      preposition.low === 'of' &&
      measure?.kind === 'noun' &&
      /^(?:round|series|wave|number|package|barrage|dozen|hundred|string|set|couple|lot|month|week|day|year)$/.test(
        headOf(measure, this.sentence.tokens),
      )
    )
      return this.clauseOf(measure);
    const relative = this.relativeOf(phrase);
    if (relative) return { clause: relative, isObject: true };
    for (const clause of this.clauses) {
      if (clause.object?.phrases.includes(phrase) || clause.second?.phrases.includes(phrase)) return { clause, isObject: true };
      const complement = clause.complements.find(({ group }) => group.phrases.includes(phrase));
      if (
        complement &&
        /^(?:at|in|behind|for|on)$/.test(complement.preposition) &&
        (clause.lemma === 'be' ||
          (complement.preposition === 'for' && this.lexicon.light.has(clause.lemma)) ||
          this.lexicon.light.has(`${clause.verb.lemma} ${complement.preposition}`) ||
          this.lexicon.governing.has(`${clause.verb.lemma} ${complement.preposition}`))
      ) {
        if (this.lexicon.light.has(clause.lemma) && complement.preposition === 'for') return { clause, isObject: true };
        return { clause: { ...clause, lemma: `${clause.verb.lemma} ${complement.preposition}` }, isObject: true };
      }
      if (complement) return { clause, isObject: false };
    }
    const before = this.clauses.find((clause) => clause.subject?.phrases.includes(phrase));
    return { clause: before ?? null, isObject: false };
  }

  /** "the strikes that Saudi Arabia carried out": the noun before the relative clause is its object. */
  private relativeOf(phrase: NounPhrase): Clause | null {
    const at = this.chunks.indexOf(phrase);
    if (this.chunks[at + 1]?.kind !== 'rel' || this.chunks[at + 2]?.kind !== 'noun') return null;
    const clause = this.clauses.find((each) => each.subject?.phrases[0] === this.chunks[at + 2]);
    return clause && clause.object === null && this.lexicon.light.has(clause.lemma) ? clause : null;
  }

  placesAfter(phrase: NounPhrase): readonly Referent[] {
    const at = this.chunks.indexOf(phrase);
    const preposition = this.chunks[at + 1];
    const noun = this.chunks[at + 2];
    return preposition?.kind === 'prep' && /^(?:in|of|near|around|outside)$/.test(preposition.low) && noun?.kind === 'noun'
      ? this.resolver.meaning(noun, { locative: true }).places
      : [];
  }

  hitActor(hit: NameHit, what: 'state' | 'government'): Named | null {
    if (hit.senses.length > 0) {
      const named = chosenActor(hit);
      if (named) return what === 'government' && named.kind === 'PERSON' ? this.foremostGovernment() : named;
    }
    if (hit.adjective === null) return null;
    return what === 'government' ? this.discourse.governmentOf(hit.adjective) : this.discourse.index.stateOf(hit.adjective);
  }

  private foremostGovernment(): Named | null {
    const [code] = this.discourse.focused();
    return code === undefined ? null : this.discourse.governmentOf(code);
  }

  endFor(named: Named, phrase: NounPhrase): NamedEnd {
    return { referent: referTo(named)!, meaning: this.resolver.meaning(phrase), isPlace: named.kind === 'PLACE' };
  }

  textOf(first: number, last: number): string {
    const { tokens } = this.sentence;
    return this.text.slice(tokens[first]!.start, tokens[Math.max(first, last - 1)]!.end);
  }

  endOf(clause: Clause): number {
    return Math.max(
      clause.verb.last,
      ...[clause.object, clause.second, ...clause.complements.map(({ group }) => group)].flatMap(
        (group) => group?.phrases.map(({ last }) => last) ?? [],
      ),
    );
  }

  /** From the subject to the last complement; for a denial or a promise from who denies or promises. */
  spanOf(clause: Clause, mood: Mood): Extent {
    const { tokens } = this.sentence;
    const own = (each: Clause): Extent => {
      const nouns = [
        each.subject,
        each.object,
        each.second,
        ...each.complements.filter(({ preposition }) => !/^(?:after|before|according to)$/.test(preposition)).map(({ group }) => group),
      ].flatMap((group) => group?.phrases ?? []);
      return {
        start: tokens[Math.min(each.verb.first, ...nouns.map(({ first }) => first))]!.start,
        end: tokens[Math.max(each.verb.last, ...nouns.map(({ last }) => last)) - 1]!.end,
      };
    };
    let span = own(clause);
    for (let above = clause.governor; above && above.by !== 'joined'; above = above.clause.governor)
      if (mood.denial === above.clause || mood.pledge === above.clause || above.by === 'to' || above.by === 'gerund')
        span = unite(span, own(above.clause));
    return span;
  }

  phraseSpan(phrase: NounPhrase, groups: readonly NounGroup[]): Extent {
    const { tokens } = this.sentence;
    const phrases = [phrase, ...groups.flatMap((group) => group.phrases)];
    return {
      start: tokens[Math.min(...phrases.map(({ first }) => first))]!.start,
      end: tokens[Math.max(...phrases.map(({ last }) => last)) - 1]!.end,
    };
  }

  /** The dates nearest to a verb: each date belongs to the last verb before it, those before all verbs to the first. */
  datesBy(clause: Clause): readonly DateHit[] {
    const own = this.dates.filter((date) => this.ownerOf(date) === clause);
    const [only] = this.dates;
    if (own.length > 0 || this.dates.length !== 1 || only!.use === 'due') return own;
    // "under government control since 2016, after forces ousted the opposition": the same time.
    const first = clause.subject?.phrases[0];
    const before = first ? this.chunks[this.chunks.indexOf(first) - 1] : undefined;
    return before && !this.isElsewhen(clause) && (before.kind === 'prep' || before.kind === 'sub') && /^(?:after|when|as)$/.test(before.low)
      ? [{ ...only!, use: 'at' }]
      : own;
  }

  /** "nearly two years after the group seized it" */
  isElsewhen(clause: Clause): boolean {
    const first = clause.subject?.phrases[0];
    const at = first ? this.chunks.indexOf(first) : 0;
    const before = this.chunks[at - 1];
    const measure = this.chunks[at - 2];
    const isMeasured = measure?.kind === 'noun' && /^(?:year|month|week|day|hour|decade)$/.test(headOf(measure, this.sentence.tokens));
    return isMeasured && (before?.kind === 'prep' || before?.kind === 'sub') && /^(?:after|before|since)$/.test(before.low);
  }

  dateBy(clause: Clause): DateHit | undefined {
    return this.datesBy(clause)[0];
  }

  private ownerOf(date: DateHit): Clause | null {
    const { tokens } = this.sentence;
    const before = this.clauses.filter(({ verb }) => tokens[verb.main]!.end <= date.start);
    const boundary = this.chunks.findLast(
      (chunk) => (chunk.kind === 'sub' || chunk.kind === 'stop' || chunk.kind === 'comp') && tokens[chunk.first]!.start <= date.start,
    );
    const last = before.findLast((clause) => !boundary || tokens[clause.verb.first]!.start > tokens[boundary.first]!.start) ?? null;
    if (last) return last;
    return this.clauses.find(({ verb }) => tokens[verb.main]!.start >= date.end) ?? before.at(-1) ?? null;
  }
}

export function chosenActor(hit: NameHit): Named | null {
  const actors = hit.senses.filter(({ named }) => named.kind !== 'PLACE');
  const strong = actors.filter(({ weak }) => !weak);
  return actors.length === 1 ? actors[0]!.named : strong.length === 1 ? strong[0]!.named : null;
}
