import type { EntityKind, PlaceKind } from '../model/kinds.ts';
import { singular } from './forms.ts';
import type { Lexicon } from './lexicon.ts';
import type { NameHit } from './names.ts';
import type { Sentence, Token } from './tokens.ts';

/** A capitalised name that nobody has yet. */
export interface NewName {
  readonly name: string;
  readonly kind: EntityKind;
  readonly placeKind: PlaceKind | null;
  /** The words that say what it is; null where its kind is a guess. */
  readonly because: string | null;
}

const CALENDAR =
  /^(?:mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?|january|february|march|april|may|june|july|august|september|october|november|december|christmas|easter|ramadan|eid)$/;
const NO_NAMES =
  /^(?:islamists?|jihadists?|muslims?|christians?|jews?|jewish|sunnis?|shiites?|shias?|kurds?|kurdish|arabs?|arabic|western|westerners?|gulf|europeans?|africans?|asians?|african|asian|middle|north|south|east|west|president|prime|minister|general|gen|mr|mrs|ms|dr|king|prince|sheikh|colonel|col|maj|lt|captain|ambassador|secretary|foreign|defen[cs]e|ministry|government|state|god|internet|covid|i|ii|iii|telegram|facebook|twitter|reuters|ap|afp|bbc|english|french)$/;
const GROUP_WORDS =
  /^(?:brigades?|army|front|forces?|movement|battalions?|militias?|corps|liberation|resistance|guards?|division|column|jaysh|liwa|harakat|jabhat|katibat|legion|faction|army's|fighters|mujahideen)$/;
const BODY_WORDS =
  /^(?:party|union|organi[sz]ation|council|committee|agency|ministry|institute|observatory|foundation|university|association|court|commission|league|congress|bank|company|corporation|society|authority|parliament|assembly|office|network|center|centre|service|watch|international)$/;
const PLACE_WORDS = new Map<string, PlaceKind>([
  ['province', 'PROVINCE'],
  ['governorate', 'PROVINCE'],
  ['state', 'PROVINCE'],
  ['region', 'REGION'],
  ['valley', 'REGION'],
  ['desert', 'REGION'],
  ['mountains', 'REGION'],
  ['district', 'DISTRICT'],
  ['county', 'DISTRICT'],
  ['city', 'CITY'],
  ['town', 'TOWN'],
  ['village', 'VILLAGE'],
  ['airport', 'SITE'],
  ['airbase', 'SITE'],
  ['base', 'SITE'],
  ['port', 'SITE'],
  ['bridge', 'SITE'],
  ['camp', 'SITE'],
  ['dam', 'SITE'],
  ['hospital', 'SITE'],
  ['island', 'REGION'],
  ['river', 'REGION'],
  ['sea', 'REGION'],
  ['strait', 'REGION'],
]);
const CONNECTORS = /^(?:al|el|as|ash|an|ad|ar|az|at|bin|ibn|abu|de|del|la|van|von|of|the|and|-|‑|'|’)$/;
const TITLES =
  /^(?:president|minister|general|gen|mr|mrs|ms|dr|king|prince|sheikh|colonel|col|maj|major|lt|captain|commander|leader|spokesman|spokeswoman|chief|ambassador|secretary|emir|chairman|official|analyst|warlord|governor|lawmaker|premier)$/;

/** The names in a sentence that no known one covers. */
export function newNamesIn({ tokens }: Sentence, hits: readonly NameHit[], lexicon: Lexicon): NewName[] {
  const covered = (at: number) => hits.some(({ first, last }) => first <= at && at < last);
  const starts = (at: number) =>
    isCapital(tokens[at]!) && !covered(at) && !CALENDAR.test(tokens[at]!.low) && !NO_NAMES.test(tokens[at]!.low);
  // A line in capitals or a heading names nobody by its capitals.
  const letters = tokens.filter(({ low }) => /^\p{L}{4,}/u.test(low));
  const capitals = letters.filter(isCapital);
  if (letters.length > 0 && capitals.length / letters.length > 0.8 && tokens.at(-1)?.low !== '.') return [];
  const found: NewName[] = [];
  for (let at = 0; at < tokens.length; at++) {
    if (!starts(at)) continue;
    let end = at + 1;
    for (let next = end; next < tokens.length; next++) {
      if (covered(next)) break;
      if (isCapital(tokens[next]!) && !CALENDAR.test(tokens[next]!.low)) end = next + 1;
      else if (!CONNECTORS.test(tokens[next]!.low) || next - end > 2 || /^['’]s?$/.test(tokens[next]!.low)) break;
    }
    const words = tokens.slice(at, end);
    const name = nameOf(words);
    const isFirst = at === 0 || /^["“.:!?]$/.test(tokens[at - 1]!.low);
    if (
      !(isFirst && words.length === 1 && isOrdinary(tokens, at, lexicon)) &&
      !(isFirst && words[0]!.pos !== 'PROPN' && words.length === 1) &&
      name.length > 1 &&
      !/^\p{Lu}\.?$/u.test(name)
    )
      found.push({ name, ...kindOf(tokens, at, end, words) });
    at = end - 1;
  }
  return found;
}

function isCapital({ text, low }: Token): boolean {
  return (
    /^\p{Lu}/u.test(text) &&
    text.length > 1 &&
    !/^(?:the|a|an|in|on|at|it|he|she|they|we|but|and|after|before|when|while|if|as|this|that|these|those|two|three|four|five|six|no|not|according|both|neither|several|many|some|most|meanwhile|however|although|though|since|by|for|from|to|of|with|his|her|its|their|our|there|here|what|who|why|how|where|which|is|are|was|were|had|has|have|would|could|should|will|may|might|can|did|do|does|at|under|over|near|last|earlier|later|also|then|now|yet|still|unless|until|because|despite|during|between|among|all|any|one|seven|eight|nine|ten|dozens|hundreds|thousands|fighting|talks|clashes|fighters|rebels|troops|soldiers|forces|militants|residents|officials|analysts|authorities|sources|witnesses)$/.test(
      low,
    )
  );
}

/** At the start of a sentence every word has a capital: is this one of the language? */
function isOrdinary(tokens: readonly Token[], at: number, lexicon: Lexicon): boolean {
  const { low, pos } = tokens[at]!;
  const word = singular(low);
  const listed =
    lexicon.forms.has(low) ||
    lexicon.nouns.has(word) ||
    lexicon.roles.has(word) ||
    ['force', 'target', 'area', 'group', 'source', 'civilian', 'support', 'government', 'rebel', 'claim'].some((list) =>
      lexicon.things(word, list),
    );
  const next = tokens[at + 1];
  return listed || pos !== 'PROPN' || low.endsWith('ly') || (next !== undefined && (next.pos === 'NOUN' || next.low === ','));
}

function nameOf(words: readonly Token[]): string {
  let name = '';
  words.forEach((word, at) => {
    const before = words[at - 1];
    name += before && word.start > before.end ? ` ${word.text}` : word.text;
  });
  return name.replace(/['’]s?$/, '');
}

function kindOf(tokens: readonly Token[], first: number, last: number, words: readonly Token[]): Omit<NewName, 'name'> {
  const lows = words.map(({ low }) => low);
  const place = PLACE_WORDS.get(lows.at(-1)!) ?? (tokens[last]?.low === 'state' ? undefined : PLACE_WORDS.get(tokens[last]?.low ?? ''));
  if (place)
    return {
      kind: 'PLACE',
      placeKind: place,
      because: `“${PLACE_WORDS.has(tokens[last]?.low ?? '') ? tokens[last]!.low : lows.at(-1)}”`,
    };
  const group = lows.find((low) => GROUP_WORDS.test(low));
  if (group) return { kind: 'ARMED_GROUP', placeKind: null, because: `“${group}”` };
  const body = lows.find((low) => BODY_WORDS.test(low));
  if (body) return { kind: 'ORGANIZATION', placeKind: null, because: `“${body}”` };
  const before = tokens[first - 1]?.low ?? '';
  const beforeThat = tokens[first - 2]?.low ?? '';
  const after = tokens[last]?.low ?? '';
  if (/^(?:group|militia|movement|rebels|faction|insurgents|militants|gang)$/.test(before))
    return { kind: 'ARMED_GROUP', placeKind: null, because: `“${before}”` };
  if (/^(?:militants|fighters|rebels|militia|insurgents|gunmen|militiamen)$/.test(after))
    return { kind: 'ARMED_GROUP', placeKind: null, because: `“${after}”` };
  if (TITLES.test(before)) return { kind: 'PERSON', placeKind: null, because: `“${before}”` };
  if (before === 'of' && PLACE_WORDS.has(beforeThat))
    return { kind: 'PLACE', placeKind: PLACE_WORDS.get(beforeThat)!, because: `“${beforeThat} of”` };
  if (/^(?:city|town|village|province|region|district)$/.test(before))
    return { kind: 'PLACE', placeKind: PLACE_WORDS.get(before)!, because: `“${before}”` };
  if (/^(?:in|near|at|into|on|outside|around|across|toward|towards)$/.test(before))
    return { kind: 'PLACE', placeKind: 'CITY', because: null };
  const plain = words.filter(({ low }) => /^\p{L}/u.test(low) && !CONNECTORS.test(low));
  if (plain.length >= 2 && plain.length <= 4 && before !== 'the') return { kind: 'PERSON', placeKind: null, because: null };
  return { kind: 'ARMED_GROUP', placeKind: null, because: null };
}
