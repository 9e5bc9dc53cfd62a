import type { Clause, NounGroup } from '../clause.ts';
import { singular } from '../forms.ts';
import type { Mood } from '../mood.ts';
import type { Named } from '../names.ts';
import type { NounPhrase } from '../parse.ts';
import type { Scope } from '../resolve.ts';
import { type Attribution, type Extent, UNATTRIBUTED } from './facts.ts';
import type { ParsedSentence } from './parsedSentence.ts';

/** Who says what a sentence says, and whom its "we" and "they" may mean. */
export class Speakers {
  constructor(
    private readonly parsed: ParsedSentence,
    /** Who speaks in a quotation that goes on from the sentence before, or is closed by a later one. */
    private readonly outerSpeaker: Attribution | null,
  ) {}

  wordOf(mood: Mood, at: Extent): Attribution {
    const statedOn = mood.speech ? (this.parsed.dateBy(mood.speech)?.date ?? null) : null;
    const quote = this.parsed.quoted.find(({ start, end }) => start <= at.start && at.start < end);
    const source = mood.denial ?? mood.speech ?? (quote ? this.speechOutside(quote) : null) ?? this.closingSpeech(at);
    const said = source?.subject ? this.speakerOf(source) : this.accordingTo();
    if (!said && quote && this.outerSpeaker) return { ...this.outerSpeaker, hedged: mood.hedged };
    return { ...(said ?? UNATTRIBUTED), hedged: mood.hedged, statedOn };
  }

  speakerOf({ subject, complements, verb }: Clause): Pick<Attribution, 'attributedTo' | 'attribution' | 'statedOn'> | null {
    const group = verb.passive ? (complements.find(({ preposition }) => preposition === 'by')?.group ?? null) : subject;
    if (!group) return null;
    return this.voiceOf(group);
  }

  private voiceOf(group: NounGroup): Pick<Attribution, 'attributedTo' | 'attribution' | 'statedOn'> | null {
    const [phrase] = group.phrases;
    const meaning = this.parsed.resolver.meaning(phrase!);
    const [actor] = meaning.actors;
    const isOfficial =
      meaning.isSource &&
      !(
        meaning.actors.length > 0 &&
        (this.parsed.lexicon.things(meaning.head, 'government') || this.parsed.lexicon.things(meaning.head, 'army'))
      );
    if (
      actor?.named &&
      actor.named.kind !== 'PLACE' &&
      (!isOfficial || phrase!.pronoun !== null || this.parsed.lexicon.things(meaning.head, 'group'))
    )
      return { attributedTo: actor.named, attribution: null, statedOn: null };
    if (phrase!.pronoun !== null) return null;
    const last = group.phrases.at(-1)!;
    const at = this.parsed.chunks.indexOf(last);
    const tail =
      this.parsed.chunks[at + 1]?.kind === 'prep' &&
      /^(?:for|of|from|in|at)$/.test((this.parsed.chunks[at + 1] as { low: string }).low) &&
      this.parsed.chunks[at + 2]?.kind === 'noun'
        ? (this.parsed.chunks[at + 2] as NounPhrase)
        : last;
    const words = this.parsed.textOf(phrase!.first, tail.last).replace(/^(?:the|The)\s+/, '');
    const attribution =
      /^\p{Lu}\p{Ll}/u.test(words) && phrase!.hits[0]?.first !== phrase!.first ? words.charAt(0).toLowerCase() + words.slice(1) : words;
    return { attributedTo: null, attribution: attribution.slice(0, 200), statedOn: null };
  }

  private accordingTo(): Pick<Attribution, 'attributedTo' | 'attribution' | 'statedOn'> | null {
    const at = this.parsed.chunks.findIndex((chunk) => chunk.kind === 'prep' && chunk.low === 'according to');
    const noun = this.parsed.chunks[at + 1];
    return at >= 0 && noun?.kind === 'noun' ? this.voiceOf({ phrases: [noun], negated: false }) : null;
  }

  /** "…, residents told reporters": a verb of speech at the end, or outside the quotation, that governs nothing else. */
  private closingSpeech(at: Extent): Clause | null {
    return (
      this.parsed.clauses.find((clause) => this.isClosing(clause) && this.parsed.sentence.tokens[clause.verb.first]!.start > at.start) ??
      null
    );
  }

  private isClosing(clause: Clause): boolean {
    const subject = clause.subject?.phrases[0];
    if (
      !subject ||
      !this.speaks(clause) ||
      this.parsed.clauses.some(({ governor }) => governor?.clause === clause && governor.by !== 'aside')
    )
      return false;
    let before = this.parsed.chunks.indexOf(subject) - 1;
    while (before >= 0 && this.parsed.chunks[before]!.kind === 'quote') before--;
    return this.parsed.chunks[before]?.kind === 'comma' && this.parsed.chunks.slice(0, before).some(({ kind }) => kind === 'verb');
  }

  private speaks(clause: Clause): boolean {
    const governing = this.parsed.lexicon.governing.get(clause.lemma) ?? this.parsed.lexicon.governing.get(clause.verb.lemma);
    return (
      governing !== undefined &&
      (governing.has('speech') || governing.has('pledge') || governing.has('denial') || clause.verb.lemma === 'warn')
    );
  }

  speechOutside(quote: Extent): Clause | null {
    const outside = this.parsed.clauses.filter((clause) => {
      const { start } = this.parsed.sentence.tokens[clause.verb.first]!;
      return (start < quote.start || start >= quote.end) && this.speaks(clause) && clause.subject !== null;
    });
    return outside.find((clause) => this.parsed.sentence.tokens[clause.verb.first]!.start >= quote.end) ?? outside.at(-1) ?? null;
  }

  /** Who "we" is in a quotation: who speaks, or those for whom a person speaks. */
  private speakerAt(at: Extent): Named | null {
    const quote = this.parsed.quoted.find(({ start, end }) => start <= at.start && at.start < end);
    if (!quote) return null;
    const speech = this.speechOutside(quote);
    const group = speech?.subject;
    if (!group) return this.outerSpeaker?.attributedTo ?? null;
    const phrase = group.phrases[0]!;
    // "Kremlin spokesman Dmitry Peskov", "a spokesman for the army": we are those for whom the spokesman speaks.
    const people = phrase.hits.filter(({ senses, adjective }) => senses.length > 0 || adjective !== null);
    const hasRole = this.parsed.sentence.tokens
      .slice(phrase.first, phrase.last)
      .some(({ low }) => this.parsed.lexicon.roles.has(singular(low)) || this.parsed.lexicon.things(low, 'person'));
    if (hasRole) {
      const [first] = people;
      const actor = first?.senses.find(({ named }) => named.kind !== 'PERSON' && named.kind !== 'PLACE')?.named;
      if (actor) return actor;
      if (first?.adjective) return this.parsed.discourse.governmentOf(first.adjective);
      const after = this.parsed.chunks[this.parsed.chunks.indexOf(phrase) + 2];
      if (after?.kind === 'noun') {
        const found = this.parsed.resolver.meaning(after).actors[0]?.named;
        if (found) return found;
      }
    }
    return this.parsed.resolver.meaning(phrase).actors[0]?.named ?? null;
  }

  scopeOf(clause: Clause, span: Extent): Scope {
    const governing = clause.governor?.clause;
    const subjects = [governing?.subject, this.parsed.clauses[clause.index - 1]?.subject].flatMap((group) => group?.phrases ?? []);
    const preferred = subjects
      .filter(({ pronoun }) => pronoun === null)
      .flatMap((phrase) => this.parsed.resolver.meaning(phrase).actors.flatMap(({ named }) => named ?? []));
    return { preferred, speaker: this.speakerAt(span) };
  }
}
