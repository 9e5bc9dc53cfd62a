import type { Clause } from './clause.ts';
import type { Lexicon } from './lexicon.ts';
import type { Sentence } from './tokens.ts';

/** What becomes of what a clause says: was it so, is it promised, is it only thought of? */
export interface Mood {
  readonly mode: 'actual' | 'pledge' | 'hypothesis';
  readonly negative: boolean;
  readonly hedged: boolean;
  /** The clause whose subject says it. */
  readonly speech: Clause | null;
  /** The clause whose subject promises it. */
  readonly pledge: Clause | null;
  /** The clause that denies it. */
  readonly denial: Clause | null;
}

const ACTUAL: Mood = { mode: 'actual', negative: false, hedged: false, speech: null, pledge: null, denial: null };

/** Judges the clauses of one sentence. */
export class MoodJudge {
  private readonly isQuestion: boolean;
  /** It says itself that something is not so, or is not known: "baseless", "no evidence that". */
  private readonly isRefuted: boolean;
  private readonly isCounterfactual: boolean;
  private readonly hasCondition: boolean;
  private readonly judged = new Map<Clause, Mood>();

  constructor(
    private readonly sentence: Sentence,
    clauses: readonly Clause[],
    private readonly lexicon: Lexicon,
    private readonly shown: string,
  ) {
    const { tokens } = sentence;
    this.isQuestion = tokens.findLast(({ low }) => /\p{L}/u.test(low) || low === '?')?.low === '?';
    const plain = ` ${shown.toLowerCase().replace(/[^\p{L}']+/gu, ' ')} `;
    const denies = clauses.some((clause) => this.classes(clause).has('denial'));
    this.isRefuted = !denies && lexicon.refutations.some((words) => plain.includes(` ${words} `));
    const first = tokens.find(({ low }) => /\p{L}/u.test(low));
    this.isCounterfactual = first?.low === 'had' || first?.low === 'were' || (first?.low === 'should' && !this.isQuestion);
    this.hasCondition =
      clauses.some(({ introducedBy }) => introducedBy === 'if' || introducedBy === 'unless') || /\b(?:in case|in the event)\b/i.test(shown);
  }

  of(clause: Clause): Mood {
    const known = this.judged.get(clause);
    if (known) return known;
    const mood = this.judge(clause);
    this.judged.set(clause, mood);
    return mood;
  }

  /** The mood of a noun that a verb has as its object: "denied the attack", "vowed an attack". */
  ofObject(clause: Clause): Mood {
    const mood = this.of(clause);
    const governing = this.classes(clause);
    if (clause.verb.passive || governing.has('fact') || this.lexicon.light.has(clause.lemma)) return mood;
    if (governing.has('denial'))
      return { ...mood, negative: !mood.negative, denial: clause, mode: clause.verb.negated ? 'hypothesis' : mood.mode };
    if (governing.has('pledge')) return { ...mood, mode: mood.mode === 'hypothesis' ? 'hypothesis' : 'pledge', pledge: clause };
    if (governing.has('negation') && !governing.has('hypothesis')) return { ...mood, mode: 'hypothesis' };
    if (governing.has('hypothesis')) return { ...mood, mode: 'hypothesis' };
    return mood;
  }

  private judge(clause: Clause): Mood {
    const own = this.own(clause);
    const { governor } = clause;
    if (governor === null) return own;
    const above = this.of(governor.clause);
    if (governor.by === 'joined') return this.joined(clause, own, above);
    if (governor.by === 'aside')
      return { ...above, negative: own.negative, hedged: above.hedged || own.hedged, mode: worse(own.mode, above.mode) };
    return this.governed(clause, own, above);
  }

  private own(clause: Clause): Mood {
    const { verb, introducedBy } = clause;
    const negative =
      (verb.negated && !verb.ended) ||
      (clause.subject?.negated ?? false) ||
      (clause.object?.negated ?? false) ||
      /^\W*(?:at no |in no |under no |not once|never )/i.test(this.shown);
    let mode: Mood['mode'] = verb.modal === 'pledge' ? 'pledge' : verb.modal === 'hypothesis' ? 'hypothesis' : 'actual';
    // "will not send" promises nothing.
    if (mode === 'pledge' && negative) mode = 'hypothesis';
    // What has ended was so once; when it began is not said.
    if (verb.ended) mode = 'hypothesis';
    if (mode === 'pledge' && this.hasCondition) mode = 'hypothesis';
    if (
      this.isQuestion ||
      this.isRefuted ||
      this.isCounterfactual ||
      (introducedBy !== null && this.lexicon.conditionals.includes(introducedBy) && introducedBy !== 'until')
    )
      mode = 'hypothesis';
    return { ...ACTUAL, mode, negative, hedged: this.isHedged(clause), pledge: mode === 'pledge' ? clause : null };
  }

  /** "We will expel them and restore control": the second verb has the auxiliaries of the first. */
  private joined(clause: Clause, own: Mood, above: Mood): Mood {
    const isBare = clause.verb.modal === null && !clause.verb.past && !clause.verb.perfect && !clause.verb.negated;
    const governs = clause.governor!.clause.verb;
    const shares = isBare && (governs.modal !== null || governs.form === 'infinitive');
    return {
      ...own,
      mode: worse(
        own.mode,
        shares || above.speech === null ? above.mode : above.mode === 'hypothesis' && !governs.modal ? 'hypothesis' : own.mode,
      ),
      pledge: own.pledge ?? (shares || governs.form !== 'finite' ? above.pledge : null),
      negative: own.negative || (isBare && governs.negated && !governs.past && /\bor\b/.test(this.shown)),
      hedged: own.hedged || above.hedged,
      speech: above.speech,
      denial: shares ? above.denial : null,
    };
  }

  private governed(clause: Clause, own: Mood, above: Mood): Mood {
    const { clause: governing, by } = clause.governor!;
    const classes = this.classes(governing);
    const { verb } = governing;
    const mood: Mood = {
      ...own,
      hedged: own.hedged || above.hedged,
      speech: above.speech,
      mode: worse(own.mode, above.mode),
      pledge: own.pledge ?? above.pledge,
      denial: above.denial,
    };
    const hypothesis: Mood = { ...mood, mode: 'hypothesis' };
    const isOthers = clause.subject !== governing.subject && by !== 'that';
    const belongs = (kind: 'pledge' | 'hypothesis' | 'denial' | 'negation' | 'fact' | 'speech') => classes.has(kind);
    if (belongs('denial') && by !== 'to')
      return verb.negated
        ? hypothesis
        : {
            ...mood,
            negative: !own.negative,
            denial: governing,
            mode: own.mode === 'hypothesis' && own === mood ? 'hypothesis' : worse('actual', above.mode),
          };
    if (verb.passive && by === 'to') {
      if (belongs('speech')) return { ...mood, hedged: true };
      return belongs('fact') ? mood : hypothesis;
    }
    if (belongs('pledge') && (by === 'to' || by === 'gerund'))
      return isOthers || verb.negated || verb.passive ? hypothesis : { ...mood, mode: worse('pledge', above.mode), pledge: governing };
    if (belongs('speech') && by === 'that') {
      if (verb.negated || (clause.verb.negated && clause.verb.modalWord === 'would')) return hypothesis;
      const future = clause.verb.modalWord === 'would' || clause.verb.modalWord === "'d";
      const promises = belongs('pledge') || clause.verb.modal === 'pledge' || future;
      return {
        ...mood,
        speech: governing,
        mode: future && !this.hasCondition && promises ? worse('pledge', above.mode) : mood.mode,
        pledge: future ? governing : mood.pledge,
      };
    }
    if (belongs('pledge') && by === 'that') {
      if (verb.negated || this.hasCondition) return hypothesis;
      return { ...mood, mode: worse('pledge', above.mode === 'hypothesis' ? 'hypothesis' : 'actual'), pledge: governing };
    }
    if (belongs('negation')) {
      if (verb.passive && by === 'gerund') return { ...mood, negative: !own.negative };
      return { ...mood, negative: verb.negated ? own.negative : !own.negative };
    }
    if (belongs('speech'))
      return verb.negated
        ? hypothesis
        : verb.passive
          ? {
              ...mood,
              hedged: true,
              speech: governing.complements.some(({ preposition }) => preposition === 'by') ? governing : mood.speech,
            }
          : { ...mood, speech: governing };
    if (belongs('fact')) return verb.negated ? { ...mood, negative: !own.negative } : mood;
    // "left the city, allowing others to enter it": so it came.
    if (by === 'to' && /^(?:allow|enable|permit)$/.test(governing.lemma) && verb.form === 'ing') return mood;
    if (belongs('hypothesis') || by === 'that') return belongs('hypothesis') ? hypothesis : mood;
    // "redeployed forces to restore control", "used drones to attack": a purpose is no deed.
    return by === 'to' ? hypothesis : mood;
  }

  private classes(clause: Clause): ReadonlySet<string> {
    return this.lexicon.governing.get(clause.lemma) ?? this.lexicon.governing.get(clause.verb.lemma) ?? new Set();
  }

  /** Adverbs beside the verb, or a phrase that opens the sentence. */
  private isHedged({ verb }: Clause): boolean {
    const { tokens } = this.sentence;
    const near = tokens
      .slice(Math.max(0, verb.first - 2), verb.last + 1)
      .map(({ low }) => low)
      .join(' ');
    const start = tokens
      .slice(0, 3)
      .map(({ low }) => low)
      .join(' ');
    return (
      this.lexicon.hedges.some((hedge) => ` ${near} `.includes(` ${hedge} `) || start.startsWith(hedge)) ||
      /\bif confirmed\b/i.test(this.shown)
    );
  }
}

function worse(a: Mood['mode'], b: Mood['mode']): Mood['mode'] {
  if (a === 'hypothesis' || b === 'hypothesis') return 'hypothesis';
  return a === 'pledge' || b === 'pledge' ? 'pledge' : 'actual';
}
