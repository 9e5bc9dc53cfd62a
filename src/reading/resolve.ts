import type { NounGroup } from './clause.ts';
import { type DescriptionClass, type Discourse, type Referent } from './discourse.ts';
import { singular } from './forms.ts';
import type { Named, NameHit } from './names.ts';
import { type Chunk, headOf, type NounPhrase } from './parse.ts';
import type { Sentence } from './tokens.ts';

/** What a noun phrase stands for. An actor or a place, as the clause needs it. */
export interface Meaning {
  readonly actors: readonly Referent[];
  readonly places: readonly Referent[];
  /** It is a part of the place: "areas of Aleppo". */
  readonly partial: boolean;
  /** The government whose forces they are: "Assad's forces". */
  readonly owner: Named | null;
  readonly head: string;
  /** People who are no party: "nine people". */
  readonly isCivilian: boolean;
  /** An aircraft or missile: it makes a strike an air strike. */
  readonly isAir: boolean;
  /** "two rebel sources": the speaker, in words. */
  readonly isSource: boolean;
  /** The head names the actor's people or weapons, so that it acts; a "depot" does not. */
  readonly acts: boolean;
  /** It is something in the place, not the place: "villages near Maiduguri". */
  readonly isInside: boolean;
  readonly phrase: NounPhrase;
}

export interface Scope {
  /** Who a pronoun most likely means. */
  readonly preferred?: readonly Named[];
  /** Whom it does not mean. */
  readonly avoid?: ReadonlySet<Named>;
  /** Who speaks, for "we". */
  readonly speaker?: Named | null;
  /** The phrase is where something is: a name of a place and of a state means the place. */
  readonly locative?: boolean;
}

const NOBODY: Referent = { named: null, candidates: [], sure: 0, because: null };

/** Finds what noun phrases stand for, and remembers it in the discourse. */
export class Resolver {
  constructor(
    private readonly discourse: Discourse,
    private readonly sentence: Sentence,
    private readonly chunks: readonly Chunk[],
    /** Called for each description or pronoun that is looked up. */
    private readonly onMention: (phrase: NounPhrase, referent: Referent) => void,
  ) {}

  /** What descriptions were found to mean: a phrase means the same wherever it is used. */
  private readonly settled = new Map<NounPhrase, Referent>();

  group(group: NounGroup | null, scope: Scope = {}): Meaning[] {
    return group === null ? [] : group.phrases.map((phrase) => this.meaning(phrase, scope));
  }

  meaning(phrase: NounPhrase, scope: Scope = {}): Meaning {
    const { tokens } = this.sentence;
    const { lexicon } = this.discourse;
    const head = headOf(phrase, tokens);
    const words = tokens.slice(phrase.first, phrase.last).map(({ low }) => singular(low));
    const base = {
      head,
      phrase,
      owner: null,
      partial: lexicon.things(head, 'partial'),
      isCivilian: lexicon.things(head, 'civilian'),
      isAir: words.some((word) => lexicon.things(word, 'air')) || lexicon.things(words.slice(-2).join(' '), 'air'),
      isSource: lexicon.things(head, 'source'),
      acts: true,
      isInside: false,
    };
    if (phrase.pronoun !== null)
      return { ...base, actors: this.pronoun(phrase, scope), places: phrase.pronoun === 'it' ? this.placeBefore(phrase) : [] };
    const named = this.headName(phrase);
    if (named) return { ...base, ...this.ofName(named, scope), partial: this.isPartOf(phrase, named) };
    // "rebels of the M23 movement": who they are is said after the word.
    const complement = this.namesOwner(phrase, head) ? this.ofComplement(phrase, head, scope) : null;
    if (complement && complement.actors.length > 0) return { ...base, ...complement };
    const within = this.namedPlace(phrase, head, scope);
    if (within) return { ...base, ...within };
    const modified = this.modified(phrase, head, words, scope);
    if (modified) return { ...base, actors: [], places: [], ...modified };
    return { ...base, ...this.ofComplement(phrase, head, scope) };
  }

  /** "the city of Aleppo", "the port of Hodeidah": the name follows. */
  private namedPlace(
    phrase: NounPhrase,
    head: string,
    scope: Scope,
  ): (Partial<Meaning> & { actors: []; places: readonly Referent[] }) | null {
    const at = this.chunks.indexOf(phrase);
    const preposition = this.chunks[at + 1];
    const name = this.chunks[at + 2];
    const { lexicon } = this.discourse;
    const isPlace = lexicon.things(head, 'city') || lexicon.things(head, 'province') || lexicon.things(head, 'site') || head === 'capital';
    if (
      !isPlace ||
      phrase.hits.length > 0 ||
      preposition?.kind !== 'prep' ||
      preposition.low !== 'of' ||
      name?.kind !== 'noun' ||
      name.hits.length === 0
    )
      return null;
    const { places } = this.meaning(name, { ...scope, locative: true });
    return places.length > 0 ? { actors: [], places, partial: lexicon.things(head, 'site'), acts: false } : null;
  }

  private namesOwner(phrase: NounPhrase, head: string): boolean {
    const at = this.chunks.indexOf(phrase);
    const preposition = this.chunks[at + 1];
    const owner = this.chunks[at + 2];
    const { lexicon } = this.discourse;
    const people =
      lexicon.things(head, 'force') ||
      lexicon.things(head, 'rebelling') ||
      lexicon.things(head, 'group') ||
      head === 'loyal' ||
      head === 'member';
    return (
      people &&
      preposition?.kind === 'prep' &&
      /^(?:of|from|to)$/.test(preposition.low) &&
      owner?.kind === 'noun' &&
      owner.hits.length > 0 &&
      phrase.hits.length === 0
    );
  }

  /** The name that is the head: "the Islamist group Hayat Tahrir al-Sham". */
  private headName(phrase: NounPhrase): NameHit | null {
    const { tokens } = this.sentence;
    const last = phrase.hits.at(-1);
    if (!last || last.senses.length === 0) return null;
    const rest = tokens.slice(last.last, phrase.last).filter(({ low }) => /[\p{L}\p{N}]/u.test(low));
    return rest.length === 0 ? last : null;
  }

  private ofName({ senses }: NameHit, { locative }: Scope): Pick<Meaning, 'actors' | 'places'> {
    const actors = senses.filter(({ named }) => named.kind !== 'PLACE');
    const places = senses.filter(({ named }) => named.kind === 'PLACE');
    const weakOnly = actors.length > 0 && actors.every(({ weak }) => weak) && places.length > 0;
    return {
      actors: locative && places.length > 0 ? [] : actors.length > 0 ? [{ ...chosen(actors), sure: weakOnly ? 0.7 : 1 }] : [],
      places: places.length > 0 ? [chosen(places)] : locative ? this.landOf(actors.map(({ named }) => named)) : [],
    };
  }

  /** The land of a state, where the graph has a country of its name. */
  /** "Goma was besieged before it was captured": the place that was the last subject. */
  private placeBefore(phrase: NounPhrase): Referent[] {
    const place = this.discourse.lastSubjectPlace(this.startOf(phrase));
    return place ? [{ named: place, candidates: [place], sure: 0.75, because: '“it” is the last place named as a subject' }] : [];
  }

  private landOf(actors: readonly Named[]): Referent[] {
    const states = actors.filter(({ kind }) => kind === 'STATE');
    const lands = this.discourse.index.all.filter(
      ({ placeKind, country }) => placeKind === 'COUNTRY' && states.some((state) => state.country === country && country !== null),
    );
    return lands.length === 1 ? [{ named: lands[0]!, candidates: lands, sure: 0.9, because: null }] : [];
  }

  private isPartOf(phrase: NounPhrase, hit: NameHit): boolean {
    return this.sentence.tokens
      .slice(phrase.first, hit.first)
      .some(({ low }) =>
        /^(?:northern|southern|eastern|western|central|northwestern|northeastern|southwestern|southeastern|most|half)$/.test(low),
      );
  }

  private pronoun(phrase: NounPhrase, scope: Scope): Referent[] {
    const word = phrase.pronoun!;
    if (/^(?:we|us|i)$/.test(word))
      return scope.speaker
        ? this.described(phrase, () => ({
            named: scope.speaker!,
            candidates: [scope.speaker!],
            sure: 0.75,
            because: `“${word}” is who speaks`,
          }))
        : [NOBODY];
    if (!/^(?:it|they|he|she|them|him|itself|themselves)$/.test(word)) return [NOBODY];
    return this.described(phrase, () => this.discourse.pronoun(word, this.startOf(phrase), scope.preferred ?? [], scope.avoid));
  }

  private described(phrase: NounPhrase, find: () => Referent): Referent[] {
    const known = this.settled.get(phrase);
    if (known) return [known];
    const referent = find();
    this.settled.set(phrase, referent);
    this.onMention(phrase, referent);
    if (referent.named)
      this.discourse.mention(
        referent.named,
        this.startOf(phrase),
        this.sentence.tokens.slice(phrase.first, phrase.last).map(({ low }) => singular(low)),
      );
    return [referent];
  }

  private startOf(phrase: NounPhrase): number {
    return this.sentence.tokens[phrase.first]!.start;
  }

  /** A common noun with names or adjectives before it, or a description without any. */
  private modified(phrase: NounPhrase, head: string, words: readonly string[], scope: Scope): Partial<Meaning> | null {
    const { tokens } = this.sentence;
    const { lexicon, index } = this.discourse;
    const is = (list: string) => lexicon.things(head, list);
    const joined = (hit: NameHit) => tokens[hit.last]?.low === '-';
    const hits = phrase.hits.filter((hit) => !joined(hit));
    const isRebel = words.some((word) => lexicon.things(word, 'rebelling')) && !isJoinedWord(phrase, tokens, 'rebel');
    const nounTrigger = lexicon.nouns.has(head) || lexicon.nouns.has(words.slice(-2).join(' '));
    const force = is('force') || nounTrigger;
    const adjectives = hits.filter(({ adjective, senses }) => adjective !== null && senses.every(({ named }) => named.kind !== 'PERSON'));
    const possessive = (hit: NameHit) => /^['’]s?$/.test(tokens[hit.last]?.low ?? '');
    const names = hits.filter(({ senses }) => senses.length > 0);
    const name = names.at(-1);
    if (is('source') && !is('force') && !is('group') && !is('government'))
      return hits.length > 0 || isRebel ? { actors: [], places: [], acts: false, isSource: true } : null;
    // "Russian and Syrian warplanes"
    if (adjectives.length > 0 && (!name || adjectives.includes(name))) {
      const of = (code: string): Referent | null => {
        if (isRebel && !is('government')) return this.several(this.discourse.rebelsOf(code), `rebels of the country`);
        if (is('government')) return this.governs(this.discourse.governmentOf(code), phrase);
        if (is('civilian')) return this.one(this.discourse.populationOf(code), 0.8, null);
        if (is('person') || is('claim')) return null;
        if (is('army') || words.some((word) => word === 'army' || word === 'military'))
          return this.one(this.discourse.militaryOf(code), 0.9, null);
        if (force || is('target'))
          return this.one(
            nounTrigger && this.discourse.militaryOf(code).kind === 'MILITARY_FORCE'
              ? this.discourse.militaryOf(code)
              : this.discourse.index.stateOf(code),
            0.85,
            null,
          );
        return null;
      };
      const actors = adjectives.flatMap(({ adjective }) => of(adjective!) ?? []);
      if (actors.length > 0) return { actors, places: [], acts: force || is('government') || isRebel, owner: null };
    }
    // "rebels", "the army", "government forces"
    if (!name && adjectives.length === 0) return this.description(phrase, head, words, isRebel, scope);
    if (!name) return null;
    const senses = name.senses.filter(({ named }) => named.kind !== 'PLACE');
    const places = name.senses.filter(({ named }) => named.kind === 'PLACE');
    const actor = senses.length > 0 ? chosen(senses) : null;
    // "Aleppo's airport", "Aleppo's suburbs"
    if (places.length > 0 && (is('area') || is('partial') || senses.length === 0)) {
      const place = chosen(places);
      const site = place.named
        ? index.all.find(
            ({ kind, forms, name: own }) => kind === 'PLACE' && forms.includes(`${normal(place.named!.name)} ${head}`) && own !== '',
          )
        : undefined;
      if (is('area') || senses.length === 0)
        return {
          actors: [],
          places: [site ? { named: site, candidates: [site], sure: 0.9, because: null } : place],
          partial: !site && is('partial'),
          acts: false,
        };
    }
    if (!actor) return null;
    const person = actor.named?.kind === 'PERSON';
    if (person && possessive(name)) {
      const code = actor.named?.country ?? this.discourse.focused()[0] ?? null;
      const led = this.ledBy(
        actor.named!,
        code,
        is('government') || /^(?:control|rule|authority|power)$/.test(head) ? 'government' : 'army',
      );
      if (led && (force || is('government') || is('target')))
        return { actors: [led.of], owner: led.government, places: [], acts: force || is('government') };
      return null;
    }
    if (is('government') && actor.named?.country)
      return { actors: [this.governs(this.discourse.governmentOf(actor.named.country), phrase)], places: [] };
    if ((is('army') || head === 'army') && actor.named?.kind === 'STATE')
      return { actors: [this.one(this.discourse.militaryOf(actor.named.country!), 0.9, null)!], places: [] };
    if (is('person') && !is('force')) return { actors: [], places: [], acts: false, isSource: true };
    if (force || is('group') || is('rebelling') || is('target') || is('coalition') || /^(?:member|side|movement)$/.test(head))
      return { actors: [{ ...actor, sure: actor.sure * 0.95 }], places: [], acts: force || is('group') };
    return null;
  }

  /** Who a person leads, for "Assad's forces": the army and the government of the country. */
  private whoseForces(referent: Referent): Referent {
    const led = referent.named ? this.discourse.led.get(referent.named) : undefined;
    return led ? { ...referent, named: led, candidates: [led] } : referent;
  }

  private ledBy(person: Named, code: string | null, what: 'army' | 'government'): { of: Referent; government: Named } | null {
    const known = this.discourse.led.get(person);
    if (known && known.kind !== 'GOVERNMENT' && known.kind !== 'STATE')
      return { of: { named: known, candidates: [known], sure: 0.85, because: 'whom the text says they lead' }, government: known };
    if (code === null) return null;
    const government = this.discourse.governmentOf(code);
    const of = what === 'government' ? government : this.discourse.militaryOf(code);
    return { of: { named: of, candidates: [of], sure: 0.75, because: 'the country that the text is about' }, government };
  }

  private description(phrase: NounPhrase, head: string, words: readonly string[], isRebel: boolean, scope: Scope): Partial<Meaning> | null {
    const { tokens } = this.sentence;
    const { lexicon } = this.discourse;
    const is = (list: string) => lexicon.things(head, list);
    const first = tokens[phrase.first]!.low;
    const definite = /^(?:the|this|that|these|those|both|its|their|his|her|our)$/.test(first);
    const say = (kind: DescriptionClass, word = head): Referent =>
      this.described(phrase, () => this.discourse.describe(kind, word, this.startOf(phrase), scope.avoid))[0]!;
    const nounTrigger = lexicon.nouns.has(head);
    if (/^(?:its|their|his|her|our|my)$/.test(first) && (is('force') || is('target') || is('army') || nounTrigger)) {
      if (first === 'our' || first === 'my')
        return scope.speaker
          ? {
              actors: this.described(phrase, () => ({
                named: scope.speaker!,
                candidates: [scope.speaker!],
                sure: 0.8,
                because: '“our” is who speaks',
              })),
              places: [],
            }
          : null;
      return {
        actors: this.described(phrase, () =>
          this.whoseForces(
            this.discourse.pronoun(
              first === 'its' || first === 'their' ? 'they' : 'he',
              this.startOf(phrase),
              scope.preferred ?? [],
              scope.avoid,
            ),
          ),
        ),
        places: [],
      };
    }
    if (isRebel && !is('source') && !is('city') && !is('province'))
      return { actors: [say('rebel', head)], places: [], acts: is('force') || is('rebelling') || nounTrigger };
    if (words.includes('government') || words.includes('regime')) {
      if (is('force') || is('government') || is('target') || nounTrigger) {
        const government = this.discourse.describe('government', 'government', this.startOf(phrase));
        const code = government.named?.country;
        if (is('government') || !code) return { actors: this.described(phrase, () => government), places: [] };
        return {
          actors: this.described(phrase, () => this.one(this.discourse.militaryOf(code), 0.75, government.because)!),
          owner: government.named,
          places: [],
        };
      }
      return null;
    }
    if (/^(?:army|military)$/.test(head) && (definite || phrase.last - phrase.first === 1)) return { actors: [say('army')], places: [] };
    if (is('government') && (definite || /^(?:authority|official)$/.test(head)) && !is('source'))
      return { actors: [say('government')], places: [] };
    if (head === 'authority') return { actors: [say('government')], places: [] };
    if (definite && is('group') && !/^(?:network|outfit)$/.test(head)) return { actors: [say('group')], places: [] };
    if (definite && is('coalition')) return { actors: [say('coalition')], places: [] };
    if (definite && (/^(?:militant|fighter|gunman|guerrilla|jihadist)$/.test(head) || (is('force') && head === 'force')))
      return { actors: [say('group', head)], places: [] };
    const capital = definite && head === 'capital' ? this.capital() : null;
    if (capital) return { actors: [], places: this.described(phrase, () => capital) };
    if (is('city') && (definite || words.includes('entire'))) return { actors: [], places: [say('city')] };
    if (is('province') && definite && !nounTrigger && !/^(?:area|state)$/.test(head)) return { actors: [], places: [say('province')] };
    if (definite && is('country') && !/^(?:state|republic)$/.test(head)) return { actors: [say('country')], places: [] };
    return null;
  }

  /** "areas of Aleppo", "fighters of the group", "villages near Maiduguri": what follows says whose or where. */
  private ofComplement(
    phrase: NounPhrase,
    head: string,
    scope: Scope,
  ): Pick<Meaning, 'actors' | 'places' | 'partial' | 'acts' | 'owner' | 'isInside'> {
    const { lexicon } = this.discourse;
    const nothing = { actors: [], places: [], partial: false, acts: true, owner: null, isInside: false };
    const is = (list: string) => lexicon.things(head, list);
    let at = this.chunks.indexOf(phrase) + 1;
    const preposition = this.chunks[at];
    if (preposition?.kind !== 'prep' || !/^(?:of|from|to|in|near|around|outside|inside|on|within|at)$/.test(preposition.low))
      return nothing;
    if (preposition.low === 'to' && head !== 'loyal') return nothing;
    at++;
    const inner = this.chunks[at];
    if (inner?.kind !== 'noun') return nothing;
    const phrases = [inner];
    while (this.chunks[at + 1]?.kind === 'conj' && this.chunks[at + 2]?.kind === 'noun' && /^(?:of|from|to)$/.test(preposition.low)) {
      phrases.push(this.chunks[at + 2] as NounPhrase);
      at += 2;
    }
    const isPlace = is('area') || is('partial') || is('target') || is('civilian') || /^(?:control)$/.test(head);
    const meanings = phrases.map((each) =>
      this.meaning(each, { ...scope, locative: isPlace && preposition.low !== 'of' ? true : is('area') || is('partial') }),
    );
    const places = meanings.flatMap((each) => each.places);
    const actors = meanings.flatMap((each) => each.actors);
    if (is('area') || is('partial')) return { ...nothing, places, partial: is('partial'), isInside: is('city') || is('group') };
    if (
      head === 'loyal' ||
      head === 'member' ||
      ((is('force') || is('group') || is('rebelling') || is('target')) && /^(?:of|from)$/.test(preposition.low))
    )
      return { ...nothing, actors };
    if (is('site')) return { ...nothing, places, partial: true, acts: false };
    if (is('civilian') || is('target')) return { ...nothing, places, acts: false };
    return nothing;
  }

  /** The capital of the country that the text is about, where the graph has it. */
  private capital(): Referent | null {
    const [code] = this.discourse.focused();
    const name = this.discourse.lexicon.countries.find((country) => country.code === code)?.capital;
    const place = name ? this.discourse.index.all.find((each) => each.kind === 'PLACE' && each.forms.includes(normal(name))) : undefined;
    return place ? { named: place, candidates: [place], sure: 0.7, because: 'the capital of the country that the text is about' } : null;
  }

  /** A government that is named by its country: "the government" may mean it afterwards. */
  private governs(named: Named, phrase: NounPhrase): Referent {
    this.discourse.mention(named, this.startOf(phrase), ['government']);
    return { named, candidates: [named], sure: 0.9, because: null };
  }

  private one(named: Named | null, sure: number, because: string | null): Referent | null {
    return named ? { named, candidates: [named], sure, because } : null;
  }

  private several(found: readonly Named[], because: string): Referent {
    return found.length === 1
      ? { named: found[0]!, candidates: found, sure: 0.85, because }
      : { named: null, candidates: found, sure: 0, because: null };
  }
}

/** The one that a name means: the only one, or the only one that it is not a weak name of. Else all are candidates. */
export function chosen(senses: readonly { readonly named: Named; readonly weak: boolean }[]): Referent {
  const strong = senses.filter(({ weak }) => !weak);
  const all = senses.map(({ named }) => named);
  if (all.length === 1) return { named: all[0]!, candidates: all, sure: 1, because: null };
  if (strong.length === 1) return { named: strong[0]!.named, candidates: all, sure: 0.9, because: null };
  return { named: null, candidates: all, sure: 0, because: null };
}

function isJoinedWord(phrase: NounPhrase, tokens: Sentence['tokens'], _list: string): boolean {
  const at = tokens.findIndex(
    ({ low }, index) => index >= phrase.first && index < phrase.last && /^(?:rebel|insurgent|opposition)s?$/.test(low),
  );
  return at >= 0 && tokens[at + 1]?.low === '-';
}

function normal(name: string): string {
  return name.toLowerCase();
}
