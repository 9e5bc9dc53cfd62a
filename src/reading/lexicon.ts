import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { EventKind, SupportKind } from '../model/kinds.ts';
import type { RelationshipType } from '../model/vocabulary.ts';
import { PACKAGE_ROOT } from '../root.ts';
import { type IrregularVerbs, singular, type VerbForm, verbForms } from './forms.ts';

/** Where an end of a relationship stands in a clause. */
export interface Slot {
  readonly at: 'subject' | 'object' | 'pp';
  readonly prepositions: ReadonlySet<string>;
}

export interface VerbTrigger {
  readonly type: RelationshipType | null;
  readonly from: readonly Slot[];
  readonly to: readonly Slot[];
  readonly event: EventKind | null;
  readonly air: EventKind | null;
  readonly goods: string | null;
  readonly kinds: readonly SupportKind[];
  readonly end: 'actor' | 'place' | null;
  readonly pair: boolean;
  readonly state: boolean;
  readonly implied: boolean;
  readonly extra: { readonly type: RelationshipType; readonly to: readonly Slot[] } | null;
}

export interface NounTrigger {
  readonly type: RelationshipType | null;
  readonly to: ReadonlySet<string>;
  readonly event: EventKind | null;
  readonly air: EventKind | null;
  readonly between: boolean;
  readonly end: 'actor' | 'place' | null;
}

export interface RoleTrigger {
  readonly type: RelationshipType;
  readonly inverse: boolean;
  readonly rank: boolean;
}

/** What a governing verb makes of the verb that it governs. */
export type Governing = 'pledge' | 'hypothesis' | 'denial' | 'negation' | 'fact' | 'speech';

export interface Country {
  readonly code: string;
  readonly name: string;
  readonly adjectives: readonly string[];
  readonly capital: string;
  readonly metonyms: readonly string[];
}

/** The words of `triggers.yaml` and `countries.yaml`, looked up by form. */
export interface Lexicon {
  /** Lemmas and uses of a form, over all verbs that are listed. */
  readonly forms: ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<VerbForm>>>;
  /** By lemma, which may have several words. */
  readonly verbs: ReadonlyMap<string, readonly VerbTrigger[]>;
  readonly nouns: ReadonlyMap<string, NounTrigger>;
  readonly roles: ReadonlyMap<string, RoleTrigger>;
  readonly joined: ReadonlyMap<string, { readonly type: RelationshipType; readonly kinds: readonly SupportKind[] }>;
  readonly light: ReadonlySet<string>;
  readonly governing: ReadonlyMap<string, ReadonlySet<Governing>>;
  readonly hedges: readonly string[];
  /** Words by which a sentence takes back what it repeats: "baseless". */
  readonly refutations: readonly string[];
  /** Nouns of what is not so yet: "the threat of war". */
  readonly prospects: ReadonlySet<string>;
  readonly negators: ReadonlySet<string>;
  readonly modals: ReadonlyMap<string, 'pledge' | 'hypothesis'>;
  readonly conditionals: readonly string[];
  readonly things: (noun: string, list: string) => boolean;
  readonly goodsKinds: (noun: string) => SupportKind | null;
  readonly countries: readonly Country[];
}

let loaded: Lexicon | undefined;

/** The lexicon, read once. */
export function loadLexicon(): Lexicon {
  loaded ??= buildLexicon(readYaml('triggers.yaml') as Triggers, readYaml('countries.yaml') as Countries);
  return loaded;
}

function readYaml(name: string): unknown {
  return parse(readFileSync(join(PACKAGE_ROOT, 'src/reading', name), 'utf8'));
}

interface Triggers {
  readonly verbs: readonly (Record<string, unknown> & { readonly words: readonly string[] })[];
  readonly nouns: readonly (Record<string, unknown> & { readonly words: readonly string[] })[];
  readonly roles: readonly (Record<string, unknown> & { readonly words: readonly string[] })[];
  readonly joined: readonly {
    readonly words: readonly string[];
    readonly type: RelationshipType;
    readonly kinds?: readonly SupportKind[];
  }[];
  readonly light: readonly string[];
  readonly modality: Readonly<Record<Governing, readonly string[]>> & {
    readonly hedges: readonly string[];
    readonly negators: readonly string[];
    readonly refutations: readonly string[];
    readonly prospects: readonly string[];
    readonly modals: Readonly<Record<'pledge' | 'hypothesis', readonly string[]>>;
    readonly conditionals: readonly string[];
  };
  readonly things: Readonly<Record<string, readonly string[]>>;
  readonly goodsKinds: Readonly<Record<SupportKind, readonly string[]>>;
  readonly irregular: IrregularVerbs;
}
type Countries = Readonly<Record<string, readonly [string, readonly string[], string, (readonly string[])?]>>;

function buildLexicon(triggers: Triggers, countries: Countries): Lexicon {
  const { modality, things } = triggers;
  const verbs = new Map<string, VerbTrigger[]>();
  for (const row of triggers.verbs) for (const word of row.words) verbs.set(word, [...(verbs.get(word) ?? []), verbTrigger(row)]);
  const governing = new Map<string, Set<Governing>>();
  for (const kind of ['pledge', 'hypothesis', 'denial', 'negation', 'fact', 'speech'] as const)
    for (const word of modality[kind]) governing.set(word, (governing.get(word) ?? new Set()).add(kind));
  const forms = new Map<string, Map<string, ReadonlySet<VerbForm>>>();
  for (const words of [...verbs.keys(), ...governing.keys(), ...triggers.light, 'be', 'have', 'do', 'take', 'adopt'])
    for (const [form, uses] of verbForms(words.split(' ')[0]!, triggers.irregular)) {
      const lemmas = forms.get(form) ?? new Map<string, ReadonlySet<VerbForm>>();
      forms.set(form, lemmas.set(words.split(' ')[0]!, uses));
    }
  const sets = new Map(Object.entries(things).map(([name, words]) => [name, new Set(words)]));
  return {
    forms,
    verbs,
    nouns: byWord(triggers.nouns, (row) => ({
      type: (row.type as RelationshipType | undefined) ?? null,
      to: new Set((row.to as string[] | undefined) ?? []),
      event: (row.event as EventKind | undefined) ?? null,
      air: (row.air as EventKind | undefined) ?? null,
      between: row.between === true,
      end: (row.end as 'actor' | 'place' | undefined) ?? null,
    })),
    roles: byWord(triggers.roles, (row) => ({
      type: row.type as RelationshipType,
      inverse: row.inverse === true,
      rank: row.rank === true,
    })),
    joined: byWord(triggers.joined, ({ type, kinds }) => ({ type, kinds: kinds ?? [] })),
    light: new Set(triggers.light),
    governing,
    hedges: modality.hedges,
    refutations: modality.refutations,
    prospects: new Set(modality.prospects),
    negators: new Set(modality.negators),
    modals: new Map(
      Object.entries(modality.modals).flatMap(([mode, words]) => words.map((word) => [word, mode as 'pledge' | 'hypothesis'])),
    ),
    conditionals: modality.conditionals,
    things: (noun, list) => sets.get(list)?.has(singular(noun.toLowerCase())) === true || sets.get(list)?.has(noun.toLowerCase()) === true,
    goodsKinds: (noun) =>
      (Object.entries(triggers.goodsKinds).find(([, words]) => words.includes(singular(noun.toLowerCase())))?.[0] as
        | SupportKind
        | undefined) ?? null,
    countries: Object.entries(countries).map(([code, [name, adjectives, capital, metonyms]]) => ({
      code,
      name,
      adjectives,
      capital,
      metonyms: metonyms ?? [],
    })),
  };
}

function byWord<R extends { readonly words: readonly string[] }, V>(rows: readonly R[], value: (row: R) => V): Map<string, V> {
  return new Map(rows.flatMap((row) => row.words.map((word) => [word, value(row)] as const)));
}

function verbTrigger(row: Record<string, unknown>): VerbTrigger {
  const [extraType, ...extraTo] = typeof row.extra === 'string' ? row.extra.split(' ') : [];
  return {
    type: (row.type as RelationshipType | undefined) ?? null,
    from: placesOf(row.from as string),
    to: placesOf((row.to as string | undefined) ?? ''),
    event: (row.event as EventKind | undefined) ?? null,
    air: (row.air as EventKind | undefined) ?? null,
    goods: (row.goods as string | undefined) ?? null,
    kinds: (row.kinds as SupportKind[] | undefined) ?? [],
    end: (row.end as 'actor' | 'place' | undefined) ?? null,
    pair: row.pair === true,
    state: row.state === true,
    implied: row.implied === 'place',
    extra: extraType ? { type: extraType as RelationshipType, to: placesOf(extraTo.join(' ')) } : null,
  };
}

/** Parses `object,pp:in,on`: the object, else what follows one of these prepositions. */
function placesOf(text: string): Slot[] {
  if (text === '') return [];
  const [before, prepositions] = text.split('pp:');
  const places: Slot[] = before!
    .split(',')
    .filter((part) => part !== '')
    .map((at) => ({ at: at as 'subject' | 'object', prepositions: new Set<string>() }));
  return prepositions === undefined ? places : [...places, { at: 'pp', prepositions: new Set(prepositions.split(',')) }];
}
