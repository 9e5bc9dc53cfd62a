import '../../../src/cli/serve.ts';
import { allCypher, type Cypher } from '../../../src/engine/cypher.ts';
import { groupBy } from '../../../src/model/group.ts';

/** Every statement of the project: importing the module that starts the server loads all modules that register statements. */
export const STATEMENTS: readonly Cypher[] = allCypher();

/** `tie.countOfEntity(OUT POSSIBLE)` belongs to the family `tie.countOfEntity`, with two options; most families have one member. */
export function familyOf({ name }: Cypher): { family: string; options: string[] } {
  const [, family, options] = /^([^(]+)(?:\((.*)\))?$/.exec(name)!;
  return { family: family!, options: options?.split(' ') ?? [] };
}

export function writes({ text }: Cypher): boolean {
  return /\b(CREATE|MERGE|SET|DELETE|REMOVE)\b/.test(text);
}

const families = [...groupBy(STATEMENTS, (statement) => familyOf(statement).family).values()];
const firsts = new Set(families.map(([first]) => first));
const lasts = new Set(families.map((members) => members.at(-1)));

export function isFirst(statement: Cypher): boolean {
  return firsts.has(statement);
}

export function isFirstOrLast(statement: Cypher): boolean {
  return firsts.has(statement) || lasts.has(statement);
}

/** An option with more values than this is a name inserted into the text, such as the type of a tie: one statement per value is enough. */
const MAX_OPTION_VALUES = 5;

/**
 * Members of each family that cover all pairs of its options (pairwise testing). A wrong text is caused by one option, or by a
 * combination of two; the other members would find nothing new.
 */
const representatives = new Set(families.flatMap(cover));

export function isRepresentative(statement: Cypher): boolean {
  return representatives.has(statement);
}

function cover(members: readonly Cypher[]): Cypher[] {
  const chosen = [members[0]!];
  const covered = new Set(pairsOf(members[0]!, members));
  for (;;) {
    const gains = members.map((member) => pairsOf(member, members).filter((pair) => !covered.has(pair)));
    const best = gains.reduce((one, other) => (other.length > one.length ? other : one));
    if (best.length === 0) return chosen;
    chosen.push(members[gains.indexOf(best)]!);
    for (const pair of best) covered.add(pair);
  }
}

function pairsOf(statement: Cypher, members: readonly Cypher[]): string[] {
  const valuesAt = (place: number) => new Set(members.map((member) => familyOf(member).options[place])).size;
  const options = familyOf(statement).options.map((option, place) => ({
    text: `${place} ${option}`,
    isName: valuesAt(place) > MAX_OPTION_VALUES,
  }));
  return options.flatMap((one, index) =>
    options.slice(index).flatMap((other) => (one !== other && (one.isName || other.isName) ? [] : [`${one.text}, ${other.text}`])),
  );
}
