import { singular } from './forms.ts';
import type { Governing, Lexicon } from './lexicon.ts';
import type { NameHit } from './names.ts';
import type { Sentence, Token } from './tokens.ts';

/** Words that stand for one noun: with its determiners, adjectives and names. Tokens from `first` to before `last`. */
export interface NounPhrase {
  readonly kind: 'noun';
  readonly first: number;
  readonly last: number;
  readonly hits: readonly NameHit[];
  /** "it", "they", "we": the only word. */
  readonly pronoun: string | null;
}

/** A verb with its auxiliaries. */
export interface VerbGroup {
  readonly kind: 'verb';
  readonly first: number;
  readonly last: number;
  /** The token of the verb itself. */
  readonly main: number;
  /** Its lemma; "be ready" for an adjective after "be". */
  readonly lemma: string;
  /** As it depends on others: "to attack", "attacking", "attacked" without an auxiliary before "by". */
  readonly form: 'finite' | 'infinitive' | 'ing' | 'participle';
  readonly passive: boolean;
  readonly negated: boolean;
  readonly modal: 'pledge' | 'hypothesis' | null;
  /** The modal as written: "would" in reported speech is the future of the past. */
  readonly modalWord: string | null;
  readonly past: boolean;
  readonly perfect: boolean;
  /** "no longer": it was so, and has ended. */
  readonly ended: boolean;
}

export interface Other {
  readonly kind: 'prep' | 'conj' | 'sub' | 'rel' | 'comp' | 'comma' | 'stop' | 'quote' | 'adv' | 'to';
  readonly first: number;
  readonly last: number;
  readonly low: string;
}

export type Chunk = NounPhrase | VerbGroup | Other;

const SUBORDINATORS = new Set(
  'after before when while because since as though although if unless whether whereas until once where so lest till'.split(' '),
);
const PREPOSITION_TOO = new Set('after before since until till as'.split(' '));
const PREPOSITIONS = new Set(
  'of in on at by for with from to into near against over under through across toward towards inside outside around along alongside behind beyond between among during despite via within without upon off onto amid about besides throughout per including like than'.split(
    ' ',
  ),
);
const PRONOUNS = new Set('it they he she them him we us i you who itself themselves this these those others'.split(' '));
const POSSESSIVES = new Set("its their his her our my your whose 's ’s ' ’".split(' '));
const RELATIVES = new Set(['who', 'which', 'whom', 'whose']);
const QUOTES = /^["“”«»„]$/;
const BE = new Set('be is are am was were been being'.split(' '));
const HAVE = new Set('have has had having'.split(' '));
const MODALS = new Set("will would shall should can could may might must wo ca 'll ’ll ought".split(' '));
const DO = new Set(['do', 'does', 'did']);
const ADJECTIVES_OF_STATE = new Set(
  'ready unable able likely unlikely set poised due about willing free determined unclear uncertain feared active present'.split(' '),
);

/** Splits a sentence into phrases: noun phrases, verb groups and what stands between. */
export function chunksOf({ tokens }: Sentence, hits: readonly NameHit[], lexicon: Lexicon): Chunk[] {
  return new Chunker(tokens, hits, lexicon).chunks();
}

class Chunker {
  private readonly hitAt: (NameHit | undefined)[];
  private readonly verbal: boolean[];
  private readonly out: Chunk[] = [];

  constructor(
    private readonly tokens: readonly Token[],
    private readonly hits: readonly NameHit[],
    private readonly lexicon: Lexicon,
  ) {
    this.hitAt = tokens.map((_, at) => hits.find(({ first, last }) => first <= at && at < last));
    this.verbal = tokens.map((_, at) => this.isVerb(at));
  }

  chunks(): Chunk[] {
    let at = 0;
    while (at < this.tokens.length) at = this.next(at);
    return this.out;
  }

  private next(at: number): number {
    const token = this.tokens[at]!;
    const { low } = token;
    if (this.hitAt[at]) return this.noun(at);
    if (QUOTES.test(low)) return this.other('quote', at);
    if (low === ',' || low === '—' || low === '–' || low === '(' || low === ')') return this.other('comma', at);
    if (/^[.?!;:]+$/.test(low)) return this.other('stop', at);
    if (RELATIVES.has(low) || (low === 'where' && this.out.at(-1)?.kind === 'comma')) return this.other('rel', at);
    if (low === 'that' && (token.pos !== 'DET' || this.out.some((each) => each.kind === 'verb' && this.isSpeech(each))))
      return this.that(at);
    if (low === 'no' && this.tokens[at + 1]?.low === 'longer') return this.other('adv', at, 2);
    if (low === 'to') return this.startsVerbAfterTo(at + 1) ? this.infinitive(at) : this.other('prep', at);
    if (low === 'as' && this.tokens[at + 1]?.low === 'well' && this.tokens[at + 2]?.low === 'as') return this.other('conj', at, 3);
    if (low === 'according' && this.tokens[at + 1]?.low === 'to') return this.other('prep', at, 2);
    if (/^(?:more|fewer|less)$/.test(low) && this.tokens[at + 1]?.low === 'than' && this.tokens[at + 2]?.pos === 'NUM')
      return this.other('adv', at, 2);
    if (
      (low === 'at' && this.tokens[at + 1]?.low === 'least') ||
      (low === 'up' && this.tokens[at + 1]?.low === 'to' && this.tokens[at + 2]?.pos === 'NUM')
    )
      return this.other('adv', at, 2);
    if (low === 'once' && /(?:ed|wn)$/.test(this.tokens[at + 1]?.low ?? '')) return this.other('adv', at);
    if (/^(?:most|much|half|all|some|parts?)$/.test(low) && this.tokens[at + 1]?.low === 'of') return this.noun(at);
    if (SUBORDINATORS.has(low) && !(PREPOSITION_TOO.has(low) && !this.hasFiniteVerb(at + 1))) return this.other('sub', at);
    if (this.verbal[at] || this.startsVerbGroup(at)) return this.verb(at, 'finite');
    if (PREPOSITIONS.has(low) || (token.pos === 'ADP' && PREPOSITION_TOO.has(low)) || (PREPOSITION_TOO.has(low) && token.pos === 'SCONJ'))
      return this.other('prep', at);
    if (/^(?:and|or|but|nor|&)$/.test(low)) return this.other('conj', at);
    if (low === 'both' || low === 'neither' || low === 'either') return this.other('adv', at);
    if (token.pos === 'ADP') return this.other('prep', at);
    if (token.pos === 'CCONJ') return this.other('conj', at);
    if (!/[\p{L}\p{N}$-]/u.test(low)) return this.other('adv', at);
    if (this.isNominal(at)) return this.noun(at);
    return this.other('adv', at);
  }

  private other(kind: Other['kind'], at: number, length = 1): number {
    const low = this.tokens
      .slice(at, at + length)
      .map((token) => token.low)
      .join(' ');
    this.out.push({ kind, first: at, last: at + length, low });
    return at + length;
  }

  /** After a verb or a noun such as "claims" it begins what is said, after another noun what is said of it. */
  private that(at: number): number {
    const before = this.out.filter(({ kind }) => kind !== 'adv' && kind !== 'quote').at(-1);
    const claims = before?.kind === 'noun' && this.lexicon.things(this.tokens[before.last - 1]!.low, 'claim');
    const time = before?.kind === 'noun' && !claims && this.isFollowedByVerb(at + 1);
    const since = [...this.out].reverse().findIndex(({ kind }) => kind === 'verb');
    const noun = [...this.out].reverse().findIndex(({ kind }) => kind === 'noun');
    const speech = since >= 0 && this.isSpeech(this.out.at(-1 - since) as VerbGroup);
    const isComplement = before?.kind === 'verb' || claims || (!time && (before?.kind !== 'noun' || (speech && since > noun)));
    return this.other(isComplement || (speech && !this.isFollowedByVerb(at + 1)) ? 'comp' : 'rel', at);
  }

  private isSpeech(verb: VerbGroup): boolean {
    const governing = this.lexicon.governing.get(verb.lemma);
    return governing !== undefined && [...governing].some((each: Governing) => each !== 'fact');
  }

  private infinitive(at: number): number {
    let start = at + 1;
    while (this.tokens[start]?.pos === 'ADV') start++;
    this.out.push({ kind: 'to', first: at, last: at + 1, low: 'to' });
    return this.verb(start, 'infinitive', at);
  }

  private startsVerbAfterTo(at: number): boolean {
    let start = at;
    while (this.tokens[start]?.pos === 'ADV') start++;
    const token = this.tokens[start];
    if (!token || this.hitAt[start]) return false;
    return token.pos === 'VERB' || token.pos === 'AUX' || this.uses(start).has('base');
  }

  private verb(at: number, form: VerbGroup['form'], first = at): number {
    const { tokens } = this;
    let negated = false;
    let modal: VerbGroup['modal'] = null;
    let modalWord: string | null = null;
    let passive = false;
    let perfect = false;
    let past = false;
    let main = at;
    let seen = false;
    for (let next = at; next < tokens.length; next++) {
      const { low, pos } = tokens[next]!;
      if (this.hitAt[next]) break;
      const isLast = !this.continues(next + 1);
      if (this.lexicon.negators.has(low) && low !== 'no') negated = true;
      else if (MODALS.has(low) || (low === "'d" && seen === false)) {
        modal = this.lexicon.modals.get(low) ?? modal;
        modalWord = low;
        main = next;
      } else if (HAVE.has(low) && !isLast) {
        perfect = true;
        past ||= low === 'had';
      } else if (BE.has(low) && !isLast) {
        passive = true;
        past ||= low === 'was' || low === 'were';
      } else if (DO.has(low) && !isLast) past ||= low === 'did';
      else if (this.isAdverb(next) && !isLast) continue;
      else if (this.isVerbForm(next) || BE.has(low) || HAVE.has(low) || DO.has(low) || this.verbal[next]) {
        main = next;
        seen = true;
        break;
      } else if (pos === 'ADJ' && passive && ADJECTIVES_OF_STATE.has(low)) {
        main = next;
        seen = true;
        break;
      } else break;
      seen = true;
      main = next;
    }
    // "is not part", "has no": what denies follows the verb.
    const after = tokens[main + 1];
    const denied =
      after !== undefined && (BE.has(tokens[main]!.low) || HAVE.has(tokens[main]!.low)) && /^(?:not|n't|never)$/.test(after.low);
    const { low } = tokens[main]!;
    const uses = this.uses(main);
    const isIng = /ing$/.test(low) && uses.has('ing') !== false && low.length > 4 && !BE.has(low);
    const isState =
      passive &&
      (ADJECTIVES_OF_STATE.has(low) || (low === 'going' && this.tokens[main + 1]?.low === 'to') || this.lexicon.governing.has(`be ${low}`));
    const isBe = BE.has(low);
    const lemma = isState ? `be ${low}` : isBe ? 'be' : this.lemmaOf(main);
    const isPassive = passive && !isIng && !isState && !isBe;
    let group: VerbGroup['form'] = form;
    if (form === 'finite' && !seenAuxiliary(tokens, first, main) && modal === null) {
      if (isIng) group = 'ing';
      else if (this.isReduced(main)) group = 'participle';
    }
    const pastForm =
      past ||
      (!passive &&
        !perfect &&
        (uses.has('past') ? !uses.has('base') || low === 'hit' || low === 'split' : tokens[main]!.pos === 'VERB' && low.endsWith('ed')));
    this.out.push({
      kind: 'verb',
      first,
      last: denied ? main + 2 : main + 1,
      main,
      lemma,
      form: group,
      passive: isPassive || group === 'participle',
      negated: negated || denied || this.negatedBefore(first),
      modal,
      modalWord,
      past: pastForm,
      perfect,
      ended: this.tokens
        .slice(Math.max(0, first - 2), main)
        .some((token, index, all) => token.low === 'longer' && all[index - 1]?.low === 'no'),
    });
    return denied ? main + 2 : main + 1;
  }

  /** "No troops fought", "Neither Russia nor Iran bombed": handled with the subject; here "never" before the auxiliaries. */
  private negatedBefore(first: number): boolean {
    const before = this.tokens[first - 1];
    const two = this.tokens[first - 2];
    return before !== undefined && (/^(?:never|not|hardly)$/.test(before.low) || (before.low === 'longer' && two?.low === 'no'));
  }

  /** Can a verb group go on at this token? */
  private continues(at: number): boolean {
    for (let next = at; next < this.tokens.length && next < at + 4; next++) {
      if (this.hitAt[next]) return false;
      const { low, pos } = this.tokens[next]!;
      if (this.lexicon.negators.has(low) && low !== 'no' && low !== 'without') continue;
      if (BE.has(low) || HAVE.has(low) || low === 'been') return true;
      if (this.isVerbForm(next) || this.verbal[next]) return true;
      if (pos === 'ADJ' && ADJECTIVES_OF_STATE.has(low)) return true;
      if (low === 'no' && this.tokens[next + 1]?.low === 'longer') {
        next++;
        continue;
      }
      if (!this.isAdverb(next)) return false;
    }
    return false;
  }

  private startsVerbGroup(at: number): boolean {
    const { low, pos } = this.tokens[at]!;
    if (this.hitAt[at]) return false;
    return BE.has(low) || HAVE.has(low) || DO.has(low) || (MODALS.has(low) && pos !== 'PROPN' && pos !== 'NOUN');
  }

  private isAdverb(at: number): boolean {
    const token = this.tokens[at];
    if (!token) return false;
    const { low, pos } = token;
    return (
      pos === 'ADV' ||
      /^(?:also|then|now|later|long|still|already|all|both|reportedly|allegedly|heavily|since|again|no|longer)$/.test(low) ||
      (low.endsWith('ly') && low.length > 4)
    );
  }

  private isVerbForm(at: number): boolean {
    const { pos, low } = this.tokens[at]!;
    if (low === 'part') return false;
    if (pos === 'VERB') return true;
    const uses = this.uses(at);
    if (uses.has('participle') || uses.has('past') || uses.has('ing'))
      return !(pos === 'PROPN' && /^\p{Lu}/u.test(this.tokens[at]!.text)) || at === 0 ? low !== 'set' : false;
    return uses.has('base') && (pos === 'NOUN' || pos === 'ADJ' || pos === 'VERB') && this.afterAuxiliary(at);
  }

  private afterAuxiliary(at: number): boolean {
    let before = at - 1;
    while (before >= 0 && (this.isAdverb(before) || this.lexicon.negators.has(this.tokens[before]!.low))) before--;
    const low = this.tokens[before]?.low ?? '';
    return MODALS.has(low) || DO.has(low) || low === 'to';
  }

  private uses(at: number): ReadonlySet<string> {
    return new Set([...(this.lexicon.forms.get(this.tokens[at]!.low)?.values() ?? [])].flatMap((uses) => [...uses]));
  }

  private lemmaOf(at: number): string {
    const { low, lemma } = this.tokens[at]!;
    const known = this.lexicon.forms.get(low);
    return known ? [...known.keys()].sort((a, b) => Number(b === lemma) - Number(a === lemma))[0]! : lemma;
  }

  /** A past form without an auxiliary that says something of the noun before it: "areas now controlled by rebels". */
  private isReduced(main: number): boolean {
    const { low } = this.tokens[main]!;
    const uses = this.uses(main);
    if (uses.size > 0 && uses.has('past') && !uses.has('participle')) return false;
    if (uses.has('participle') && !uses.has('past')) return true;
    if (!/(?:ed|en|t|d|n)$/.test(low) || uses.has('base')) {
      if (!uses.has('participle')) return false;
    }
    for (let next = main + 1; next < Math.min(main + 5, this.tokens.length); next++) {
      const token = this.tokens[next]!;
      if (token.low === 'by') return !/ing$/.test(this.tokens[next + 1]?.low ?? '');
      if (token.low === 'to' && next === main + 1) return this.tokens[main - 1]?.low === ',';
      if (this.hitAt[next] || !(this.isAdverb(next) || token.pos === 'CCONJ' || this.isVerbForm(next))) return false;
    }
    return false;
  }

  private isVerb(at: number): boolean {
    const token = this.tokens[at]!;
    if (this.hitAt[at]) return false;
    const { low, pos } = token;
    if (/^[^\p{L}]/u.test(low) || low === 'part') return false;
    const before = this.tokens[at - 1];
    const after = this.tokens[at + 1];
    const uses = this.uses(at);
    if (before?.low === '-' || after?.low === '-') return false;
    if (/^['’]s?$/.test(before?.low ?? '') && !low.endsWith('ing')) return false;
    // "struck Houthi targets": a verb stands before the name, so that this is a noun.
    const named = this.hitAt[at - 1];
    const verb = named ? this.tokens[named.first - 1] : undefined;
    const governs =
      verb !== undefined && [...(this.lexicon.forms.get(verb.low)?.keys() ?? [])].some((lemma) => this.lexicon.governing.has(lemma));
    if (verb?.pos === 'VERB' && !governs && (uses.has('third') || uses.has('base')) && !uses.has('past')) return false;
    // "which controls", "who split from": a verb, whatever the tagger says.
    let lead = at - 1;
    while (lead >= 0 && this.isAdverb(lead)) lead--;
    if (/^(?:who|which)$/.test(this.tokens[lead]?.low ?? '') && uses.size > 0 && !uses.has('ing')) return true;
    // "Ukrainian forces", "Syrian strikes": an adjective stands before a noun.
    const adjective = this.hitAt[at - 1];
    if (adjective && adjective.adjective !== null && adjective.senses.length === 0 && uses.has('third')) return false;
    // "did Egypt bomb": the auxiliary stands before the subject.
    const subject = this.hitAt[at - 1];
    if (
      subject &&
      uses.has('base') &&
      (DO.has(this.tokens[subject.first - 1]?.low ?? '') || MODALS.has(this.tokens[subject.first - 1]?.low ?? ''))
    )
      return true;
    if (uses.has('ing') && low.endsWith('ing') && this.takesObject(at) && before !== undefined) {
      const governed = PREPOSITIONS.has(before.low) || PREPOSITION_TOO.has(before.low) || before.low === 'without';
      if (governed && (after!.pos !== 'NOUN' || (before.low === 'by' && !this.lexicon.nouns.has(low)))) return true;
      if ((before.low === ',' || before.pos === 'CCONJ') && (after!.pos === 'NUM' || after!.pos === 'DET' || this.hitAt[at + 1]))
        return true;
    }
    if (pos === 'VERB' || pos === 'AUX') {
      const modifies =
        before !== undefined && (before.pos === 'DET' || before.pos === 'ADJ' || before.pos === 'NUM' || POSSESSIVES.has(before.low));
      const adverb = before?.pos === 'ADV' ? this.tokens[at - 2] : undefined;
      if (/(?:ed|en)$/.test(low) && adverb && (adverb.pos === 'DET' || /^['’]s?$/.test(adverb.low)) && after?.pos === 'NOUN') return false;
      const nounNext =
        after !== undefined && (after.pos === 'NOUN' || after.pos === 'PROPN' || after.pos === 'ADJ') && !this.isVerbNoun(at + 1);
      if (/(?:ed|en)$/.test(low) && modifies && after !== undefined && this.lexicon.nouns.has(after.low)) return false;
      if (/(?:ed|ing|en)$/.test(low) && modifies && nounNext) return false;
      if (low.endsWith('ing') && (modifies || nounNext === false) && this.isNounTrigger(low) && !this.afterBe(at))
        return !this.takesObject(at) ? false : !modifies;
      if (/(?:ed|en)$/.test(low) && before?.pos === 'VERB' && /ing$|^(?:establish|take|hold)/.test(before.low) && nounNext) return false;
      if (/^\p{Lu}/u.test(token.text) && at > 0 && !uses.size) return false;
      return true;
    }
    if (uses.size === 0 || !(pos === 'NOUN' || pos === 'ADJ' || pos === 'PROPN' || pos === 'ADP' || pos === 'ADV')) return false;
    if (this.afterAuxiliary(at) && uses.has('base')) return true;
    const strong = (uses.has('past') || uses.has('participle')) && !uses.has('base');
    if (strong && pos !== 'PROPN') return before !== undefined && before.pos !== 'DET' && !POSSESSIVES.has(before.low);
    const objectNext =
      after !== undefined &&
      (this.hitAt[at + 1] !== undefined ||
        after.pos === 'DET' ||
        POSSESSIVES.has(after.low) ||
        PRONOUNS.has(after.low) ||
        after.low === 'that' ||
        (after.low === 'to' && this.startsVerbAfterTo(at + 2)) ||
        (uses.has('past') && after.low === 'from'));
    const adverbs = before !== undefined && this.isAdverb(at - 1) && before.low !== 'all' ? (this.isAdverb(at - 2) ? 2 : 1) : 0;
    const left = this.tokens[at - 1 - adverbs];
    const subjectBefore =
      left !== undefined &&
      before !== undefined &&
      (this.hitAt[at - 1 - adverbs] !== undefined ||
        before.low === ',' ||
        PRONOUNS.has(before.low) ||
        RELATIVES.has(before.low) ||
        before.pos === 'NOUN');
    return (
      (uses.has('third') || uses.has('base') || uses.has('past')) &&
      !uses.has('ing') &&
      subjectBefore &&
      objectNext &&
      before?.pos !== 'DET'
    );
  }

  private afterBe(at: number): boolean {
    let before = at - 1;
    while (before >= 0 && this.isAdverb(before)) before--;
    return BE.has(this.tokens[before]?.low ?? '');
  }

  private takesObject(at: number): boolean {
    const after = this.tokens[at + 1];
    return (
      after !== undefined &&
      (this.hitAt[at + 1] !== undefined || after.pos === 'DET' || POSSESSIVES.has(after.low) || after.pos === 'NOUN' || after.pos === 'NUM')
    );
  }

  private isNounTrigger(low: string): boolean {
    return this.lexicon.nouns.has(low) || this.lexicon.things(low, 'support') || this.lexicon.things(low, 'force');
  }

  /** Could the noun here be a verb with this one as its subject? */
  private isVerbNoun(at: number): boolean {
    return this.tokens[at]!.pos === 'VERB';
  }

  private isFollowedByVerb(at: number): boolean {
    let next = at;
    while (next < this.tokens.length && this.isAdverb(next)) next++;
    return next < this.tokens.length && (this.verbal[next]! || this.startsVerbGroup(next));
  }

  /** Is there a finite verb before the next comma or stop? */
  private hasFiniteVerb(at: number): boolean {
    let nouns = 0;
    for (let next = at; next < this.tokens.length; next++) {
      const { low } = this.tokens[next]!;
      if (/^[,.;:?!]$/.test(low)) return false;
      if (this.hitAt[next] || /^(?:NOUN|PROPN|PRON)$/.test(this.tokens[next]!.pos)) nouns++;
      if (nouns > 0 && (this.startsVerbGroup(next) || (this.verbal[next]! && !/ing$/.test(low) && !this.isReduced(next)))) return true;
      if (/^(?:after|before|while|because|and|but|which|who)$/.test(low)) return false;
    }
    return false;
  }

  private isNominal(at: number): boolean {
    const { pos, low } = this.tokens[at]!;
    return (
      this.hitAt[at] !== undefined ||
      /^(?:DET|ADJ|NUM|NOUN|PROPN|PRON|PART|SYM|X|INTJ|VERB)$/.test(pos) ||
      POSSESSIVES.has(low) ||
      low === '-' ||
      low === '$'
    );
  }

  private noun(at: number): number {
    const { tokens } = this;
    const first = at;
    if (
      !this.hitAt[at] &&
      PRONOUNS.has(tokens[at]!.low) &&
      !(/^(?:this|these|those|others)$/.test(tokens[at]!.low) && this.continuesNoun(at + 1))
    ) {
      this.out.push({ kind: 'noun', first, last: at + 1, hits: [], pronoun: tokens[at]!.low });
      return at + 1;
    }
    let next = at;
    while (next < tokens.length && (next === at || this.continuesNoun(next, first))) next = this.hitAt[next]?.last ?? next + 1;
    this.out.push({
      kind: 'noun',
      first,
      last: next,
      hits: this.hits.filter((hit) => hit.first >= first && hit.last <= next),
      pronoun: null,
    });
    return next;
  }

  private continuesNoun(at: number, first = at): boolean {
    const token = this.tokens[at];
    if (!token) return false;
    const { low, pos } = token;
    const hit = this.hitAt[at];
    const before = this.hitAt[at - 1];
    if (hit) {
      // "promised Damascus weapons", "told Iran Russia had": a name after a name is another phrase, unless one is an adjective or joined.
      if (before && before !== hit && before.adjective === null && this.tokens[at - 1]!.low !== '-') return false;
      return true;
    }
    if (this.verbal[at] || this.startsVerbGroup(at)) return false;
    if (QUOTES.test(low)) return this.tokens[at + 1] !== undefined && at > first && this.isInnerQuote(at);
    if (low === '-' || low === '‑') return true;
    if (POSSESSIVES.has(low) && /^['’]/.test(low)) return true;
    if (/^(?:and|or|,)$/.test(low)) return this.joinsAdjectives(at);
    if (PREPOSITIONS.has(low) || SUBORDINATORS.has(low) || RELATIVES.has(low) || PRONOUNS.has(low)) return false;
    if (pos === 'DET' || POSSESSIVES.has(low))
      return at === first || this.tokens[at - 1]!.low === 'all' || this.tokens[at - 1]!.low === 'half';
    if (pos === 'ADV')
      return low === 'most' || low === 'more' || this.tokens[at - 1]?.pos === 'DET' || /^['’]s?$/.test(this.tokens[at - 1]?.low ?? '');
    if (!/^(?:ADJ|NUM|NOUN|PROPN|PART|SYM|X|VERB|PRON)$/.test(pos)) return false;
    // "struck targets several times": a count begins another phrase.
    if (/^(?:several|many|some|few|all|both)$/.test(low) && this.tokens[at - 1]?.pos === 'NOUN') return false;
    // "promised Damascus additional aid", "gave Iran two ships": the thing given after the name of who got it.
    if (before && before.adjective === null && (pos === 'ADJ' || pos === 'NUM')) return false;
    // "given Kyiv tanks": goods after the name of who got them.
    const verb = this.out.at(-1);
    const gives = verb?.kind === 'verb' && /^(?:give|promise|offer|grant|lend|hand|supply|provide)$/.test(verb.lemma);
    if (gives && before && before.adjective === null && before.last === at && this.lexicon.things(low, 'support')) return false;
    if (pos === 'PRON' && !POSSESSIVES.has(low)) return false;
    return true;
  }

  /** “safe” in: a “safe withdrawal” of troops. */
  private isInnerQuote(at: number): boolean {
    const open = [...this.tokens].slice(0, at).filter(({ low }) => QUOTES.test(low)).length % 2 === 1;
    const after = this.tokens[at + 1]!;
    return open
      ? /^(?:NOUN|PROPN|ADJ)$/.test(after.pos) && !/^[,.]$/.test(this.tokens[at - 1]!.low)
      : /^(?:NOUN|ADJ|PROPN)$/.test(after.pos) && this.tokens[at - 1]!.pos === 'DET';
  }

  /** "Russian and Syrian warplanes", "Turkish, Qatari and Saudi aid". */
  private joinsAdjectives(at: number): boolean {
    const before = this.hitAt[at - 1];
    let next = at + 1;
    while (/^(?:and|or|,)$/.test(this.tokens[next]?.low ?? '')) next++;
    const after = this.hitAt[next];
    if (!before || !after || before.adjective === null || after.adjective === null) return false;
    for (let end = after.last; end < this.tokens.length; ) {
      const token = this.tokens[end]!;
      if (/^(?:and|or|,)$/.test(token.low)) {
        const more = this.hitAt[end + 1] ?? this.hitAt[end + 2];
        if (!more || more.adjective === null) return false;
        end = more.last;
        continue;
      }
      return (token.pos === 'NOUN' || token.pos === 'ADJ' || token.pos === 'PROPN') && !this.verbal[end];
    }
    return false;
  }
}

function seenAuxiliary(tokens: readonly Token[], first: number, main: number): boolean {
  for (let at = first; at < main; at++) {
    const { low } = tokens[at]!;
    if (BE.has(low) || HAVE.has(low) || DO.has(low)) return true;
  }
  return false;
}

/** The head of a noun phrase: its last noun, in the singular. */
export function headOf(phrase: NounPhrase, tokens: readonly Token[]): string {
  for (let at = phrase.last - 1; at >= phrase.first; at--) {
    const { low, pos } = tokens[at]!;
    if (/^[\p{L}\p{N}]/u.test(low) && !/^['’]s$/.test(low) && (pos !== 'PART' || at === phrase.first)) return singular(low);
  }
  return '';
}
