import type { Lexicon } from './lexicon.ts';
import { type Chunk, headOf, type NounPhrase, type Other, type VerbGroup } from './parse.ts';
import type { Sentence } from './tokens.ts';

/** Noun phrases that are joined: "Qatar, Turkey and Saudi Arabia". */
export interface NounGroup {
  readonly phrases: readonly NounPhrase[];
  /** "No troops", "Neither A nor B". */
  readonly negated: boolean;
}

export interface Complement {
  readonly preposition: string;
  readonly group: NounGroup;
}

/** A verb with the phrases that depend on it. */
export interface Clause {
  readonly verb: VerbGroup;
  /** The verb with its particle or noun, where the lexicon lists both: "carry out", "take control". */
  readonly lemma: string;
  /** Who does it, or to whom it is done if it is passive. */
  readonly subject: NounGroup | null;
  readonly object: NounGroup | null;
  /** A second object: weapons in "gave the group weapons". */
  readonly second: NounGroup | null;
  readonly complements: readonly Complement[];
  /** The clause that governs this one: "vowed" of "vowed to attack"; with the way in which it does. */
  readonly governor: { readonly clause: Clause; readonly by: 'to' | 'that' | 'gerund' | 'joined' | 'aside' } | null;
  /** The word that subordinates it: "if", "while", "which". */
  readonly introducedBy: string | null;
  readonly index: number;
}

/** Finds for each verb of a sentence who does what to whom. */
export function clausesOf(sentence: Sentence, chunks: readonly Chunk[], lexicon: Lexicon): Clause[] {
  return new ClauseFinder(sentence, chunks, lexicon).clauses();
}

class ClauseFinder {
  private readonly found: Clause[] = [];
  private readonly byChunk = new Map<number, Clause>();

  constructor(
    private readonly sentence: Sentence,
    private readonly chunks: readonly Chunk[],
    private readonly lexicon: Lexicon,
  ) {}

  clauses(): Clause[] {
    this.chunks.forEach((chunk, at) => {
      if (chunk.kind !== 'verb') return;
      const clause = this.clauseAt(chunk, at);
      this.found.push(clause);
      this.byChunk.set(at, clause);
    });
    return this.found;
  }

  private clauseAt(verb: VerbGroup, at: number): Clause {
    const { lemma, next } = this.wholeVerb(verb, at);
    const { object, second, complements } = this.complementsFrom(next, verb.form === 'participle');
    // “…,” said the colonel: who speaks follows.
    const said =
      this.chunks[at - 1]?.kind === 'quote' && this.speaks(verb) && this.chunks[at + 1]?.kind === 'noun'
        ? this.groupFrom(at + 1).group
        : null;
    if (said)
      return {
        verb,
        lemma,
        subject: said,
        object: null,
        second: null,
        complements: [],
        governor: null,
        introducedBy: null,
        index: this.found.length,
      };
    const { subject, governor, introducedBy } = this.contextOf(verb, at);
    return { verb, lemma, subject, object, second, complements, governor, introducedBy, index: this.found.length };
  }

  /** "carry out", "take full control": the longest verb of the lexicon that begins here. */
  private wholeVerb(verb: VerbGroup, at: number): { lemma: string; next: number } {
    const { tokens } = this.sentence;
    const known = (lemma: string) => this.lexicon.verbs.has(lemma) || this.lexicon.governing.has(lemma) || this.lexicon.light.has(lemma);
    const base = verb.passive && known(`be ${tokens[verb.main]!.low}`) ? `be ${tokens[verb.main]!.low}` : verb.lemma;
    const following = this.chunks[at + 1];
    if (base !== 'be' && following && (following.kind === 'prep' || following.kind === 'adv')) {
      const lemma = `${base} ${following.low}`;
      if (known(lemma)) return { lemma, next: at + 2 };
    }
    const skipped = following?.kind === 'adv' ? at + 2 : at + 1;
    const noun = this.chunks[skipped];
    if (noun?.kind === 'noun' && noun.hits.length === 0) {
      const lemma = `${base} ${headOf(noun, tokens)}`;
      if (known(lemma)) return { lemma, next: skipped + 1 };
    }
    return { lemma: base, next: at + 1 };
  }

  private complementsFrom(start: number, isReduced: boolean): Pick<Clause, 'object' | 'second' | 'complements'> {
    let object: NounGroup | null = null;
    let second: NounGroup | null = null;
    const complements: Complement[] = [];
    let at = start;
    for (let open = true; open && at < this.chunks.length; ) {
      const chunk = this.chunks[at]!;
      if (chunk.kind === 'adv' || chunk.kind === 'quote') {
        at++;
      } else if (chunk.kind === 'noun' && complements.length === 0 && !this.isSubject(at)) {
        const { group, next } = this.groupFrom(at);
        if (!this.isTime(group)) {
          if (object === null) object = group;
          else second ??= group;
        }
        at = next;
      } else if (chunk.kind === 'prep' && this.nounAfter(at) !== null) {
        const { group, next } = this.groupFrom(this.nounAfter(at)!, isReduced && chunk.low === 'by');
        complements.push({ preposition: chunk.low, group });
        at = next;
      } else if (chunk.kind === 'noun' && this.isTime({ phrases: [chunk], negated: false })) {
        at++;
      } else if (
        (chunk.kind === 'comma' || chunk.kind === 'conj') &&
        this.chunks[at + 1]?.kind === 'prep' &&
        this.nounAfter(at + 1) !== null
      ) {
        at++;
      } else open = false;
    }
    return { object, second, complements };
  }

  private nounAfter(preposition: number): number | null {
    let at = preposition + 1;
    while (this.chunks[at] && (this.chunks[at]!.kind === 'adv' || this.chunks[at]!.kind === 'quote')) at++;
    return this.chunks[at]?.kind === 'noun' ? at : null;
  }

  /** Joined noun phrases from this one on: stops before one that is the subject of a verb. */
  private groupFrom(start: number, takesAll = false): { group: NounGroup; next: number } {
    const phrases = [this.chunks[start] as NounPhrase];
    let at = start + 1;
    for (;;) {
      let next = at;
      const separators: string[] = [];
      while (this.chunks[next] && (this.chunks[next]!.kind === 'comma' || this.chunks[next]!.kind === 'conj'))
        separators.push((this.chunks[next++] as Other).low);
      const noun = this.chunks[next];
      if (separators.length === 0 || separators.includes('but') || noun?.kind !== 'noun' || (!takesAll && this.isSubject(next))) break;
      if (separators.every((each) => each === ',') && !this.listGoesOn(next)) break;
      if (separators.some((each) => each === '(' || each === ')' || each === '—')) break;
      phrases.push(noun);
      at = next + 1;
    }
    return { group: { phrases, negated: this.isNegatedAt(start) }, next: at };
  }

  /** Does "and" close the list that this noun phrase continues? */
  private listGoesOn(at: number): boolean {
    for (let next = at + 1; next < this.chunks.length; next++) {
      const chunk = this.chunks[next]!;
      if (chunk.kind === 'conj') return this.chunks[next + 1]?.kind === 'noun' && !this.isSubject(next + 1);
      if (chunk.kind !== 'noun' && chunk.kind !== 'comma') return false;
    }
    return false;
  }

  private isNegatedAt(at: number): boolean {
    const noun = this.chunks[at] as NounPhrase;
    const before = this.chunks[at - 1];
    return /^(?:no|none)$/.test(this.sentence.tokens[noun.first]!.low) || (before?.kind === 'adv' && before.low === 'neither');
  }

  /** Is the noun phrase here the subject of a verb that follows? */
  private isSubject(at: number): boolean {
    let next = at + 1;
    while (this.chunks[next] && (this.chunks[next]!.kind === 'adv' || this.chunks[next]!.kind === 'quote')) next++;
    const after = this.chunks[next];
    if (after?.kind === 'verb') return after.form === 'finite';
    if (after?.kind === 'prep' && after.low !== 'by' && this.chunks[next + 1]?.kind === 'noun') return this.isSubject(next + 1);
    // "…, and Armenia, which backs it, lost": what stands between commas is no part of the list.
    const inserted = this.chunks[next + 1];
    if (
      after?.kind !== 'comma' ||
      !inserted ||
      !(inserted.kind === 'rel' || inserted.kind === 'prep' || (inserted.kind === 'verb' && inserted.form !== 'finite'))
    )
      return false;
    for (let close = next + 2; close < this.chunks.length; close++)
      if (this.chunks[close]!.kind === 'comma') return this.followedByFinite(close + 1);
    return false;
  }

  private followedByFinite(at: number): boolean {
    let next = at;
    while (this.chunks[next]?.kind === 'adv') next++;
    const chunk = this.chunks[next];
    return chunk?.kind === 'verb' && chunk.form === 'finite';
  }

  private isTime(group: NounGroup): boolean {
    return group.phrases.every(
      (phrase) =>
        phrase.hits.length === 0 &&
        /^(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|day|week|month|year|today|yesterday|overnight|morning|night|evening|afternoon|tonight|weekend|time|hour|january|february|march|april|may|june|july|august|september|october|november|december)$/.test(
          headOf(phrase, this.sentence.tokens),
        ),
    );
  }

  private contextOf(verb: VerbGroup, at: number): Pick<Clause, 'subject' | 'governor' | 'introducedBy'> {
    const before = this.previous(at);
    const governing = this.governorBefore(at);
    if (verb.form === 'infinitive') return this.governed(governing, 'to');
    const preposition = this.chunks[before];
    if (verb.form === 'ing' && preposition?.kind === 'prep') {
      const aside = /^(?:after|before|since|by|while|without|in|on|upon|despite|when|until|like)$/.test(preposition.low);
      const context = this.governed(governing, aside ? 'aside' : 'gerund');
      return aside ? { ...context, subject: governing?.subject ?? this.subjectAfter(at) } : context;
    }
    if (verb.form === 'ing' && this.chunks[before]?.kind === 'verb') return this.governed(governing, 'gerund');
    if (verb.form === 'ing' || verb.form === 'participle') {
      const subject = this.subjectAt(before, verb);
      if (verb.form === 'ing' && preposition?.kind === 'comma')
        return {
          subject: governing?.subject ?? subject.group,
          governor: governing ? { clause: governing, by: 'aside' } : null,
          introducedBy: null,
        };
      if (verb.form === 'ing' && preposition?.kind === 'conj' && governing)
        return { subject: governing.subject, governor: { clause: governing, by: 'joined' }, introducedBy: governing.introducedBy };
      if (verb.form === 'participle' && subject.group === null && subject.shared && governing)
        return { subject: governing.subject, governor: { clause: governing, by: 'joined' }, introducedBy: governing.introducedBy };
      if (verb.form === 'participle' && subject.group === null)
        return { subject: this.subjectAfter(at), governor: null, introducedBy: subject.introducedBy };
      return {
        subject: subject.group,
        governor: subject.shared && governing ? { clause: governing, by: 'joined' } : null,
        introducedBy: subject.introducedBy,
      };
    }
    const { group, shared, introducedBy, from } = this.subjectAt(before, verb);
    if (shared && governing) {
      const partner = this.sharedWith(governing, verb, this.chunks[before - 1]?.kind === 'comma');
      return { subject: partner.subject, governor: { clause: partner, by: 'joined' }, introducedBy: partner.introducedBy };
    }
    // "said that A attacked", "said A attacked": what the verb before governs.
    const previous = this.chunks[this.previous(from)];
    const verbBefore = previous?.kind === 'verb' || (previous?.kind === 'comp' && governing);
    const speech = governing && this.governsClauses(governing) && (verbBefore || this.hasComplementizer(governing, from));
    if (speech && introducedBy === null) return { subject: group, governor: { clause: governing, by: 'that' }, introducedBy };
    if (speech && introducedBy !== 'which' && introducedBy !== 'who')
      return { subject: group, governor: { clause: governing, by: 'that' }, introducedBy };
    const claimed = previous?.kind === 'comp' && governing ? governing : null;
    return { subject: group, governor: claimed ? { clause: claimed, by: 'that' } : null, introducedBy };
  }

  /** Is a "that" of this clause open here? */
  private hasComplementizer(clause: Clause, from: number): boolean {
    const start = this.chunks.indexOf(clause.verb);
    for (let at = start + 1; at < from; at++) {
      const chunk = this.chunks[at]!;
      if (chunk.kind === 'comp') return true;
    }
    return false;
  }

  private governsClauses(clause: Clause): boolean {
    const governing = this.lexicon.governing.get(clause.lemma) ?? this.lexicon.governing.get(clause.verb.lemma);
    return governing !== undefined;
  }

  /** In "said A attacked and seized", the verb that shares its subject: the last finite one. */
  private sharedWith(clause: Clause, verb: VerbGroup, afterComma: boolean): Clause {
    // "took Kabul as troops left, and have fought": the comma closes the clause between.
    const main = this.found.findLast((each) => each.verb.form === 'finite' && each.introducedBy === null);
    if (afterComma && clause.introducedBy !== null && main) return main;
    if (clause.verb.form === 'finite') return clause;
    const isBare = verb.first === verb.main && !verb.past;
    if (!isBare || clause.governor?.by === 'aside' || clause.verb.form === 'participle') {
      const finite = [...this.found].reverse().find(({ verb }) => verb.form === 'finite');
      return finite ?? clause;
    }
    return clause;
  }

  private governed(governing: Clause | null, by: 'to' | 'gerund' | 'aside'): Pick<Clause, 'subject' | 'governor' | 'introducedBy'> {
    if (!governing) return { subject: null, governor: null, introducedBy: null };
    // "urged Germany to sanction", "accused Pakistan of sheltering", "prevented them from …": the object does it.
    const OBJECT =
      /^(?:urge|ask|order|force|help|allow|permit|encourage|tell|press|pressure|request|require|instruct|accuse|suspect|prevent|stop|keep|bar|ban|call on|persuade|authorize|authorise|blame|warn|expect|want|enable|lead|prompt|push|invite|convince|charge|call|deter|appeal|let)$/;
    const named = governing.complements.find(({ preposition }) => preposition === 'on' || preposition === 'to')?.group;
    const passive = governing.verb.passive;
    const object =
      !passive && OBJECT.test(governing.lemma)
        ? (governing.object ?? (/^(?:call|appeal)/.test(governing.lemma) ? (named ?? null) : null))
        : null;
    return { subject: object ?? governing.subject, governor: { clause: governing, by }, introducedBy: null };
  }

  private previous(at: number): number {
    let before = at - 1;
    while (
      before >= 0 &&
      (this.chunks[before]!.kind === 'adv' || this.chunks[before]!.kind === 'quote' || this.chunks[before]!.kind === 'to')
    )
      before--;
    return before;
  }

  private governorBefore(at: number): Clause | null {
    for (let before = at - 1; before >= 0; before--) {
      const clause = this.byChunk.get(before);
      if (clause) return clause;
      if (this.chunks[before]!.kind === 'stop') return null;
    }
    return null;
  }

  private subjectAfter(at: number): NounGroup | null {
    for (let next = at + 1; next < this.chunks.length; next++) {
      if (this.chunks[next]!.kind === 'comma' && this.chunks[next + 1]?.kind === 'noun') return this.groupFrom(next + 1).group;
      if (this.chunks[next]!.kind === 'verb') return null;
    }
    return null;
  }

  /** Walks to the left from before a verb to the noun phrases that are its subject. */
  private subjectAt(
    start: number,
    verb: VerbGroup,
  ): { group: NounGroup | null; shared: boolean; introducedBy: string | null; from: number } {
    const none = (introducedBy: string | null, from: number) => ({ group: null, shared: false, introducedBy, from });
    let at = start;
    let jumped = false;
    while (at >= 0) {
      const chunk = this.chunks[at]!;
      if (chunk.kind === 'noun') {
        const { group, first } = this.groupUntil(at);
        const before = this.chunks[this.previous(first)];
        const inPhrase = before?.kind === 'prep' && !(/^(?:after|before|since|until|as)$/.test(before.low) && verb.form === 'finite');
        if (inPhrase && verb.form === 'participle' && !jumped && start === at) {
          // "areas of Aleppo controlled by …": the nearest that can be meant is the last one.
          return { group, shared: false, introducedBy: null, from: first };
        }
        // "The drone that hit Odesa was launched": Odesa belongs to the relative clause.
        const inner = before?.kind === 'verb' && verb.form === 'finite' ? this.byChunk.get(this.previous(first)) : undefined;
        const relative =
          inner?.introducedBy === 'that' || inner?.introducedBy === 'which' || inner?.introducedBy === 'who'
            ? this.chunks.findLastIndex((each, index) => index < first && each.kind === 'rel')
            : -1;
        if (relative > 0 && !this.chunks.slice(relative, start + 1).some(({ kind }) => kind === 'comma')) {
          at = relative - 1;
          continue;
        }
        // "Mali, whose army is trained": what is done to its army is done to it.
        if (before?.kind === 'rel' && before.low === 'whose') {
          let noun = this.previous(first) - 1;
          while (noun >= 0 && this.chunks[noun]!.kind !== 'noun') noun--;
          const owned =
            this.lexicon.things(headOf(group.phrases[0]!, this.sentence.tokens), 'force') ||
            this.lexicon.things(headOf(group.phrases[0]!, this.sentence.tokens), 'government');
          if (noun >= 0 && owned) return { group: this.groupUntil(noun).group, shared: false, introducedBy: 'whose', from: noun };
        }
        if (!inPhrase)
          return { group, shared: false, introducedBy: before?.kind === 'sub' ? before.low : this.introduction(first), from: first };
        at = this.previous(this.previous(first) + 1) - 1;
        jumped = true;
      } else if (chunk.kind === 'comma') {
        // "forces, backed by Russia,": what stands before the comma.
        if (verb.form === 'participle' && start === at && this.chunks[at - 1]?.kind === 'noun') {
          const near = this.groupUntil(at - 1);
          return { group: near.group, shared: false, introducedBy: null, from: near.first };
        }
        const open = this.opening(at);
        const added = open === null ? undefined : this.chunks[open + 1];
        // "A, as well as B, armed": both did.
        if (open !== null && !(added?.kind === 'conj' && added.low === 'as well as')) at = open - 1;
        else if (open !== null) at--;
        else if (verb.form !== 'finite') at--;
        else if (this.chunks[at - 1]?.kind === 'noun' || this.chunks[at - 1]?.kind === 'verb')
          return { group: null, shared: true, introducedBy: null, from: at };
        else at--;
      } else if (chunk.kind === 'conj') return { group: null, shared: true, introducedBy: null, from: at };
      else if (chunk.kind === 'rel') {
        let noun = at - 1;
        while (noun >= 0 && this.chunks[noun]!.kind !== 'noun') noun--;
        return noun < 0 ? none(chunk.low, at) : { group: this.groupUntil(noun).group, shared: false, introducedBy: chunk.low, from: noun };
      } else if (chunk.kind === 'sub' || chunk.kind === 'comp') return none(chunk.kind === 'sub' ? chunk.low : null, at);
      else if (chunk.kind === 'stop') return none(null, at);
      else if (chunk.kind === 'verb' && chunk.form === 'finite' && verb.form === 'finite' && !jumped)
        return { group: null, shared: true, introducedBy: null, from: at };
      else at--;
    }
    return none(null, 0);
  }

  /** The subordinating word before a noun phrase, past adverbs and commas: "although the army …". */
  private introduction(first: number): string | null {
    const before = this.chunks[this.previous(first)];
    return before?.kind === 'sub' || before?.kind === 'rel' ? before.low : null;
  }

  /** Joined noun phrases that end here, with the index of the first. */
  private groupUntil(end: number): { group: NounGroup; first: number } {
    const phrases = [this.chunks[end] as NounPhrase];
    let first = end;
    for (;;) {
      let before = first - 1;
      const separators: string[] = [];
      while (before >= 0 && (this.chunks[before]!.kind === 'comma' || this.chunks[before]!.kind === 'conj'))
        separators.push((this.chunks[before--] as Other).low);
      const noun = this.chunks[before];
      const closed = phrases.length > 1 || separators.some((each) => /^(?:and|or|nor|&|as well as)$/.test(each));
      if (separators.length === 0 || separators.includes('but') || noun?.kind !== 'noun' || !closed) break;
      const ahead = this.chunks[this.previous(before)];
      if (ahead?.kind === 'verb' && ahead.form !== 'participle' && !this.speaks(ahead)) break;
      if (ahead?.kind === 'prep' && !/^(?:of|between|from|by)$/.test(ahead.low) && !this.isLoyalty(ahead)) break;
      phrases.unshift(noun);
      first = before;
    }
    return { group: { phrases, negated: this.isNegatedAt(first) }, first };
  }

  /** "fighters loyal to A and B" */
  private isLoyalty(preposition: Chunk): boolean {
    const before = this.chunks[this.chunks.indexOf(preposition) - 1];
    return before?.kind === 'noun' && headOf(before, this.sentence.tokens) === 'loyal';
  }

  private speaks(verb: VerbGroup): boolean {
    return this.lexicon.governing.get(verb.lemma)?.has('speech') === true;
  }

  /** The comma that opens what the comma here closes: ", which backs the group,"; ", in a statement on Friday,". */
  private opening(close: number): number | null {
    for (let open = close - 1; open > 0; open--) {
      const chunk = this.chunks[open]!;
      if (chunk.kind === 'stop') return null;
      if (chunk.kind !== 'comma') continue;
      const inside = this.chunks.slice(open + 1, close);
      const [first] = inside;
      const before = this.chunks[open - 1];
      if (before?.kind !== 'noun' || !first) continue;
      if (first.kind === 'conj' && (first.low === 'but' || first.low === 'as well as')) return open;
      if (first.kind === 'rel' || first.kind === 'prep' || (first.kind === 'adv' && inside[1]?.kind !== 'noun')) return open;
      if (first.kind === 'verb' && first.form !== 'finite') return open;
      if (first.kind === 'noun' && !inside.some((each) => each.kind === 'verb' && each.form === 'finite')) return open;
    }
    return null;
  }
}
