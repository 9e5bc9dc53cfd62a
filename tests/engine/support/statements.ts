import '../../../src/cli/serve.ts';
import { allCypher, type Cypher } from '../../../src/engine/cypher.ts';
import { groupBy } from '../../../src/model/group.ts';

/** Every statement of the project: the modules that make them are all loaded by the one that starts the server. */
export const STATEMENTS: readonly Cypher[] = allCypher();

/** `tie.count(anchored POSSIBLE)` is of the family `tie.count`, with two options; most statements are families of their own. */
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

/** An option of more values than these is a name put into the text, such as the type of a tie: one text with each will do. */
const MOST_WAYS = 5;

/**
 * Members of a family that show every two of its options together at least once. A text that goes wrong does so for one
 * option, or for two that do not go together: the other members say nothing new.
 */
const representatives = new Set(families.flatMap(cover));

export function isRepresentative(statement: Cypher): boolean {
  return representatives.has(statement);
}

function cover(members: readonly Cypher[]): Cypher[] {
  const chosen = [members[0]!];
  const shown = new Set(pairsOf(members[0]!, members));
  for (;;) {
    const gains = members.map((member) => pairsOf(member, members).filter((pair) => !shown.has(pair)));
    const best = gains.reduce((one, other) => (other.length > one.length ? other : one));
    if (best.length === 0) return chosen;
    chosen.push(members[gains.indexOf(best)]!);
    for (const pair of best) shown.add(pair);
  }
}

function pairsOf(statement: Cypher, members: readonly Cypher[]): string[] {
  const ways = (place: number) => new Set(members.map((member) => familyOf(member).options[place])).size;
  const options = familyOf(statement).options.map((option, place) => ({ text: `${place} ${option}`, isName: ways(place) > MOST_WAYS }));
  return options.flatMap((one, index) =>
    options.slice(index).flatMap((other) => (one !== other && (one.isName || other.isName) ? [] : [`${one.text}, ${other.text}`])),
  );
}
