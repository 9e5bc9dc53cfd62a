import '../../../src/cli/start.ts';
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

const firstAndLast = new Set(
  [...groupBy(STATEMENTS, (statement) => familyOf(statement).family).values()].flatMap((members) => [members[0], members.at(-1)]),
);

export function isFirstOrLast(statement: Cypher): boolean {
  return firstAndLast.has(statement);
}
