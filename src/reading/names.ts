import type { EntityKind, PlaceKind } from '../model/kinds.ts';
import { normalizeName } from '../model/normalizeName.ts';
import type { Country, Lexicon } from './lexicon.ts';
import type { Sentence } from './tokens.ts';
import type { KnownName } from './types.ts';

/** Somebody or a place that a text can name. */
export interface Named {
  readonly slug: string;
  readonly kind: EntityKind;
  readonly placeKind: PlaceKind | null;
  readonly name: string;
  /** Code of the country that its names contain. */
  readonly country: string | null;
  /** The state for which a metonym of power acts: Russia for the Kremlin. */
  readonly actsFor: Named | null;
  /** The graph does not have it. */
  readonly isNew: boolean;
  /** All its names, as words. */
  readonly forms: readonly string[];
}

/** One meaning of a name. A weak one is shared with others by nature, such as a capital for its government. */
export interface Sense {
  readonly named: Named;
  readonly weak: boolean;
}

/** A name in a sentence: tokens from `first` to before `last`. */
export interface NameHit {
  readonly first: number;
  readonly last: number;
  readonly senses: readonly Sense[];
  /** Code of the country whose adjective it is: "Syrian". */
  readonly adjective: string | null;
}

interface Entry {
  readonly words: readonly string[];
  readonly shown: string;
  readonly sense: Sense | null;
  readonly adjective: string | null;
}

const WORD = /[\p{L}\p{N}\p{M}]+(?:['’ʼ‘`´.][\p{L}\p{N}\p{M}]+)*/gu;
const POSSESSIVE = /['’]s$/i;

/** Finds names in sentences. What a text introduces is added while it is read. */
export class NameIndex {
  readonly all: Named[] = [];
  private readonly entries = new Map<string, Entry[]>();
  private readonly bySlug = new Map<string, Named>();
  private readonly states = new Map<string, Named>();
  private readonly knownStates = new Map<string, Named>();
  private readonly governments: Named[] = [];
  private readonly countryForms: ReadonlyMap<string, string>;

  constructor(known: readonly KnownName[], lexicon: Lexicon) {
    this.countryForms = new Map(
      lexicon.countries.flatMap(({ code, name, adjectives }) => [name, ...adjectives].map((form) => [wordsOf(form), code] as const)),
    );
    for (const each of known) {
      const texts = [each.name, ...each.aliases.map(({ name }) => name)];
      const named = this.create(each, texts, false);
      if (each.kind === 'STATE') for (const form of named.forms) this.knownStates.set(form, named);
      if (each.kind === 'GOVERNMENT') this.governments.push(named);
      this.add(each.name, { named, weak: false });
      for (const { name, kind } of each.aliases) this.addAlias(name, { named, weak: kind === 'WEAK' });
      if (each.kind === 'PERSON') this.addSurname(each.name, named);
    }
    for (const country of lexicon.countries) this.addCountry(country);
    const around = new Map(known.map(({ slug, within }) => [slug, within ?? null]));
    for (const place of this.all)
      if (place.kind === 'PLACE' && place.country === null)
        (place as { country: string | null }).country = this.countryAround(place.slug, around);
  }

  /** The country of the nearest place around it that has one. */
  private countryAround(slug: string, around: ReadonlyMap<string, string | null>): string | null {
    let outer = around.get(slug) ?? null;
    for (let steps = 0; outer !== null && steps < 10; steps++) {
      const country = this.bySlug.get(outer)?.country;
      if (country) return country;
      outer = around.get(outer) ?? null;
    }
    return null;
  }

  find(slug: string): Named | undefined {
    return this.bySlug.get(slug);
  }

  /** The state with this code: the known one, else one that the text introduces. */
  stateOf(code: string): Named {
    return this.states.get(code)!;
  }

  /** Adds an actor or place that the graph does not have. */
  introduce(name: string, kind: EntityKind, placeKind: PlaceKind | null): Named {
    const slug = this.freeSlug(name, kind);
    const named = this.create({ slug, kind, placeKind, name }, [name], true);
    this.add(name, { named, weak: false });
    if (kind === 'PERSON') this.addSurname(name, named);
    return named;
  }

  /** All names in a sentence, from left to right; of names that overlap the longest. */
  hitsOf({ tokens }: Sentence, text: string): NameHit[] {
    const words: { form: string; whole: string; text: string; first: number; last: number }[] = [];
    const start = tokens[0]!.start;
    for (const { 0: raw, index } of text.slice(start, tokens.at(-1)!.end).matchAll(WORD)) {
      const shown = raw.replace(POSSESSIVE, '');
      const form = wordsOf(shown);
      const from = start + index;
      const first = tokens.findIndex((token) => token.end > from);
      let last = first;
      while (last < tokens.length && tokens[last]!.start < from + shown.length) last++;
      if (form !== '' && first >= 0) words.push({ form, whole: wordsOf(raw), text: shown, first, last });
    }
    const hits: NameHit[] = [];
    for (let at = 0; at < words.length; ) {
      const entries = this.entriesAt(words, at, text, tokens);
      if (entries.length === 0) {
        at++;
        continue;
      }
      const length = entries[0]!.words.length;
      hits.push({
        first: words[at]!.first,
        last: words[at + length - 1]!.last,
        senses: uniqueSenses(entries.flatMap(({ sense }) => sense ?? [])),
        adjective: entries.find(({ adjective }) => adjective !== null)?.adjective ?? null,
      });
      at += length;
    }
    return hits;
  }

  private entriesAt(
    words: readonly { form: string; whole: string; text: string; first: number; last: number }[],
    at: number,
    text: string,
    tokens: Sentence['tokens'],
  ): Entry[] {
    let best: Entry[] = [];
    for (const entry of this.entries.get(words[at]!.form) ?? this.entries.get(withoutPlural(words[at]!.form)) ?? []) {
      const { length } = entry.words;
      if (length < (best[0]?.words.length ?? 0) || at + length > words.length) continue;
      const fits = entry.words.every((word, index) => {
        const found = words[at + index]!;
        const same =
          found.whole === word ||
          found.form === word ||
          (index === length - 1 && entry.sense !== null && word.length > 3 && withoutPlural(found.form) === word);
        return same && (index === 0 || isJoined(text.slice(tokens[words[at + index - 1]!.last - 1]!.end, tokens[found.first]!.start)));
      });
      if (!fits || !hasCaseOf(entry.shown, words[at]!.text)) continue;
      if (length > (best[0]?.words.length ?? 0)) best = [];
      best.push(entry);
    }
    return best;
  }

  private create(
    { slug, kind, placeKind, name }: Pick<KnownName, 'slug' | 'kind' | 'placeKind' | 'name'>,
    texts: readonly string[],
    isNew: boolean,
  ): Named {
    const forms = texts.map(wordsOf);
    const country = this.countryIn(forms);
    const named: Named = { slug, kind, placeKind: placeKind ?? null, name, country, actsFor: null, isNew, forms };
    this.all.push(named);
    this.bySlug.set(slug, named);
    return named;
  }

  /** The country whose name or adjective the names contain; of several the longest. */
  private countryIn(forms: readonly string[]): string | null {
    let best: { code: string; length: number } | null = null;
    for (const form of forms) {
      const words = form.split(' ');
      for (let first = 0; first < words.length; first++)
        for (let last = first + 1; last <= Math.min(words.length, first + 5); last++) {
          const part = words.slice(first, last).join(' ');
          const code = this.countryForms.get(part);
          if (code !== undefined && part.length > (best?.length ?? 0)) best = { code, length: part.length };
        }
    }
    return best?.code ?? null;
  }

  private addCountry({ code, name, adjectives, capital, metonyms }: Country): void {
    const forms = new Set([name, ...metonyms].map(wordsOf));
    const known = [...forms].map((form) => this.knownStates.get(form)).find((each) => each !== undefined);
    const state = known ?? this.createState(code, name);
    this.states.set(code, state);
    this.add(name, { named: state, weak: false });
    for (const adjective of adjectives) this.put(adjective, null, code);
    for (const metonym of metonyms) {
      const own = this.governments.find((each) => each.forms.includes(wordsOf(metonym)));
      if (own) (own as { actsFor: Named | null }).actsFor = state;
      else this.add(metonym, { named: state, weak: false });
    }
    const governed = this.governments.some((each) => each.country === code && each.forms.includes(wordsOf(capital)));
    if (capital !== '' && wordsOf(capital) !== wordsOf(name) && !governed) this.add(capital, { named: state, weak: true });
  }

  private createState(code: string, name: string): Named {
    const named: Named = {
      slug: this.freeSlug(name, 'STATE'),
      kind: 'STATE',
      placeKind: null,
      name,
      country: code,
      actsFor: null,
      isNew: true,
      forms: [wordsOf(name)],
    };
    this.bySlug.set(named.slug, named);
    return named;
  }

  private freeSlug(name: string, kind: EntityKind): string {
    const slug = readableSlug(name);
    if (!this.bySlug.has(slug)) return slug;
    const longer = `${slug}-${kind.toLowerCase().replaceAll('_', '-')}`;
    let number = 2;
    while (this.bySlug.has(number === 2 ? longer : `${longer}-${number}`)) number++;
    return number === 2 ? longer : `${longer}-${number}`;
  }

  /** A weak alias in lower case, such as "rebel forces", is a description and no name: mentions resolve it by what the text is about. */
  private addAlias(text: string, sense: Sense): void {
    if (!(sense.weak && /^\p{Ll}/u.test(text))) this.add(text, sense);
  }

  private addSurname(name: string, named: Named): void {
    const words = name.split(/\s+/);
    if (words.length < 2) return;
    const surname = words.at(-1)!;
    this.add(surname, { named, weak: true });
    const bare = surname.replace(/^(?:al|el|as|ash|an)-/i, '');
    if (bare !== surname) this.add(bare, { named, weak: true });
  }

  private add(text: string, sense: Sense): void {
    this.put(text.replace(/^the\s+/i, ''), sense, null);
    const unqualified = text.replace(/\s*\([^)]*\)$/, '');
    if (unqualified !== text && unqualified !== '') this.put(unqualified, { ...sense, weak: true }, null);
  }

  private put(text: string, sense: Sense | null, adjective: string | null): void {
    const words = wordsOf(text).split(' ');
    if (words[0] === '' || (words.length === 1 && words[0]!.length < 2)) return;
    const entries = this.entries.get(words[0]!) ?? [];
    this.entries.set(words[0]!, entries);
    entries.push({ words, shown: text, sense, adjective });
  }
}

/** Forms of names, since the same names are read again with each text: a cache of at most so many. */
const MAX_FORMS = 200_000;
const formsByName = new Map<string, string>();

function wordsOf(name: string): string {
  const known = formsByName.get(name);
  if (known !== undefined) return known;
  if (formsByName.size >= MAX_FORMS) formsByName.clear();
  const form = normalizeName(name);
  formsByName.set(name, form);
  return form;
}

/** A readable unique name of letters a to z: "Jaysh al-Izza" is `jaysh-al-izza`. */
export function readableSlug(name: string): string {
  const words = wordsOf(name)
    .normalize('NFKD')
    .replace(/[^a-z0-9 ]/g, '')
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '');
  return words.length > 0
    ? words.join('-').slice(0, 100).replace(/-+$/, '')
    : `unnamed-${[...name].map((letter) => letter.codePointAt(0)!.toString(36)).join('')}`.slice(0, 100);
}

function uniqueSenses(senses: readonly Sense[]): Sense[] {
  const strongest = new Map<Named, Sense>();
  for (const sense of senses) if (!strongest.has(sense.named) || !sense.weak) strongest.set(sense.named, sense);
  return [...strongest.values()];
}

function withoutPlural(form: string): string {
  return form.length > 4 && form.endsWith('s') && !form.endsWith('ss') ? form.slice(0, -1) : form;
}

/** What stands between two words of a name. */
function isJoined(between: string): boolean {
  return /^(?:['’]s)?[\s\-‑–'’.]*$/.test(between) && !/\.\s/.test(between);
}

/** A name in capitals is one in capitals: "IS" is not "is", "US" not "us". */
function hasCaseOf(name: string, found: string): boolean {
  const letters = name.replace(/[^\p{L}]/gu, '');
  if (letters.length > 1 && letters.length <= 6 && letters === letters.toUpperCase() && letters !== letters.toLowerCase()) {
    const own = found.replace(/[^\p{L}]/gu, '').replace(/s$/, '');
    return own === own.toUpperCase();
  }
  if (/^(?:north|south|east|west|central)/i.test(name)) return true;
  return /^\p{Lu}/u.test(name) ? /^\p{Lu}/u.test(found) : true;
}
