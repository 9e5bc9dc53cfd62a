import type { Clause } from '../clause.ts';
import { singular } from '../forms.ts';
import { headOf } from '../parse.ts';
import { FactCollector } from './factCollector.ts';
import { ASSERTED, type Attribution, type Extent, type SentenceFacts } from './facts.ts';
import { NounReader } from './nounReader.ts';
import type { ParsedSentence } from './parsedSentence.ts';
import { PhraseReader } from './phraseReader.ts';
import { PledgeReader } from './pledgeReader.ts';
import { Speakers } from './speakers.ts';
import { StateReader } from './stateReader.ts';
import { VerbReader } from './verbReader.ts';

/** Reads one sentence: its clauses, then its nouns. */
export class SentenceReader {
  private readonly parsed: ParsedSentence;
  private readonly speakers: Speakers;
  private readonly facts: FactCollector;
  private readonly phrases: PhraseReader;
  private readonly states: StateReader;
  private readonly verbs: VerbReader;
  private readonly nouns: NounReader;

  constructor(parsed: ParsedSentence, outerSpeaker: Attribution | null) {
    this.parsed = parsed;
    this.speakers = new Speakers(parsed, outerSpeaker);
    this.facts = new FactCollector(parsed, this.speakers);
    const pledges = new PledgeReader(parsed, this.speakers, this.facts);
    this.phrases = new PhraseReader(parsed, this.speakers, this.facts);
    this.states = new StateReader(parsed, this.speakers, this.facts, this.phrases);
    this.verbs = new VerbReader(parsed, this.speakers, this.facts, pledges, this.states);
    this.nouns = new NounReader(parsed, this.speakers, this.facts, pledges);
  }

  read(): SentenceFacts {
    this.rememberNames();
    this.settle();
    for (const chunk of this.parsed.chunks) if (chunk.kind === 'noun') this.phrases.readPhrase(chunk);
    for (const clause of this.parsed.clauses) this.verbs.readClause(clause);
    for (const chunk of this.parsed.chunks) if (chunk.kind === 'noun') this.nouns.readNoun(chunk);
    this.states.readPlacesUnderControl();
    this.phrases.readAppositions();
    this.readQuotation();
    return { ties: this.facts.ties, events: this.facts.events, ambiguous: this.facts.ambiguous };
  }

  /** What the sentence names, in its order, before its descriptions are resolved: a country named later may still be meant. */
  private rememberNames(): void {
    const subjects = new Set(this.parsed.clauses.flatMap(({ subject }) => subject?.phrases ?? []));
    for (const chunk of this.parsed.chunks) {
      if (chunk.kind !== 'noun') continue;
      const words = this.parsed.sentence.tokens.slice(chunk.first, chunk.last).map(({ low }) => singular(low));
      // "U.N. experts" are no antecedent of "them".
      const head = headOf(chunk, this.parsed.sentence.tokens);
      const isSource =
        this.parsed.lexicon.things(head, 'source') &&
        !this.parsed.lexicon.things(head, 'group') &&
        !this.parsed.lexicon.things(head, 'force');
      for (const { senses, adjective } of chunk.hits) {
        if (adjective) this.parsed.discourse.focus(adjective, this.parsed.sentence.tokens[chunk.first]!.start);
        const strong = isSource ? [] : senses.filter(({ weak }) => !weak);
        for (const { named } of senses.length === 1 && !isSource ? senses : strong)
          this.parsed.discourse.mention(named, this.parsed.sentence.tokens[chunk.first]!.start, words, subjects.has(chunk));
        for (const { named } of senses)
          if (named.country) this.parsed.discourse.focus(named.country, this.parsed.sentence.tokens[chunk.first]!.start);
      }
    }
  }

  /** Finds out whom pronouns and descriptions mean, from left to right. */
  private settle(): void {
    for (const clause of this.parsed.clauses) {
      const scope = this.speakers.scopeOf(clause, this.parsed.spanOf(clause, ASSERTED));
      const subjects = this.parsed.resolver.group(clause.subject, scope);
      const avoid = new Set(subjects.flatMap(({ actors }) => actors.flatMap(({ named }) => named ?? [])));
      const leads = this.parsed.lexicon.verbs.get(clause.lemma)?.some(({ type }) => type === 'LEADS') === true;
      if (leads && this.parsed.moods.of(clause).mode === 'actual') this.rememberLeader(clause);
      for (const group of [clause.object, clause.second, ...clause.complements.map((each) => each.group)])
        this.parsed.resolver.group(group, { ...scope, avoid });
    }
  }

  /** "his troops" are those of whom the text says that he leads. */
  private rememberLeader(clause: Clause): void {
    const [leader] = this.parsed.resolver
      .group(clause.verb.passive ? this.parsed.agentOf(clause) : clause.subject)
      .flatMap(({ actors }) => actors);
    const [led] = this.parsed.resolver.group(clause.verb.passive ? clause.subject : clause.object).flatMap(({ actors }) => actors);
    if (leader?.named?.kind === 'PERSON' && led?.named) this.parsed.discourse.led.set(leader.named, led.named);
  }

  /** A quotation from which nothing else came is a statement of who said it. */
  private readQuotation(): void {
    for (const quote of this.parsed.quoted) {
      if (quote.end - quote.start < 30) continue;
      const inside = ({ span }: { readonly span: Extent }) => span.start < quote.end && span.end > quote.start;
      if (
        this.facts.ties.some(inside) ||
        this.facts.events.some((event) => inside(event) && (event.kind === 'PLEDGE' || event.kind === 'STATEMENT'))
      )
        continue;
      const speech = this.speakers.speechOutside(quote);
      const said = speech ? this.speakers.speakerOf(speech) : null;
      if (!speech || !said?.attributedTo) continue;
      this.facts.event(
        'STATEMENT',
        [{ named: said.attributedTo, role: 'SPEAKER' }],
        null,
        this.parsed.moods.of(speech),
        speech,
        quote,
        `${said.attributedTo.name}: ${this.parsed.text.slice(quote.start, quote.end)}`,
        0.6,
      );
    }
    // "said it was preparing a counteroffensive" is a pledge that was read above; nothing more is made of indirect speech.
  }
}
