import type { ControlExtent, EventKind, EventRole, SupportKind } from '../model/kinds.ts';
import { type RelationshipType, vocabularyOf } from '../model/vocabulary.ts';
import type { Clause, NounGroup } from './clause.ts';
import { clausesOf } from './clause.ts';
import type { DateHit } from './dates.ts';
import type { Discourse, Referent } from './discourse.ts';
import { singular } from './forms.ts';
import type { Lexicon, NounTrigger, Slot, VerbTrigger } from './lexicon.ts';
import { type Mood, MoodJudge } from './mood.ts';
import type { Named, NameHit } from './names.ts';
import { type Chunk, headOf, type NounPhrase } from './parse.ts';
import { type Meaning, Resolver, type Scope } from './resolve.ts';
import type { Sentence } from './tokens.ts';

/** UTF-16 offsets in the text. */
export interface Extent {
  readonly start: number;
  readonly end: number;
}

/** Who says it, when, and how surely. */
export interface Attribution {
  readonly attributedTo: Named | null;
  readonly attribution: string | null;
  readonly hedged: boolean;
  readonly statedOn: string | null;
}

/** A relationship that a sentence asserts or denies. */
export interface TieFact {
  readonly type: RelationshipType;
  readonly from: Named;
  readonly to: Named;
  readonly negative: boolean;
  readonly word: Attribution;
  readonly dates: readonly DateHit[];
  /** "two years after they seized it": neither then nor at the time of publication. */
  readonly elsewhen: boolean;
  /** It holds for a time; else it is an act. */
  readonly state: boolean;
  readonly past: boolean;
  readonly kinds: readonly SupportKind[];
  readonly extent: ControlExtent | null;
  readonly span: Extent;
  readonly score: number;
  readonly why: string;
}

/** An event that a sentence reports. */
export interface EventFact {
  readonly kind: EventKind;
  readonly participants: readonly { readonly named: Named; readonly role: EventRole }[];
  readonly place: Named | null;
  readonly title: string;
  readonly word: Attribution;
  readonly dates: readonly DateHit[];
  readonly elsewhen: boolean;
  readonly deaths: Casualties;
  readonly span: Extent;
  readonly score: number;
  readonly why: string;
  /** "The attack": one that the text has told of. */
  readonly isDefinite: boolean;
}

export interface Casualties {
  readonly best?: number;
  readonly low?: number;
  readonly text?: string;
  readonly civilian?: number;
  readonly injured?: number;
}

export interface SentenceFacts {
  readonly ties: readonly TieFact[];
  readonly events: readonly EventFact[];
  /** It says more than was understood because a name or description may mean several. */
  readonly ambiguous: boolean;
}

interface End {
  readonly referent: Referent;
  readonly meaning: Meaning;
  readonly isPlace: boolean;
}

const UNATTRIBUTED: Attribution = { attributedTo: null, attribution: null, hedged: false, statedOn: null };

/** Reads one sentence: its clauses, then its nouns. */
export class SentenceReader {
  private readonly clauses: readonly Clause[];
  private readonly moods: MoodJudge;
  private readonly resolver: Resolver;
  private readonly ties: TieFact[] = [];
  private readonly events: EventFact[] = [];
  private ambiguous = false;
  private readonly shown: string;
  private readonly quoted: readonly Extent[];

  constructor(
    private readonly sentence: Sentence,
    private readonly chunks: readonly Chunk[],
    private readonly dates: readonly DateHit[],
    private readonly text: string,
    private readonly discourse: Discourse,
    onMention: (phrase: NounPhrase, referent: Referent) => void,
    /** Who speaks in a quotation that goes on from the sentence before, or is closed by a later one. */
    private readonly outerSpeaker: Attribution | null = null,
  ) {
    this.shown = text.slice(sentence.start, sentence.end);
    this.clauses = clausesOf(sentence, chunks, discourse.lexicon);
    this.moods = new MoodJudge(sentence, this.clauses, discourse.lexicon, this.shown);
    this.resolver = new Resolver(discourse, sentence, chunks, onMention);
    this.quoted = quotationsIn(text, sentence);
  }

  read(): SentenceFacts {
    this.rememberNames();
    this.settle();
    for (const chunk of this.chunks) if (chunk.kind === 'noun') this.readPhrase(chunk);
    for (const clause of this.clauses) this.readClause(clause);
    for (const chunk of this.chunks) if (chunk.kind === 'noun') this.readNoun(chunk);
    this.readPlacesUnderControl();
    this.readAppositions();
    this.readQuotation();
    return { ties: this.ties, events: this.events, ambiguous: this.ambiguous };
  }

  private get lexicon(): Lexicon {
    return this.discourse.lexicon;
  }

  /** What the sentence names, in its order, before its descriptions are resolved: a country named later may still be meant. */
  private rememberNames(): void {
    const subjects = new Set(this.clauses.flatMap(({ subject }) => subject?.phrases ?? []));
    for (const chunk of this.chunks) {
      if (chunk.kind !== 'noun') continue;
      const words = this.sentence.tokens.slice(chunk.first, chunk.last).map(({ low }) => singular(low));
      // "U.N. experts" are no antecedent of "them".
      const head = headOf(chunk, this.sentence.tokens);
      const isSource = this.lexicon.things(head, 'source') && !this.lexicon.things(head, 'group') && !this.lexicon.things(head, 'force');
      for (const { senses, adjective } of chunk.hits) {
        if (adjective) this.discourse.focus(adjective, this.sentence.tokens[chunk.first]!.start);
        const strong = isSource ? [] : senses.filter(({ weak }) => !weak);
        for (const { named } of senses.length === 1 && !isSource ? senses : strong)
          this.discourse.mention(named, this.sentence.tokens[chunk.first]!.start, words, subjects.has(chunk));
        for (const { named } of senses) if (named.country) this.discourse.focus(named.country, this.sentence.tokens[chunk.first]!.start);
      }
    }
  }

  /** Finds out whom pronouns and descriptions mean, from left to right. */
  private settle(): void {
    for (const clause of this.clauses) {
      const scope = this.scopeOf(clause, this.spanOf(clause, ASSERTED));
      const subjects = this.resolver.group(clause.subject, scope);
      const avoid = new Set(subjects.flatMap(({ actors }) => actors.flatMap(({ named }) => named ?? [])));
      const leads = this.lexicon.verbs.get(clause.lemma)?.some(({ type }) => type === 'LEADS') === true;
      if (leads && this.moods.of(clause).mode === 'actual') this.rememberLeader(clause);
      for (const group of [clause.object, clause.second, ...clause.complements.map((each) => each.group)])
        this.resolver.group(group, { ...scope, avoid });
    }
  }

  /** "his troops" are those of whom the text says that he leads. */
  private rememberLeader(clause: Clause): void {
    const [leader] = this.resolver.group(clause.verb.passive ? this.agentOf(clause) : clause.subject).flatMap(({ actors }) => actors);
    const [led] = this.resolver.group(clause.verb.passive ? clause.subject : clause.object).flatMap(({ actors }) => actors);
    if (leader?.named?.kind === 'PERSON' && led?.named) this.discourse.led.set(leader.named, led.named);
  }

  // ── Who says it ──

  private wordOf(mood: Mood, at: Extent): Attribution {
    const statedOn = mood.speech ? (this.dateBy(mood.speech)?.date ?? null) : null;
    const quote = this.quoted.find(({ start, end }) => start <= at.start && at.start < end);
    const source = mood.denial ?? mood.speech ?? (quote ? this.speechOutside(quote) : null) ?? this.closingSpeech(at);
    const said = source?.subject ? this.speakerOf(source) : this.accordingTo();
    if (!said && quote && this.outerSpeaker) return { ...this.outerSpeaker, hedged: mood.hedged };
    return { ...(said ?? UNATTRIBUTED), hedged: mood.hedged, statedOn };
  }

  private speakerOf({ subject, complements, verb }: Clause): Pick<Attribution, 'attributedTo' | 'attribution' | 'statedOn'> | null {
    const group = verb.passive ? (complements.find(({ preposition }) => preposition === 'by')?.group ?? null) : subject;
    if (!group) return null;
    return this.voiceOf(group);
  }

  private voiceOf(group: NounGroup): Pick<Attribution, 'attributedTo' | 'attribution' | 'statedOn'> | null {
    const [phrase] = group.phrases;
    const meaning = this.resolver.meaning(phrase!);
    const [actor] = meaning.actors;
    const isOfficial =
      meaning.isSource &&
      !(meaning.actors.length > 0 && (this.lexicon.things(meaning.head, 'government') || this.lexicon.things(meaning.head, 'army')));
    if (
      actor?.named &&
      actor.named.kind !== 'PLACE' &&
      (!isOfficial || phrase!.pronoun !== null || this.lexicon.things(meaning.head, 'group'))
    )
      return { attributedTo: actor.named, attribution: null, statedOn: null };
    if (phrase!.pronoun !== null) return null;
    const last = group.phrases.at(-1)!;
    const at = this.chunks.indexOf(last);
    const tail =
      this.chunks[at + 1]?.kind === 'prep' &&
      /^(?:for|of|from|in|at)$/.test((this.chunks[at + 1] as { low: string }).low) &&
      this.chunks[at + 2]?.kind === 'noun'
        ? (this.chunks[at + 2] as NounPhrase)
        : last;
    const words = this.textOf(phrase!.first, tail.last).replace(/^(?:the|The)\s+/, '');
    const attribution =
      /^\p{Lu}\p{Ll}/u.test(words) && phrase!.hits[0]?.first !== phrase!.first ? words.charAt(0).toLowerCase() + words.slice(1) : words;
    return { attributedTo: null, attribution: attribution.slice(0, 200), statedOn: null };
  }

  private accordingTo(): Pick<Attribution, 'attributedTo' | 'attribution' | 'statedOn'> | null {
    const at = this.chunks.findIndex((chunk) => chunk.kind === 'prep' && chunk.low === 'according to');
    const noun = this.chunks[at + 1];
    return at >= 0 && noun?.kind === 'noun' ? this.voiceOf({ phrases: [noun], negated: false }) : null;
  }

  /** "…, residents told reporters": a verb of speech at the end, or outside the quotation, that governs nothing else. */
  private closingSpeech(at: Extent): Clause | null {
    return this.clauses.find((clause) => this.isClosing(clause) && this.sentence.tokens[clause.verb.first]!.start > at.start) ?? null;
  }

  private isClosing(clause: Clause): boolean {
    const subject = clause.subject?.phrases[0];
    if (!subject || !this.speaks(clause) || this.clauses.some(({ governor }) => governor?.clause === clause && governor.by !== 'aside'))
      return false;
    let before = this.chunks.indexOf(subject) - 1;
    while (before >= 0 && this.chunks[before]!.kind === 'quote') before--;
    return this.chunks[before]?.kind === 'comma' && this.chunks.slice(0, before).some(({ kind }) => kind === 'verb');
  }

  private speaks(clause: Clause): boolean {
    const governing = this.lexicon.governing.get(clause.lemma) ?? this.lexicon.governing.get(clause.verb.lemma);
    return (
      governing !== undefined &&
      (governing.has('speech') || governing.has('pledge') || governing.has('denial') || clause.verb.lemma === 'warn')
    );
  }

  private speechOutside(quote: Extent): Clause | null {
    const outside = this.clauses.filter((clause) => {
      const { start } = this.sentence.tokens[clause.verb.first]!;
      return (start < quote.start || start >= quote.end) && this.speaks(clause) && clause.subject !== null;
    });
    return outside.find((clause) => this.sentence.tokens[clause.verb.first]!.start >= quote.end) ?? outside.at(-1) ?? null;
  }

  /** Who "we" is in a quotation: who speaks, or those for whom a person speaks. */
  private speakerAt(at: Extent): Named | null {
    const quote = this.quoted.find(({ start, end }) => start <= at.start && at.start < end);
    if (!quote) return null;
    const speech = this.speechOutside(quote);
    const group = speech?.subject;
    if (!group) return this.outerSpeaker?.attributedTo ?? null;
    const phrase = group.phrases[0]!;
    // "Kremlin spokesman Dmitry Peskov", "a spokesman for the army": we are those for whom the spokesman speaks.
    const people = phrase.hits.filter(({ senses, adjective }) => senses.length > 0 || adjective !== null);
    const hasRole = this.sentence.tokens
      .slice(phrase.first, phrase.last)
      .some(({ low }) => this.lexicon.roles.has(singular(low)) || this.lexicon.things(low, 'person'));
    if (hasRole) {
      const [first] = people;
      const actor = first?.senses.find(({ named }) => named.kind !== 'PERSON' && named.kind !== 'PLACE')?.named;
      if (actor) return actor;
      if (first?.adjective) return this.discourse.governmentOf(first.adjective);
      const after = this.chunks[this.chunks.indexOf(phrase) + 2];
      if (after?.kind === 'noun') {
        const found = this.resolver.meaning(after).actors[0]?.named;
        if (found) return found;
      }
    }
    return this.resolver.meaning(phrase).actors[0]?.named ?? null;
  }

  // ── Clauses ──

  private readClause(clause: Clause): void {
    const triggers = this.lexicon.verbs.get(clause.lemma) ?? this.lexicon.verbs.get(clause.verb.lemma) ?? [];
    const mood = this.moods.of(clause);
    let read = false;
    for (const trigger of triggers) if (!read) read = this.readTrigger(clause, trigger, mood);
    if (clause.lemma === 'be' || clause.lemma === 'become') this.readCopula(clause, mood);
    this.readPledge(clause, mood);
    if (mood.denial === null && this.lexicon.governing.get(clause.verb.lemma)?.has('denial')) this.readDenial(clause, mood);
  }

  private readTrigger(clause: Clause, trigger: VerbTrigger, mood: Mood): boolean {
    if (trigger.goods && !this.hasGoods(clause, trigger)) return false;
    const span = this.spanOf(clause, mood);
    const scope = this.scopeOf(clause, span);
    const from = this.endsAt(clause, trigger.from, 'actor', scope);
    if (trigger.type === null) return this.readEventVerb(clause, trigger, mood, from, span, scope);
    const avoid = new Set(from.flatMap(({ referent }) => referent.named ?? []));
    let to = this.endsAt(clause, trigger.to, trigger.end ?? endOf(trigger.type), { ...scope, avoid });
    if (to.length === 0 && trigger.implied) {
      const place = this.discourse.lastPlace();
      if (place && from.length > 0)
        to = [
          {
            referent: { named: place, candidates: [place], sure: 0.6, because: 'the place named before' },
            meaning: from[0]!.meaning,
            isPlace: true,
          },
        ];
    }
    const pairs = to.length > 0 ? from.flatMap((a) => to.map((b) => [a, b] as const)) : trigger.pair ? pairsOf(from) : [];
    if (pairs.length === 0 && trigger.end !== null && to.length === 0) return false;
    const isAir = this.isAir(clause);
    for (const [a, b] of pairs) this.addTie(clause, trigger, mood, a, b, span);
    if (trigger.extra)
      for (const other of this.endsAt(clause, trigger.extra.to, 'actor', scope))
        for (const a of from) this.addTie(clause, { ...trigger, type: trigger.extra.type, kinds: [], state: false }, mood, a, other, span);
    const kind = isAir && trigger.air ? trigger.air : trigger.event;
    if (kind && (pairs.length > 0 || from.length > 0) && to.length + from.length > 0 && (to.length > 0 || trigger.pair))
      this.addEvent(clause, kind, mood, from, to, span, scope);
    return pairs.length > 0;
  }

  private endsAt(clause: Clause, places: readonly Slot[], end: 'actor' | 'place' | 'either', scope: Scope): End[] {
    for (const place of places) {
      for (const { group, preposition } of this.groupsAt(clause, place)) {
        const locative = preposition !== null && /^(?:in|near|inside|outside|across|around)$/.test(preposition);
        const meanings = this.resolver.group(group, { ...scope, locative: locative || end === 'place' });
        const ends = meanings.flatMap((meaning) => this.pick(meaning, end, locative));
        if (ends.length > 0) return ends;
      }
    }
    return [];
  }

  /** An end of a meaning: an actor, or a place where the clause wants one. */
  private pick(meaning: Meaning, end: 'actor' | 'place' | 'either', locative: boolean): End[] {
    const usable = (referents: readonly Referent[], isPlace: boolean): End[] =>
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

  private groupsAt(clause: Clause, { at, prepositions }: Slot): { group: NounGroup; preposition: string | null }[] {
    const isPassive = clause.verb.passive && !clause.lemma.startsWith('be ');
    const by = this.agentOf(clause);
    const plain = (group: NounGroup | null) => (group ? [{ group, preposition: null }] : []);
    if (at === 'subject') return plain(isPassive ? by : this.operatorsOf(clause.subject));
    if (at === 'object') return plain(isPassive ? clause.subject : clause.object);
    return [...prepositions].flatMap((preposition) => clause.complements.filter((each) => each.preposition === preposition));
  }

  /** "Drones operated by the group struck": who operates them. */
  private operatorsOf(group: NounGroup | null): NounGroup | null {
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
  private agentOf(clause: Clause): NounGroup | null {
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

  private hasGoods(clause: Clause, { goods, to }: VerbTrigger): boolean {
    const isGoods = (group: NounGroup | null | undefined) =>
      group?.phrases.some((phrase) => this.lexicon.things(headOf(phrase, this.sentence.tokens), goods!)) === true;
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

  private isAir(clause: Clause): boolean {
    const groups = [clause.subject, clause.object, ...clause.complements.map(({ group }) => group)];
    return groups.some((group) => group?.phrases.some((phrase) => this.resolver.meaning(phrase).isAir)) || clause.verb.lemma === 'bomb';
  }

  private scopeOf(clause: Clause, span: Extent): Scope {
    const governing = clause.governor?.clause;
    const subjects = [governing?.subject, this.clauses[clause.index - 1]?.subject].flatMap((group) => group?.phrases ?? []);
    const preferred = subjects
      .filter(({ pronoun }) => pronoun === null)
      .flatMap((phrase) => this.resolver.meaning(phrase).actors.flatMap(({ named }) => named ?? []));
    return { preferred, speaker: this.speakerAt(span) };
  }

  private addTie(clause: Clause, trigger: Pick<VerbTrigger, 'type' | 'state' | 'kinds'>, mood: Mood, a: End, b: End, span: Extent): void {
    if (mood.mode !== 'actual') return;
    const type = trigger.type!;
    const kinds = type === 'BACKS' ? [...new Set([...trigger.kinds, ...this.kindsOf(clause)])] : [];
    this.push(type, a, b, {
      negative: mood.negative,
      word: this.wordOf(mood, span),
      dates: this.datesBy(clause),
      elsewhen: this.isElsewhen(clause),
      state: trigger.state,
      past: clause.verb.past,
      kinds,
      span,
      base: 0.85,
      why: `“${this.textOf(clause.verb.first, clause.verb.last)}” says it`,
    });
  }

  /** What `push` needs of a state that the verb of a clause reports. */
  private stateIn(clause: Clause, mood: Mood, span: Extent, why: string) {
    return {
      negative: mood.negative,
      word: this.wordOf(mood, span),
      dates: this.datesBy(clause),
      state: true,
      past: clause.verb.past,
      span,
      base: 0.8,
      why,
    };
  }

  private push(
    type: RelationshipType,
    a: End,
    b: End,
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
    if (type === 'LEADS' && from.kind === 'PERSON' && !rest.negative) this.discourse.led.set(from, to);
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
  private actingEnd(type: RelationshipType, { referent }: End): Named | null {
    return type !== 'SPEAKS_FOR' && type !== 'LEADS' ? (referent.named?.actsFor ?? referent.named) : referent.named;
  }

  /** Who backs "Assad's forces" backs the government. */
  private receivingEnd(type: RelationshipType, { referent, meaning }: End): Named | null {
    const named = type === 'BACKS' && meaning.owner && referent.named !== null ? meaning.owner : referent.named;
    return type !== 'SPEAKS_FOR' && type !== 'LEADS' ? (named?.actsFor ?? named) : named;
  }

  private kindsOf(clause: Clause): SupportKind[] {
    const goods = [
      clause.object,
      clause.second,
      ...clause.complements.filter(({ preposition }) => preposition === 'with').map(({ group }) => group),
    ];
    const said = goods
      .flatMap((group) => group?.phrases ?? [])
      .flatMap((phrase) =>
        phrase.hits.length === 0 || phrase.pronoun
          ? (this.lexicon.goodsKinds(headOf(phrase, this.sentence.tokens)) ?? [])
          : (this.lexicon.goodsKinds(headOf(phrase, this.sentence.tokens)) ?? []),
      );
    return clause.verb.lemma === 'back' || clause.verb.lemma === 'support' ? [] : said;
  }

  // ── Events ──

  private readEventVerb(clause: Clause, trigger: VerbTrigger, mood: Mood, from: readonly End[], span: Extent, scope: Scope): boolean {
    const kind = trigger.event!;
    if (kind === 'STATEMENT') {
      const speakers = from.filter(({ referent, meaning }) => referent.named && !meaning.isSource);
      if (mood.mode !== 'actual' || mood.negative || speakers.length === 0) return false;
      this.event(
        kind,
        speakers.map(({ referent }) => ({ named: referent.named!, role: 'SPEAKER' })),
        null,
        mood,
        clause,
        span,
        `${names(speakers)} ${this.textOf(clause.verb.first, this.endOf(clause))}`,
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
    from: readonly End[],
    to: readonly End[],
    span: Extent,
    scope: Scope,
  ): void {
    if (mood.mode !== 'actual' || mood.negative) return;
    const own = to.find(({ isPlace }) => isPlace)?.referent.named ?? null;
    const inner = to.flatMap(({ meaning }) => meaning.places)[0]?.named ?? null;
    const place = own ?? this.placeOf(clause, scope) ?? inner ?? this.placeAfter(to);
    const mutual = kind === 'BATTLE' && to.length === 0;
    const participants = [
      ...from.map(({ referent }, at) => ({
        named: referent.named!.actsFor ?? referent.named!,
        role: (mutual ? (at === 0 ? 'SIDE_A' : 'SIDE_B') : 'INITIATOR') as EventRole,
      })),
      ...to.filter(({ isPlace }) => !isPlace).map(({ referent }) => ({ named: referent.named!, role: 'TARGET' as EventRole })),
    ].filter(({ named }) => named.kind !== 'PLACE');
    if (participants.length === 0) return;
    this.event(
      kind,
      participants,
      place,
      mood,
      clause,
      span,
      sentenceTitle(this.text.slice(span.start, span.end)),
      0.75 * Math.min(...[...from, ...to].map(({ referent }) => referent.sure)),
    );
  }

  private placeOf(clause: Clause, scope: Scope): Named | null {
    for (const { preposition, group } of clause.complements) {
      if (!/^(?:in|near|at|on|outside|around|from|inside|into|across)$/.test(preposition)) continue;
      for (const { places } of this.resolver.group(group, { ...scope, locative: true })) if (places[0]?.named) return places[0].named;
    }
    return null;
  }

  /** "rebel positions in Aleppo's suburbs": the phrase after the target. */
  private placeAfter(ends: readonly End[]): Named | null {
    for (const { meaning } of ends) {
      const at = this.chunks.indexOf(meaning.phrase);
      const preposition = this.chunks[at + 1];
      const noun = this.chunks[at + 2];
      if (preposition?.kind !== 'prep' || !/^(?:in|near|at|outside|around|of)$/.test(preposition.low) || noun?.kind !== 'noun') continue;
      const place = this.resolver.meaning(noun, { locative: true }).places[0]?.named;
      if (place) return place;
    }
    return null;
  }

  private event(
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
      word: kind === 'STATEMENT' || kind === 'PLEDGE' ? { ...this.wordOf(mood, span), hedged: mood.hedged } : this.wordOf(mood, span),
      dates: clause ? this.datesBy(clause) : this.dates,
      elsewhen: clause !== null && this.isElsewhen(clause),
      deaths: kind === 'PLEDGE' || kind === 'STATEMENT' ? {} : casualtiesIn(this.shown),
      span,
      score: round(score),
      isDefinite: /^the\b/i.test(this.text.slice(span.start, span.end)),
      why: clause ? `“${this.textOf(clause.verb.first, clause.verb.last)}” reports it` : 'a noun reports it',
    });
  }

  private readPledge(clause: Clause, mood: Mood): void {
    const governing = this.lexicon.governing.get(clause.lemma) ?? this.lexicon.governing.get(clause.verb.lemma);
    const span = this.spanOf(clause, mood);
    if (mood.mode === 'pledge') {
      // Once for each deed that is promised.
      const hasTrigger =
        this.lexicon.verbs.has(clause.lemma) || this.lexicon.verbs.has(clause.verb.lemma) || this.lexicon.light.has(clause.lemma);
      if (!hasTrigger && !this.isStrong(mood.pledge)) return;
      if (mood.pledge === clause && this.clauses.some(({ governor }) => governor?.clause === clause && governor.by === 'to')) return;
      this.addPledge(clause, mood, span);
      return;
    }
    if (!governing?.has('pledge') || mood.mode !== 'actual' || mood.negative || clause.verb.passive) return;
    if (clause.object === null || /^(?:seek|want|hope|aim|consider|propose|warn|weigh|mull|decide|resolve|intend)$/.test(clause.verb.lemma))
      return;
    const goods = [clause.object, clause.second].some((group) => group?.phrases.some((phrase) => this.isPromised(phrase)));
    if (goods) this.addPledge(clause, { ...mood, mode: 'pledge', pledge: clause }, this.spanOf(clause, mood));
  }

  /** Goods, or a deed in a noun: "promised weapons", "threatened an offensive". */
  private isPromised(phrase: NounPhrase): boolean {
    const head = headOf(phrase, this.sentence.tokens);
    const trigger = this.lexicon.nouns.get(head);
    if (trigger?.between) return false;
    return (
      trigger !== undefined ||
      this.lexicon.things(head, 'support') ||
      /^(?:revenge|retaliation|response|retribution|help|cooperation|counterattack|action)$/.test(head)
    );
  }

  private isStrong(pledge: Clause | null): boolean {
    return pledge !== null && /^(?:vow|pledge|promise|threaten|swear|commit|undertake)$/.test(pledge.verb.lemma);
  }

  private addPledge(clause: Clause, mood: Mood, span: Extent): void {
    const says =
      mood.pledge && mood.pledge !== clause && clause.verb.modal !== null && !this.lexicon.governing.get(mood.pledge.lemma)?.has('pledge');
    const promiser = says ? clause : (mood.pledge ?? clause);
    const scope = this.scopeOf(clause, span);
    const who = this.resolver
      .group(promiser.verb.passive ? null : promiser.subject, { ...scope, ...this.scopeOf(promiser, span) })
      .flatMap((meaning) => this.pick(meaning, 'actor', false));
    if (who.length === 0) return;
    // "A said B will attack" is A's forecast, no pledge of B.
    if (mood.speech && promiser.verb.modal !== null && mood.speech.subject) {
      const says = this.resolver
        .group(mood.speech.subject)
        .flatMap((meaning) => this.pick(meaning, 'actor', false))
        .filter(({ referent }) => !(referent.named!.kind === 'PERSON' && referent.named!.country === null));
      const isSource = this.resolver.group(mood.speech.subject).some((meaning) => meaning.isSource && meaning.actors.length === 0);
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
      .flatMap((group) => this.resolver.group(group, { ...scope, avoid }))
      .flatMap((meaning) => this.pick(meaning, 'actor', false));
    const trigger = (this.lexicon.verbs.get(clause.lemma) ?? this.lexicon.verbs.get(clause.verb.lemma))?.find(({ type }) => type !== null);
    const hostile = trigger?.type ? vocabularyOf(trigger.type).sign === 'HOSTILE' : false;
    const place =
      others.flatMap((group) => this.resolver.group(group, { ...scope, locative: true })).flatMap(({ places }) => places)[0]?.named ?? null;
    const participants = [
      ...who.map(({ referent }) => ({ named: referent.named!, role: 'SPEAKER' as EventRole })),
      ...recipients.map(({ referent }) => ({ named: referent.named!, role: (hostile ? 'TARGET' : 'RECIPIENT') as EventRole })),
    ];
    if (this.events.some((event) => event.kind === 'PLEDGE' && event.span.start === span.start && event.span.end === span.end)) return;
    this.event(
      'PLEDGE',
      participants,
      recipients.length > 0 ? null : place,
      mood,
      clause,
      span,
      sentenceTitle(this.text.slice(span.start, span.end)),
      0.75 * Math.min(...who.map(({ referent }) => referent.sure)),
    );
  }

  private readDenial(clause: Clause, mood: Mood): void {
    if (mood.mode !== 'actual' || mood.negative || clause.verb.passive) return;
    const who = this.resolver
      .group(clause.subject)
      .flatMap((meaning) => (meaning.isSource && meaning.actors.length === 0 ? [] : this.pick(meaning, 'actor', false)));
    if (who.length === 0) return;
    const governed = this.clauses.filter(({ governor }) => governor?.clause === clause);
    const last = governed.at(-1);
    const span = last ? unite(this.spanOf(clause, mood), this.spanOf(last, mood)) : this.spanOf(clause, mood);
    this.event(
      'STATEMENT',
      who.map(({ referent }) => ({ named: referent.named!, role: 'SPEAKER' })),
      null,
      mood,
      clause,
      span,
      sentenceTitle(this.text.slice(span.start, span.end)),
      0.7,
    );
  }

  // ── Nouns ──

  /** "airstrikes on Idlib", "a ceasefire between Israel and Hezbollah". */
  private readNoun(phrase: NounPhrase): void {
    const { tokens } = this.sentence;
    const head = headOf(phrase, tokens);
    const lastTwo = tokens
      .slice(phrase.first, phrase.last)
      .filter(({ low }) => /\p{L}/u.test(low))
      .slice(-2)
      .map(({ low }) => singular(low))
      .join(' ');
    const trigger = this.lexicon.nouns.get(lastTwo) ?? this.lexicon.nouns.get(head);
    if (!trigger || phrase.pronoun !== null) return;
    const preposition = this.chunks[this.chunks.indexOf(phrase) - 1];
    const prospect = this.chunks[this.chunks.indexOf(phrase) - 2];
    const isProspective = preposition?.kind === 'prep' && /^(?:of|for|about|to)$/.test(preposition.low) && prospect?.kind === 'noun';
    if (isProspective && this.lexicon.prospects.has(headOf(prospect, tokens))) return;
    const { clause, isObject } = this.clauseOf(phrase);
    const mood = clause ? (isObject ? this.moods.ofObject(clause) : this.ofSubject(clause)) : ASSERTED;
    const at = this.chunks.indexOf(phrase);
    const light = clause && isObject && this.lexicon.light.has(clause.lemma) ? clause : null;
    if (clause && !light && isObject === false && clause.verb.passive && this.lexicon.light.has(clause.lemma)) {
      this.readNounEnds(phrase, trigger, at, { ...clause }, this.moods.of(clause), true);
      return;
    }
    this.readNounEnds(phrase, trigger, at, light ?? clause, mood, light !== null);
  }

  /** "Talks did not take place": there were none to speak of. */
  private ofSubject(clause: Clause): Mood {
    const mood = this.moods.of(clause);
    return mood.negative && !this.lexicon.light.has(clause.lemma) ? { ...mood, mode: 'hypothesis' } : mood;
  }

  private readNounEnds(phrase: NounPhrase, trigger: NounTrigger, at: number, clause: Clause | null, given: Mood, isLight: boolean): void {
    const { tokens } = this.sentence;
    const negated = /^(?:no|any)$/.test(tokens[phrase.first]!.low);
    const mood: Mood = negated && given.mode === 'actual' && !given.negative ? { ...given, negative: true } : given;
    if (mood.mode === 'hypothesis') return;
    const targets = this.complementsOf(
      at,
      (preposition) =>
        trigger.to.has(preposition) || preposition === 'by' || (trigger.between && (preposition === 'between' || preposition === 'among')),
    );
    const later =
      clause && isLight
        ? clause.complements.filter(({ preposition }) => trigger.to.has(preposition) || preposition === 'by' || preposition === 'between')
        : [];
    const complements = [...targets, ...later];
    const of = (wants: (preposition: string) => boolean, end: 'actor' | 'place' | 'either', scope: Scope = {}): End[] =>
      complements
        .filter(({ preposition }) => wants(preposition))
        .flatMap(({ preposition, group }) => {
          const locative = /^(?:in|at)$/.test(preposition) || end === 'place';
          return this.resolver.group(group, { ...scope, locative }).flatMap((meaning) => this.pick(meaning, end, locative));
        });
    const end = trigger.end ?? (trigger.type ? endOf(trigger.type) : 'place');
    const spanClause =
      clause && isLight
        ? this.spanOf(clause, mood)
        : this.phraseSpan(
            phrase,
            complements.map(({ group }) => group),
          );
    const scope = clause ? this.scopeOf(clause, spanClause) : {};
    const own = this.resolver
      .meaning(phrase, scope)
      .actors.flatMap((referent): End[] =>
        referent.named ? [{ referent, meaning: this.resolver.meaning(phrase, scope), isPlace: false }] : [],
      );
    const by = of((preposition) => preposition === 'by', 'actor');
    const subject =
      clause && isLight
        ? this.resolver
            .group(clause.verb.passive ? this.agentOf(clause) : clause.subject, scope)
            .flatMap((meaning) => this.pick(meaning, 'actor', false))
        : [];
    // "captured the town after months of fighting with Ukrainian troops"
    const beside =
      trigger.between &&
      !isLight &&
      clause &&
      !clause.object?.phrases.includes(phrase) &&
      complements.some(({ preposition }) => preposition === 'with' || preposition === 'against')
        ? this.resolver
            .group(clause.verb.passive ? this.agentOf(clause) : clause.subject, scope)
            .flatMap((meaning) => this.pick(meaning, 'actor', false))
        : [];
    // "Russia launched its largest attack": whoever launches it.
    const isOwn = /^(?:its|their|his|her|our)$/.test(tokens[phrase.first]!.low);
    const agents = by.length > 0 ? by : isOwn && subject.length > 0 ? subject : own.length > 0 ? own : isLight ? subject : beside;
    const avoid = new Set(agents.flatMap(({ referent }) => referent.named ?? []));
    const agreed = trigger.between
      ? this.clauses.find((each) => each.verb.passive && this.lexicon.light.has(each.lemma) && each.subject?.phrases.includes(phrase))
      : undefined;
    const parties = agreed ? this.resolver.group(this.agentOf(agreed)).flatMap((meaning) => this.pick(meaning, 'actor', false)) : [];
    const said = of((preposition) => preposition === 'between' || preposition === 'among', 'actor');
    const between = said.length > 1 ? said : parties;
    // "strikes against Hezbollah in Syria": the place is no target beside a target.
    const targeted = of((preposition) => trigger.to.has(preposition) && !/^(?:in|of)$/.test(preposition), end, { ...scope, avoid });
    const to = targeted.length > 0 ? targeted : of((preposition) => trigger.to.has(preposition), end, { ...scope, avoid });
    const pairs =
      between.length > 1
        ? pairsOf(between)
        : to.length > 0
          ? agents.flatMap((a) => to.map((b) => [a, b] as const))
          : trigger.between && isLight
            ? pairsOf(subject)
            : [];
    const rest = {
      negative: mood.negative,
      word: this.wordOf(mood, spanClause),
      dates: clause ? this.datesBy(clause) : this.dates,
      state: trigger.type !== 'ATTACKS' && trigger.type !== 'FIGHTS' && trigger.type !== 'CONTROLS',
      past: clause ? clause.verb.past : false,
      span: spanClause,
      base: 0.8,
      why: `“${headOf(phrase, tokens)}” says it`,
    };
    if (mood.mode === 'pledge') {
      if (isLight && clause && mood.pledge !== null && !trigger.between) this.addPledge(clause, mood, spanClause);
      return;
    }
    const isProspect =
      trigger.between && clause !== null && /^(?:seek|want|discuss|urge|demand|propose|call for|hope|collapse|reject)$/.test(clause.lemma);
    if (!isProspect && trigger.type) for (const [a, b] of pairs) this.push(trigger.type, a, b, rest);
    const isAir = this.resolver.meaning(phrase).isAir;
    const kind = isAir && trigger.air ? trigger.air : trigger.event;
    if (!kind || mood.negative || isProspect) return;
    const place =
      to.find(({ isPlace }) => isPlace)?.referent.named ?? (clause && isLight ? this.placeOf(clause, scope) : null) ?? this.placeNear(at);
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
      const subjectOf = clause ? this.resolver.group(clause.subject, scope).flatMap((meaning) => this.pick(meaning, 'actor', false)) : [];
      if (subjectOf.length === 0) return;
      this.event(
        kind,
        subjectOf.map(({ referent }) => ({ named: referent.named!, role: 'INITIATOR' })),
        place,
        mood,
        clause,
        spanClause,
        sentenceTitle(this.text.slice(spanClause.start, spanClause.end)),
        0.55,
      );
      return;
    }
    if (
      clause &&
      this.events.some((event) => event.kind === kind && event.span.start <= spanClause.start && spanClause.end <= event.span.end)
    )
      return;
    this.event(
      kind,
      all,
      place,
      mood,
      clause,
      spanClause,
      sentenceTitle(this.text.slice(spanClause.start, spanClause.end)),
      0.65 * Math.min(1, ...agents.map(({ referent }) => referent.sure)),
    );
  }

  /** "The attack, led by X": who leads it takes part in it. */
  private leaderOf(at: number): EventFact['participants'] | null {
    const phrase = this.chunks[at] as NounPhrase;
    const clause = this.clauses.find(
      (each) =>
        each.verb.passive &&
        /^(?:lead|launch|spearhead|mount|stage|carry|command)$/.test(each.verb.lemma) &&
        each.subject?.phrases.includes(phrase),
    );
    const agents = clause ? this.resolver.group(this.agentOf(clause)).flatMap((meaning) => this.pick(meaning, 'actor', false)) : [];
    const joined = phrase.hits
      .filter(({ last }) => this.sentence.tokens[last]?.low === '-' && this.sentence.tokens[last + 1]?.low === 'led')
      .flatMap((hit) => this.hitActor(hit, 'state') ?? []);
    const all = [...agents.map(({ referent }) => referent.named!), ...joined];
    return all.length > 0 ? all.map((named) => ({ named, role: 'INITIATOR' as const })) : null;
  }

  private placeNear(at: number): Named | null {
    for (let next = at + 1; next < Math.min(this.chunks.length, at + 5); next++) {
      const chunk = this.chunks[next]!;
      if (chunk.kind === 'verb' || chunk.kind === 'stop') return this.placeOfSubject(at) ?? null;
      const before = this.chunks[next - 1];
      if (chunk.kind === 'noun' && before?.kind === 'prep' && /^(?:in|near|at|on|of|outside|around)$/.test(before.low)) {
        const place = this.resolver.meaning(chunk, { locative: true }).places[0]?.named;
        if (place) return place;
      }
    }
    return this.placeOfSubject(at);
  }

  /** "entered parts of Aleppo in a surprise offensive": the place of the clause. */
  private placeOfSubject(at: number): Named | null {
    const { clause } = this.clauseOf(this.chunks[at] as NounPhrase);
    if (!clause) return null;
    const object = this.resolver.group(clause.object, { locative: true }).flatMap(({ places }) => places)[0]?.named;
    return object ?? this.placeOf(clause, {});
  }

  private complementsOf(at: number, fits: (preposition: string) => boolean): { preposition: string; group: NounGroup }[] {
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

  private clauseOf(phrase: NounPhrase): { clause: Clause | null; isObject: boolean } {
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

  // ── Inside phrases ──

  /** "Russian-backed", "rebel-held Idlib", "Kremlin spokesman Dmitry Peskov", "Assad's government". */
  private readPhrase(phrase: NounPhrase): void {
    const { tokens } = this.sentence;
    for (let at = phrase.first + 1; at + 1 < phrase.last; at++) {
      if (tokens[at]!.low !== '-') continue;
      const trigger = this.lexicon.joined.get(tokens[at + 1]!.low);
      if (trigger) this.readJoined(phrase, at, trigger.type, trigger.kinds);
    }
    this.readRank(phrase);
    const [person] = phrase.hits.filter(
      ({ senses, last }) => senses.some(({ named }) => named.kind === 'PERSON') && /^['’]s?$/.test(tokens[last]?.low ?? ''),
    );
    if (
      person &&
      this.lexicon.things(headOf(phrase, tokens), 'government') &&
      /^(?:government|regime|administration|cabinet)$/.test(headOf(phrase, tokens))
    ) {
      const government = this.resolver.meaning(phrase).actors[0];
      const leader = person.senses.find(({ named }) => named.kind === 'PERSON')!.named;
      if (government?.named)
        this.inPhrase(
          'LEADS',
          this.endFor(leader, phrase),
          { referent: government, meaning: this.resolver.meaning(phrase), isPlace: false },
          phrase,
          0.7,
          'a possessive says it',
        );
    }
  }

  private readJoined(phrase: NounPhrase, hyphen: number, type: RelationshipType, kinds: readonly SupportKind[]): void {
    const { tokens } = this.sentence;
    const hit = phrase.hits.find(({ last }) => last === hyphen);
    const word = singular(tokens[hyphen - 1]!.low);
    const agent: Referent | null = hit
      ? this.refer(this.hitActor(hit, 'state'))
      : this.lexicon.things(word, 'rebelling')
        ? this.discourse.describe('rebel', word, this.sentence.tokens[hyphen]!.start)
        : /^(?:government|regime)$/.test(word)
          ? this.discourse.describe('government', word, this.sentence.tokens[hyphen]!.start)
          : this.lexicon.things(word, 'army') && word === 'army'
            ? this.discourse.describe('army', word, this.sentence.tokens[hyphen]!.start)
            : null;
    if (agent === null) return;
    if (agent.named === null) {
      if (agent.candidates.length > 1) this.ambiguous = true;
      return;
    }
    const meaning = this.resolver.meaning(phrase, { locative: type === 'CONTROLS', avoid: new Set([agent.named]) });
    const places = meaning.places.length > 0 ? meaning.places : this.placesAfter(phrase);
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
        `“${this.textOf(hyphen - 1, hyphen + 2)}” says it`,
        kinds,
      );
    }
  }

  private placesAfter(phrase: NounPhrase): readonly Referent[] {
    const at = this.chunks.indexOf(phrase);
    const preposition = this.chunks[at + 1];
    const noun = this.chunks[at + 2];
    return preposition?.kind === 'prep' && /^(?:in|of|near|around|outside)$/.test(preposition.low) && noun?.kind === 'noun'
      ? this.resolver.meaning(noun, { locative: true }).places
      : [];
  }

  /** "Syrian President Bashar al-Assad", "RSF commander Hemedti". */
  private readRank(phrase: NounPhrase): void {
    const { tokens } = this.sentence;
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
      const role = this.lexicon.roles.get(word);
      const its = /^(?:its|their|his|her)$/.test(tokens[phrase.first]!.low);
      if (role && !first && its) {
        const group = this.clauses.flatMap(({ subject, object }) => [subject, object]).find((each) => each?.phrases.includes(phrase));
        const beside = group?.phrases.filter((each) => each !== phrase).flatMap((each) => this.resolver.meaning(each).actors)[0];
        const owner = beside ?? this.discourse.pronoun('they', tokens[phrase.first]!.start, [], new Set([named]));
        this.addRole(role.type, role.inverse, this.refer(named)!, owner, phrase, false);
        return;
      }
      if (!role || !first) continue;
      const country = first.adjective ?? first.senses.find(({ named: each }) => each.kind === 'STATE')?.named.country ?? null;
      const leadsArmy = role.type === 'LEADS' && country !== null && middle.some((each) => /^(?:army|military)$/.test(each));
      const owner = leadsArmy
        ? this.discourse.militaryOf(country)
        : role.type === 'LEADS' && first.adjective
          ? this.discourse.governmentOf(first.adjective)
          : this.hitActor(first, 'state');
      if (!owner) return;
      this.addRole(
        role.type,
        role.inverse,
        this.refer(named)!,
        this.refer(owner)!,
        phrase,
        middle.some((each) => /^(?:former|ex|late|then|deputy|vice)$/.test(each)),
      );
      return;
    }
  }

  private addRole(type: RelationshipType, inverse: boolean, who: Referent, of: Referent, phrase: NounPhrase, isFormer: boolean): void {
    if (isFormer || who.named === null || of.named === null) return;
    if ((type === 'LEADS' || type === 'SPEAKS_FOR') && who.named.kind !== 'PERSON' && type === 'SPEAKS_FOR') return;
    const meaning = this.resolver.meaning(phrase);
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
    a: End,
    b: End,
    phrase: NounPhrase,
    base: number,
    why: string,
    kinds: readonly SupportKind[] = [],
  ): void {
    const { clause } = this.clauseOf(phrase);
    const span = this.phraseSpan(phrase, []);
    const mood = clause ? this.moods.of(clause) : ASSERTED;
    const after = this.chunks[this.chunks.indexOf(phrase) + 2];
    const whole =
      type === 'CONTROLS' && after?.kind === 'noun' && b.meaning.places.length === 0 ? unite(span, this.phraseSpan(after, [])) : span;
    this.push(type, a, b, {
      // What a name or title presupposes is so, whatever becomes of the clause.
      negative: false,
      word: type === 'LOCATED_IN' ? UNATTRIBUTED : { ...this.wordOf({ ...mood, denial: null, hedged: false }, span), hedged: false },
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
  private readAppositions(): void {
    const { tokens } = this.sentence;
    this.chunks.forEach((chunk, at) => {
      if (chunk.kind !== 'comma') return;
      const before = this.chunks[at - 1];
      const after = this.chunks[at + 1];
      if (before?.kind !== 'noun' || after?.kind !== 'noun') return;
      const head = headOf(after, tokens);
      const role = this.roleOf(after);
      if (role) {
        const who = this.resolver.meaning(before).actors;
        for (const a of who) for (const b of this.ownersOf(after)) this.addRole(role.type, role.inverse, a, b, after, false);
      }
      const reverse = this.roleOf(before);
      const close = this.chunks[at + 2];
      if (reverse && (close?.kind === 'comma' || close?.kind === 'stop'))
        for (const a of this.resolver.meaning(after).actors)
          for (const b of this.ownersOf(before)) this.addRole(reverse.type, reverse.inverse, a, b, before, false);
      if ((this.lexicon.things(head, 'city') || this.lexicon.things(head, 'province')) && /^(?:a|an|the)$/.test(tokens[after.first]!.low)) {
        const inner = this.resolver.meaning(before, { locative: true }).places[0];
        const outer = this.placesAfter(after)[0];
        if (inner?.named && outer?.named)
          this.inPhrase(
            'LOCATED_IN',
            { referent: inner, meaning: this.resolver.meaning(before), isPlace: true },
            { referent: outer, meaning: this.resolver.meaning(after), isPlace: true },
            before,
            0.8,
            'an apposition says it',
          );
      }
    });
  }

  private roleOf(phrase: NounPhrase): { readonly type: RelationshipType; readonly inverse: boolean } | null {
    const { tokens } = this.sentence;
    const head = headOf(phrase, tokens);
    const role = this.lexicon.roles.get(head);
    const former = tokens.slice(phrase.first, phrase.last).some(({ low }) => /^(?:former|ex|late|then|deputy|vice)$/.test(low));
    return role && !former && (phrase.hits.length === 0 || phrase.hits.at(-1)!.last < phrase.last) ? role : null;
  }

  /** Of whom somebody is the leader: what stands before the word, or follows "of". */
  private ownersOf(phrase: NounPhrase): readonly Referent[] {
    const at = this.chunks.indexOf(phrase);
    const preposition = this.chunks[at + 1];
    const noun = this.chunks[at + 2];
    const hit = phrase.hits.at(-1);
    if (preposition?.kind === 'prep' && /^(?:of|for|to)$/.test(preposition.low) && noun?.kind === 'noun') {
      const groups = this.complementsOf(at, (word) => /^(?:of|for|to)$/.test(word));
      return groups.flatMap(({ group }) => this.resolver.group(group).flatMap(({ actors }) => actors));
    }
    if (hit) {
      const head = headOf(phrase, this.sentence.tokens);
      const owner =
        hit.adjective && this.lexicon.roles.get(head)?.rank ? this.discourse.governmentOf(hit.adjective) : this.hitActor(hit, 'state');
      return [this.refer(owner)].filter((each) => each !== null);
    }
    const first = this.sentence.tokens[phrase.first]!.low;
    return /^(?:its|their)$/.test(first) ? [this.discourse.pronoun('they', this.sentence.tokens[phrase.first]!.start, [])] : [];
  }

  /** "Iran is the main backer of Hezbollah", "X is part of Y". */
  private readCopula(clause: Clause, mood: Mood): void {
    const [object] = clause.object?.phrases ?? [];
    const span = this.spanOf(clause, mood);
    const scope = this.scopeOf(clause, span);
    const who = this.resolver.group(clause.subject, scope);
    const add = (type: RelationshipType, inverse: boolean, owners: readonly Referent[]) => {
      if (mood.mode !== 'actual') return;
      for (const meaning of who)
        for (const a of this.pick(meaning, 'actor', false))
          for (const referent of owners) {
            if (referent.named === null) continue;
            const b: End = { referent, meaning, isPlace: referent.named.kind === 'PLACE' };
            const [from, to] = inverse ? [b, a] : [a, b];
            this.push(type, from, to, this.stateIn(clause, mood, span, `“${this.textOf(clause.verb.first, clause.verb.last)}” says it`));
          }
    };
    if (object) {
      const head = headOf(object, this.sentence.tokens);
      const role = this.roleOf(object);
      if (role) add(role.type, role.inverse, this.ownersOf(object));
      else if (head === 'part') add('PART_OF', false, this.ownersOf(object));
      else if (/^(?:group|militia|movement|organization|organisation|party)$/.test(head)) return;
      return;
    }
    const inPlace = clause.complements.find(({ preposition }) => preposition === 'in');
    if (inPlace && clause.lemma === 'be' && who.some(({ head }) => this.lexicon.things(head, 'force')))
      add(
        'OPERATES_IN',
        false,
        this.resolver.group(inPlace.group, { locative: true }).flatMap(({ places }) => places),
      );
  }

  /** "Aleppo, which had been under government control", "bringing the province under rebel control", "in rebel hands". */
  private readPlacesUnderControl(): void {
    const { tokens } = this.sentence;
    for (const clause of this.clauses) {
      for (const { preposition, group } of clause.complements) {
        const [phrase] = group.phrases;
        const head = headOf(phrase!, tokens);
        if (
          !(
            (preposition === 'under' && /^(?:control|rule|occupation|siege|authority)$/.test(head)) ||
            (/^(?:in|into)$/.test(preposition) && head === 'hand')
          )
        )
          continue;
        const at = this.chunks.indexOf(phrase!);
        const words = tokens.slice(phrase!.first, phrase!.last).map(({ low }) => singular(low));
        const hit = phrase!.hits.find(({ senses, adjective }) => adjective !== null || senses.some(({ named }) => named.kind !== 'PLACE'));
        const owners: Referent[] = hit
          ? [this.refer(this.hitActor(hit, head === 'siege' ? 'state' : 'government'))].filter((each) => each !== null)
          : words.some((word) => this.lexicon.things(word, 'rebelling'))
            ? [this.discourse.describe('rebel', 'rebel', tokens[phrase!.first]!.start)]
            : words.includes('government')
              ? [this.discourse.describe('government', 'government', tokens[phrase!.first]!.start)]
              : [
                  ...this.complementsOf(at, (word) => word === 'of'),
                  ...clause.complements.filter((each) => each.preposition === 'by'),
                ].flatMap(({ group: owner }) => this.resolver.group(owner).flatMap(({ actors }) => actors));
        const mood = this.moods.of(clause);
        if (mood.mode !== 'actual') continue;
        const span = this.spanOf(clause, mood);
        const held = this.resolver.group(clause.object ?? clause.subject, { locative: true });
        for (const meaning of held)
          for (const place of meaning.places)
            for (const owner of owners)
              if (place.named && owner.named)
                this.push(
                  head === 'siege' ? 'ATTACKS' : 'CONTROLS',
                  { referent: owner, meaning, isPlace: false },
                  { referent: place, meaning, isPlace: true },
                  this.stateIn(clause, mood, span, `“under … ${head}” says it`),
                );
      }
    }
  }

  /** A quotation from which nothing else came is a statement of who said it. */
  private readQuotation(): void {
    for (const quote of this.quoted) {
      if (quote.end - quote.start < 30) continue;
      const inside = ({ span }: { readonly span: Extent }) => span.start < quote.end && span.end > quote.start;
      if (this.ties.some(inside) || this.events.some((event) => inside(event) && (event.kind === 'PLEDGE' || event.kind === 'STATEMENT')))
        continue;
      const speech = this.speechOutside(quote);
      const said = speech ? this.speakerOf(speech) : null;
      if (!speech || !said?.attributedTo) continue;
      this.event(
        'STATEMENT',
        [{ named: said.attributedTo, role: 'SPEAKER' }],
        null,
        this.moods.of(speech),
        speech,
        quote,
        `${said.attributedTo.name}: ${this.text.slice(quote.start, quote.end)}`,
        0.6,
      );
    }
    // "said it was preparing a counteroffensive" is a pledge that was read above; nothing more is made of indirect speech.
  }

  // ── Small things ──

  private hitActor(hit: NameHit, what: 'state' | 'government'): Named | null {
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

  private refer(named: Named | null): Referent | null {
    return named ? { named, candidates: [named], sure: 1, because: null } : null;
  }

  private endFor(named: Named, phrase: NounPhrase): End {
    return { referent: this.refer(named)!, meaning: this.resolver.meaning(phrase), isPlace: named.kind === 'PLACE' };
  }

  private textOf(first: number, last: number): string {
    const { tokens } = this.sentence;
    return this.text.slice(tokens[first]!.start, tokens[Math.max(first, last - 1)]!.end);
  }

  private endOf(clause: Clause): number {
    return Math.max(
      clause.verb.last,
      ...[clause.object, clause.second, ...clause.complements.map(({ group }) => group)].flatMap(
        (group) => group?.phrases.map(({ last }) => last) ?? [],
      ),
    );
  }

  /** From the subject to the last complement; for a denial or a promise from who denies or promises. */
  private spanOf(clause: Clause, mood: Mood): Extent {
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

  private phraseSpan(phrase: NounPhrase, groups: readonly NounGroup[]): Extent {
    const { tokens } = this.sentence;
    const phrases = [phrase, ...groups.flatMap((group) => group.phrases)];
    return {
      start: tokens[Math.min(...phrases.map(({ first }) => first))]!.start,
      end: tokens[Math.max(...phrases.map(({ last }) => last)) - 1]!.end,
    };
  }

  /** The dates nearest to a verb: each date belongs to the last verb before it, those before all verbs to the first. */
  private datesBy(clause: Clause): readonly DateHit[] {
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
  private isElsewhen(clause: Clause): boolean {
    const first = clause.subject?.phrases[0];
    const at = first ? this.chunks.indexOf(first) : 0;
    const before = this.chunks[at - 1];
    const measure = this.chunks[at - 2];
    const isMeasured = measure?.kind === 'noun' && /^(?:year|month|week|day|hour|decade)$/.test(headOf(measure, this.sentence.tokens));
    return isMeasured && (before?.kind === 'prep' || before?.kind === 'sub') && /^(?:after|before|since)$/.test(before.low);
  }

  private dateBy(clause: Clause): DateHit | undefined {
    return this.datesBy(clause)[0];
  }

  private ownerOf(date: DateHit): Clause | null {
    const { tokens } = this.sentence;
    const before = this.clauses.filter(({ verb }) => tokens[verb.main]!.end <= date.start);
    const boundary = this.chunks.findLast(
      (chunk) => (chunk.kind === 'sub' || chunk.kind === 'stop' || chunk.kind === 'comp') && tokens[chunk.first]!.start <= date.start,
    );
    const last = before.findLast((clause) => !boundary || tokens[clause.verb.first]!.start > tokens[boundary.first]!.start) ?? null;
    if (last) return last.verb.form === 'infinitive' || last.verb.form === 'ing' ? last : last;
    return this.clauses.find(({ verb }) => tokens[verb.main]!.start >= date.end) ?? before.at(-1) ?? null;
  }
}

const ASSERTED: Mood = { mode: 'actual', negative: false, hedged: false, speech: null, pledge: null, denial: null };

function endOf(type: RelationshipType): 'actor' | 'place' | 'either' {
  const to = vocabularyOf(type).to as readonly string[];
  return to.length === 2 ? 'either' : (to[0] as 'actor' | 'place');
}

function pairsOf(ends: readonly End[]): (readonly [End, End])[] {
  return ends.flatMap((a, at) => ends.slice(at + 1).map((b) => [a, b] as const));
}

function chosenActor(hit: NameHit): Named | null {
  const actors = hit.senses.filter(({ named }) => named.kind !== 'PLACE');
  const strong = actors.filter(({ weak }) => !weak);
  return actors.length === 1 ? actors[0]!.named : strong.length === 1 ? strong[0]!.named : null;
}

function related(a: Named, b: Named): boolean {
  return a === b || a.actsFor === b || b.actsFor === a || (a.country !== null && a.country === b.country);
}

function names(ends: readonly End[]): string {
  return ends.map(({ referent }) => referent.named!.name).join(' and ');
}

function sentenceTitle(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.charAt(0).toUpperCase() + line.slice(1);
}

const TITLES: Readonly<Partial<Record<EventKind, readonly [words: string, towards: string]>>> = {
  BATTLE: ['Fighting', 'against'],
  AIRSTRIKE: ['Air strike by', 'on'],
  OFFENSIVE: ['Offensive of', 'against'],
  CAPTURE: ['Capture by', 'from'],
  WITHDRAWAL: ['Withdrawal of', 'before'],
  CLOSURE: ['Closure by', 'against'],
  CEASEFIRE: ['Ceasefire of', 'with'],
};

/** "Air strike by Russia and Syrian army on Syrian insurgents, Aleppo". */
function eventTitle(kind: EventKind, participants: EventFact['participants'], place: Named | null): string {
  const [words, towards] = TITLES[kind] ?? [kind.toLowerCase(), 'against'];
  const of = (isTarget: boolean) => participants.filter(({ role }) => (role === 'TARGET') === isTarget).map(({ named }) => named.name);
  const [who, whom] = [of(false), of(true)];
  const list = (all: readonly string[]) => (all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`);
  const start =
    kind === 'BATTLE' && who.length > 0
      ? whom.length > 0 || who.length < 2
        ? `${list(who)} ${whom.length > 0 ? 'attack' : 'in battle'}`
        : `Fighting of ${list(who)}`
      : `${words} ${list(who)}`;
  const target = whom.length === 0 ? '' : kind === 'BATTLE' ? ` ${list(whom)}` : ` ${towards} ${list(whom)}`;
  return `${start}${target}${place ? `, ${place.name}` : ''}`;
}

function unite(a: Extent, b: Extent): Extent {
  return { start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) };
}

function round(score: number): number {
  return Math.round(Math.max(0, Math.min(1, score)) * 100) / 100;
}

/** What stands between quotation marks in a sentence, or reaches into it. */
export function quotationsIn(text: string, sentence: Extent): Extent[] {
  const found: Extent[] = [];
  const paragraph = text.lastIndexOf('\n', sentence.start - 1) + 1;
  const lineEnd = text.indexOf('\n', sentence.start);
  const line = text.slice(paragraph, lineEnd < 0 ? text.length : lineEnd);
  for (const { 0: quote, index } of line.matchAll(/[“„«]([^“”„«»]+)[”»“]|"([^"]+)"/gu)) {
    const start = paragraph + index + 1;
    const end = paragraph + index + quote.length - 1;
    if (start < sentence.end && end > sentence.start)
      found.push({ start: Math.max(start, sentence.start), end: Math.min(end, sentence.end) });
  }
  return found;
}

const NUMBERS = new Map([
  ...'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'
    .split(' ')
    .map((word, number) => [word, number] as const),
  ...'thirty forty fifty sixty seventy eighty ninety'.split(' ').map((word, at) => [word, (at + 3) * 10] as const),
]);
const COUNT = String.raw`(?:(at least|more than|over|up to|around|about|nearly|some)\s+)?(\d[\d,]*|${[...NUMBERS.keys()].join('|')}|dozens|scores|hundreds|thousands|several)(?:\s+of)?`;
const KILLED = new RegExp(
  String.raw`\b(?:kill(?:ed|ing|s)?|left|leaving|massacred|executed|claimed the lives of)\s+${COUNT}\s+((?:\p{L}+\s+)?\p{L}+)`,
  'iu',
);
const WERE_KILLED = new RegExp(String.raw`\b${COUNT}\s+((?:\p{L}+\s+)?\p{L}+)\s+(?:were|was|have been|had been|are)\s+killed`, 'iu');
const WOUNDED = new RegExp(String.raw`\b(?:wound|injur)(?:ed|ing|s)?\s+${COUNT}`, 'iu');

/** Deaths and injured that a sentence counts. Words stay words. */
export function casualtiesIn(shown: string): Casualties {
  const killed = KILLED.exec(shown) ?? WERE_KILLED.exec(shown);
  const wounded = WOUNDED.exec(shown);
  const injured = wounded ? numberOf(wounded[2]!) : null;
  const rest = injured === null ? {} : { injured };
  if (!killed || (/^(?:left|leaving)/i.test(killed[0]!) && !/\bdead\b/i.test(shown))) return rest;
  const number = numberOf(killed[2]!);
  if (number === null) return { ...rest, text: killed[2]!.toLowerCase() };
  const civilian =
    /\b(?:civilian|people|villager|resident|child|women)/i.test(killed[3]!) && /civilian/i.test(killed[3]!) ? { civilian: number } : {};
  if (killed[1] && /least|more than|over/i.test(killed[1]))
    return { ...rest, low: number, text: `${killed[1]} ${killed[2]}`.toLowerCase() };
  return killed[1] ? { ...rest, text: `${killed[1]} ${killed[2]}`.toLowerCase() } : { ...rest, ...civilian, best: number };
}

function numberOf(word: string): number | null {
  const low = word.toLowerCase();
  const number = NUMBERS.get(low) ?? Number(low.replaceAll(',', ''));
  return Number.isInteger(number) ? number : null;
}
