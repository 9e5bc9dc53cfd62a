/** The forms of English verbs and nouns, as far as the words of `triggers.yaml` need them. */

/** Verbs of one stressed syllable at the end that double their last letter. */
const DOUBLING =
  /^(?:ship|stop|plan|ban|bar|expel|repel|admit|commit|permit|prop|lob|dispel|refer|regret|rebel|bog|pin|trap|hit|set|cut|shut|split|begin)$/;

/** Past and participle of verbs that do not follow the rules. */
export type IrregularVerbs = Readonly<Record<string, readonly [past: string, participle: string]>>;
export type VerbForm = 'base' | 'third' | 'past' | 'participle' | 'ing';

/** All forms of a verb, a form by the ways in which it can be used. */
export function verbForms(verb: string, irregular: IrregularVerbs): ReadonlyMap<string, ReadonlySet<VerbForm>> {
  const forms = new Map<string, Set<VerbForm>>();
  const add = (form: string, use: VerbForm) => forms.set(form, (forms.get(form) ?? new Set()).add(use));
  const [past, participle] = irregular[verb] ?? [regularPast(verb), regularPast(verb)];
  add(verb, 'base');
  add(thirdPerson(verb), 'third');
  add(past, 'past');
  add(participle, 'participle');
  add(ingForm(verb), 'ing');
  if (verb === 'be') for (const form of ['is', 'are', 'am', 'were']) add(form, form === 'were' ? 'past' : 'third');
  return forms;
}

/** A map, since a text may have any word: an object has a value for `constructor`. */
const IRREGULAR_NOUNS = new Map([
  ['men', 'man'],
  ['women', 'woman'],
  ['children', 'child'],
  ['militiamen', 'militiaman'],
  ['gunmen', 'gunman'],
  ['servicemen', 'serviceman'],
  ['people', 'people'],
  ['spokesmen', 'spokesman'],
]);

/** Singular of a noun, by its last letters. */
export function singular(noun: string): string {
  const irregular = IRREGULAR_NOUNS.get(noun);
  if (irregular) return irregular;
  if (/(?:ss|us|is)$/.test(noun) || noun.length < 4) return noun;
  if (/(?:ches|shes|xes|sses|zes)$/.test(noun)) return noun.slice(0, -2);
  if (/[^aeiou]ies$/.test(noun)) return `${noun.slice(0, -3)}y`;
  return noun.endsWith('s') ? noun.slice(0, -1) : noun;
}

function thirdPerson(verb: string): string {
  if (verb === 'be') return 'is';
  if (verb === 'have') return 'has';
  if (verb === 'go') return 'goes';
  if (/(?:s|x|z|ch|sh)$/.test(verb)) return `${verb}es`;
  return /[^aeiou]y$/.test(verb) ? `${verb.slice(0, -1)}ies` : `${verb}s`;
}

function regularPast(verb: string): string {
  if (verb.endsWith('e')) return `${verb}d`;
  if (/[^aeiou]y$/.test(verb)) return `${verb.slice(0, -1)}ied`;
  return DOUBLING.test(verb) ? `${verb}${verb.at(-1)}ed` : `${verb}ed`;
}

function ingForm(verb: string): string {
  if (verb === 'be') return 'being';
  if (/[^e]e$/.test(verb)) return `${verb.slice(0, -1)}ing`;
  return DOUBLING.test(verb) ? `${verb}${verb.at(-1)}ing` : `${verb}ing`;
}
