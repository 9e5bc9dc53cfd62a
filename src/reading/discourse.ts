import type { EntityKind } from '../model/kinds.ts';
import type { Lexicon } from './lexicon.ts';
import type { Named, NameIndex } from './names.ts';

/** Who or what a phrase may mean. */
export interface Referent {
  /** null where several fit, or nobody. */
  readonly named: Named | null;
  readonly candidates: readonly Named[];
  /** How sure it is, 0 to 1: a name, an adjective, a description, a pronoun. */
  readonly sure: number;
  /** Why, where it was no name: "the group" is the last group that was named. */
  readonly because: string | null;
}

/** Somebody who is named outright. */
export const referTo = (named: Named | null): Referent | null => (named ? { named, candidates: [named], sure: 1, because: null } : null);

interface Past {
  readonly named: Named;
  /** Words by which it was called: "rebels" of "M23 rebels". */
  readonly words: ReadonlySet<string>;
  readonly sentence: number;
  /** Offset in the text. */
  readonly at: number;
  readonly isSubject: boolean;
}

/** The classes of descriptions, in the order in which they are tried. */
export type DescriptionClass =
  | 'rebel'
  | 'army'
  | 'government'
  | 'group'
  | 'coalition'
  | 'country'
  | 'city'
  | 'province'
  | 'person'
  | 'civilian';

const KINDS: Readonly<Record<DescriptionClass, readonly EntityKind[]>> = {
  rebel: ['ARMED_GROUP', 'COALITION'],
  army: ['MILITARY_FORCE'],
  government: ['GOVERNMENT', 'STATE'],
  group: ['ARMED_GROUP', 'COALITION', 'ORGANIZATION'],
  coalition: ['COALITION'],
  country: ['STATE'],
  city: ['PLACE'],
  province: ['PLACE'],
  person: ['PERSON'],
  civilian: ['POPULATION'],
};
const REBEL_WORDS = ['rebel', 'rebels', 'insurgent', 'insurgents', 'opposition'];

/** What a text has named so far, by which later words are understood. */
export class Discourse {
  private readonly past: Past[] = [];
  /** How much the text is about each country: each time that it is named counts, the later the more. */
  private readonly salience = new Map<string, number>();
  private readonly earlierSalience = new Map<string, number>();
  private here: { readonly code: string; readonly at: number }[] = [];
  /** Whom a person leads, as the text has said. */
  readonly led = new Map<Named, Named>();
  private current = 0;

  constructor(
    readonly index: NameIndex,
    readonly lexicon: Lexicon,
  ) {}

  get sentence(): number {
    return this.current;
  }

  /** Goes on to the next sentence. */
  begin(sentence: number): void {
    this.current = sentence;
    this.here = [];
    for (const [code, weight] of this.salience) {
      this.salience.set(code, weight * 0.9);
      this.earlierSalience.set(code, weight * 0.9);
    }
  }

  /** Remembers that somebody was named, and by which words. */
  mention(named: Named, at: number, words: readonly string[] = [], isSubject = false): void {
    this.past.push({ named, words: new Set(words), sentence: this.sentence, at, isSubject });
  }

  /** Remembers that a country was named at an offset, be it by an adjective or within a name. */
  focus(code: string, at: number): void {
    this.salience.set(code, (this.salience.get(code) ?? 0) + 1);
    this.here.push({ code, at });
  }

  /**
   * The countries that the text is about, the foremost first: those of earlier sentences, then those of this one; of this one
   * only what stands before the offset.
   */
  focused(before = Number.POSITIVE_INFINITY): readonly string[] {
    const here = this.here.filter(({ at }) => at < before).map(({ code }) => code);
    const earlier = [...this.earlierSalience.keys()].sort((a, b) => this.earlierSalience.get(b)! - this.earlierSalience.get(a)!);
    return [...new Set([...earlier, ...here])];
  }

  /** The place that was the subject of the last clause that had one, in this sentence or the one before. */
  lastSubjectPlace(before: number): Named | null {
    return (
      this.past.findLast(
        ({ named, at, isSubject, sentence }) => named.kind === 'PLACE' && isSubject && at < before && this.sentence - sentence <= 1,
      )?.named ?? null
    );
  }

  lastPlace(): Named | null {
    return this.past.findLast(({ named }) => named.kind === 'PLACE' && named.placeKind !== 'COUNTRY')?.named ?? null;
  }

  /** The army of a country, else its government or state. */
  militaryOf(code: string): Named {
    return this.only(code, (each) => each.kind === 'MILITARY_FORCE') ?? this.governmentOf(code);
  }

  /** The government of a country where the graph has it apart from the state, else the state. */
  governmentOf(code: string): Named {
    return this.only(code, (each) => each.kind === 'GOVERNMENT' && each.actsFor === null) ?? this.index.stateOf(code);
  }

  populationOf(code: string): Named | null {
    return this.only(code, (each) => each.kind === 'POPULATION');
  }

  /** The rebels of a country: those whose names say so. */
  rebelsOf(code: string): readonly Named[] {
    return this.index.all.filter((each) => each.country === code && KINDS.rebel.includes(each.kind) && hasRebelWord(each));
  }

  private only(code: string, fits: (each: Named) => boolean): Named | null {
    const found = this.index.all.filter((each) => each.country === code && fits(each));
    return found.length === 1 ? found[0]! : null;
  }

  /**
   * Whom a description means: the last one that fits of those that were named, else the only one that fits of the country that the
   * text is about.
   */
  describe(kind: DescriptionClass, word: string, before: number, avoid: ReadonlySet<Named> = new Set()): Referent {
    const fits = (named: Named, words: ReadonlySet<string>) => !avoid.has(named) && this.fits(named, words, kind, word);
    const earlier = this.past.filter(
      ({ named, words, sentence, at }) => at < before && this.sentence - sentence <= 8 && fits(named, words),
    );
    const last = earlier.at(-1);
    if (last) return { named: last.named, candidates: [last.named], sure: 0.8, because: `“${word}” is the last one named that fits` };
    for (const code of this.focused(kind === 'government' || kind === 'army' ? before : undefined).slice(0, 4)) {
      const found = this.ofCountry(kind, code, word).filter((each) => !avoid.has(each));
      if (found.length === 1 && (kind !== 'government' || found[0]!.kind === 'GOVERNMENT' || this.isForemost(code)))
        return { named: found[0]!, candidates: found, sure: 0.65, because: `“${word}” of the country that the text is about` };
      if (found.length > 1) return { named: null, candidates: found, sure: 0, because: null };
    }
    const groups = new Set(
      this.past
        .filter(
          ({ named, at, sentence }) => at < before && this.sentence - sentence <= 1 && named.kind === 'ARMED_GROUP' && !avoid.has(named),
        )
        .map(({ named }) => named),
    );
    if (kind === 'rebel' && groups.size === 1) {
      const [group] = [...groups];
      return { named: group!, candidates: [group!], sure: 0.6, because: `“${word}” is the only group named before` };
    }
    const anywhere =
      kind === 'rebel' || kind === 'army'
        ? this.index.all.filter((each) => KINDS[kind].includes(each.kind) && (kind === 'army' || hasRebelWord(each)))
        : [];
    return { named: null, candidates: anywhere.slice(0, 10), sure: 0, because: null };
  }

  /** Is the text about this country far more than about any other? */
  private isForemost(code: string): boolean {
    const own = this.salience.get(code) ?? 0;
    return [...this.salience].every(([other, weight]) => other === code || own >= 1.5 * weight);
  }

  private ofCountry(kind: DescriptionClass, code: string, word: string): readonly Named[] {
    if (kind === 'rebel') return this.rebelsOf(code);
    if (kind === 'army') return this.index.all.filter((each) => each.kind === 'MILITARY_FORCE' && each.country === code);
    if (kind === 'government') return [this.governmentOf(code)];
    if (kind === 'civilian') return [this.populationOf(code)].filter((each) => each !== null);
    if (kind === 'country' && word !== 'state') return [this.index.stateOf(code)];
    return [];
  }

  private fits(named: Named, words: ReadonlySet<string>, kind: DescriptionClass, word: string): boolean {
    if (!KINDS[kind].includes(named.kind))
      return kind === 'army' && named.forms.some((form) => / army$/.test(form)) && named.kind === 'ARMED_GROUP' && words.has('army');
    if (kind === 'government') return named.actsFor === null && (named.kind === 'GOVERNMENT' || words.has('government'));
    if (kind === 'rebel') return hasRebelWord(named) || REBEL_WORDS.some((each) => words.has(each)) || words.has(word);
    if (kind === 'city') return named.placeKind === 'CITY' || named.placeKind === 'TOWN' || named.placeKind === 'VILLAGE';
    if (kind === 'province') return named.placeKind === 'PROVINCE' || named.placeKind === 'REGION' || named.placeKind === 'DISTRICT';
    return true;
  }

  /** Whom a pronoun means: a person for "he" and "she", else somebody who is none; the last subject first. */
  pronoun(word: string, before: number, preferred: readonly Named[], avoid: ReadonlySet<Named> = new Set()): Referent {
    const isPerson = /^(?:he|she|him|his|her)$/.test(word);
    const fits = (named: Named) =>
      named.kind !== 'PLACE' && (named.kind === 'PERSON') === isPerson && named.kind !== 'POPULATION' && !avoid.has(named);
    const many = /^(?:they|them)$/.test(word);
    const near = many ? undefined : preferred.find(fits);
    const recent = this.past.filter(({ named, sentence, at }) => at < before && this.sentence - sentence <= 2 && fits(named));
    // "they" are rather troops or a group than a state.
    const plural = many
      ? recent.findLast(({ named, sentence }) => named.kind !== 'STATE' && named.kind !== 'PERSON' && this.sentence - sentence <= 1)?.named
      : undefined;
    const found = near ?? plural ?? preferred.find(fits) ?? recent.findLast(({ isSubject }) => isSubject)?.named ?? recent.at(-1)?.named;
    if (!found) return { named: null, candidates: [], sure: 0, because: null };
    return { named: found, candidates: [found], sure: near ? 0.8 : 0.6, because: `“${word}” is the last one named that fits` };
  }
}

export function hasRebelWord({ forms }: Named): boolean {
  return forms.some((form) => form.split(' ').some((word) => REBEL_WORDS.includes(word)));
}
