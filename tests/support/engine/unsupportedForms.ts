import { RELATIONSHIP_TYPES } from '../../../src/model/vocabulary.ts';

/**
 * A form of Cypher that one of the engines does not support, or runs with a wrong result: its name, a check of the text of a
 * statement, and an example that the check must find.
 */
export interface UnsupportedForm {
  readonly name: string;
  readonly found: (text: string) => boolean;
  readonly example: string;
}

const matching = (pattern: RegExp) => (text: string) => pattern.test(withoutStrings(text));

/** Empties string literals, which are not Cypher syntax. */
function withoutStrings(text: string): string {
  return text.replace(/'(?:[^'\\]|\\.)*'/g, "''");
}

/** Splits a statement into clauses, at their keywords. */
function clauses(text: string): string[] {
  const words = /\b(?=OPTIONAL MATCH\b|(?<!OPTIONAL )MATCH\b|UNWIND\b|CALL\b|WITH\b|RETURN\b|CREATE\b|MERGE\b|SET\b|DELETE\b)/;
  return withoutStrings(text).split(words);
}

const patternOf = (clause: string) => clause.split(/\bWHERE\b/)[0]!;
/** `-[…]->`, `<--` and `--` are one hop each. */
const hops = (pattern: string) => [...pattern.matchAll(/(?:<-|-)(?:\[[^\]]*\])?(?:->|-)/g)].length;

const isMatch = (clause: string) => /^(OPTIONAL )?MATCH\b/.test(clause);

/** The alias of each sum(), `nothing` if it has none; those inside coalesce() are left out. */
function sums(text: string): string[] {
  const bare = text.replace(/\bcoalesce\(\s*sum\(/g, '');
  return [...bare.matchAll(/\bsum\((?:[^()]|\([^()]*\))*\)(?: AS (\w+))?/g)].map(([, name]) => name ?? 'nothing');
}

/** Forms for which the embedded engine returns wrong results without an error. */
const WRONG_ON_EMBEDDED: UnsupportedForm[] = [
  {
    name: 'more than one hop in one MATCH',
    found: (text) => clauses(text).some((clause) => isMatch(clause) && hops(patternOf(clause)) > 1),
    example: 'MATCH (a)-[r:BACKS]->(b)-[s:BACKS]->(c) RETURN c LIMIT 1',
  },
  {
    name: 'two patterns in one MATCH',
    found: (text) => clauses(text).some((clause) => isMatch(clause) && /\)\s*,\s*\(/.test(patternOf(clause))),
    example: 'MATCH (a:Entity {id: $id}), (b:Entity {id: $other}) RETURN a.id, b.id LIMIT 1',
  },
  {
    name: 'more than one hop in EXISTS or COUNT',
    found: (text) =>
      [...withoutStrings(text).matchAll(/\b(?:EXISTS|COUNT)\s*\{([^}]*(?:\{[^}]*\}[^}]*)*)\}/g)].some(([, inner]) => hops(inner!) > 1),
    example: 'MATCH (a:Entity {id: $id}) RETURN COUNT { (a)-[:BACKS]->()-[:BACKS]->() }',
  },
  {
    name: 'a pattern of its own in a WHERE',
    found: matching(/\b(?:WHERE|AND|OR|NOT)\s+\(\w*\)\s*<?-/),
    example: 'MATCH (a:Entity {id: $id}) WHERE NOT (a)-[:BACKS]->() RETURN a.id',
  },
  {
    name: 'OPTIONAL MATCH with EXISTS, COUNT or a pattern in its WHERE',
    found: (text) => clauses(text).some((clause) => /^OPTIONAL MATCH\b/.test(clause) && /\bWHERE\b.*(EXISTS|COUNT|\)\s*<?-)/s.test(clause)),
    example: 'MATCH (a:Actor) OPTIONAL MATCH (a)-[r:BACKS]->(b) WHERE EXISTS { (b)-[:FIGHTS]-() } RETURN a.id, r.id LIMIT 1',
  },
  { name: 'shortestPath', found: matching(/\b(?:all)?shortest/i), example: 'MATCH p = shortestPath((a)-[*]-(b)) RETURN p LIMIT 1' },
  {
    name: 'paths of any length',
    found: matching(/\[[^\]]*\*[^\]]*\]|\(\s*\(.*\)\s*\)\s*[+*{]|->\s*[+*{]/s),
    example: 'MATCH (a)-[:BACKS*1..3]->(b) RETURN b.id LIMIT 1',
  },
  { name: 'MERGE of a relationship', found: matching(/\bMERGE\s*\([^)]*\)\s*<?-/), example: 'MERGE (a)-[:BACKS]->(b)' },
  {
    name: 'a negative slice or index',
    found: matching(/\[\s*-\s*\d|\.\.\s*-\s*\d/),
    example: 'MATCH (a:Actor) RETURN a.list[..-1] LIMIT 1',
  },
  {
    name: 'sum() without coalesce()',
    found: (text) => sums(withoutStrings(text)).some((name) => !new RegExp(`\\bcoalesce\\(${name},`).test(text)),
    example: 'MATCH (a:Event) RETURN sum(a.deaths)',
  },
  {
    name: 'single()',
    found: matching(/\bsingle\(/i),
    example: 'MATCH (a:Actor) WHERE single(x IN a.list WHERE x = 1) RETURN a.id LIMIT 1',
  },
  {
    name: 'a comparison of lists',
    found: matching(/\][ ]*[<>]=?[ ]*\[/),
    example: 'MATCH (a:Actor) WHERE [a.x, a.id] > [$x, $id] RETURN a.id LIMIT 1',
  },
  {
    name: 'a SET that reads a property it writes',
    found: (text) =>
      clauses(text)
        .filter((clause) => /^SET\b/.test(clause))
        .some((clause) => {
          const written = [...clause.matchAll(/(\w+\.\w+)\s*=(?!=)/g)].map(([, property]) => property!);
          const read = clause.replace(/(\w+\.\w+)\s*=(?!=)/g, '');
          return written.some((property) => new RegExp(`\\b${property.replace('.', '\\.')}\\b`).test(read));
        }),
    example: 'MATCH (a:Counter) SET a.x = 1, a.y = a.x + 1',
  },
  {
    // The embedded engine starts with the first node in the text: 2,000 events among 16,000 took 30 s and more.
    name: 'a hop from all nodes of a label to one with a given property',
    found: matching(/\bMATCH \(\w*:\w+\)\s*<?-[^()]*\(\w*:\w+ \{/),
    example: 'UNWIND $ids AS id MATCH (a:Actor)-[p:PARTICIPATES]->(v:Event {id: id}) RETURN a.id LIMIT 1',
  },
  {
    name: 'a property with a name that collides',
    found: matching(/\._(?:id|labels|type|source)\b/),
    example: 'MATCH (a:Actor) RETURN a._id LIMIT 1',
  },
  {
    name: 'a type that is not upper case, or not of the vocabulary',
    found: (text) =>
      [...withoutStrings(text).matchAll(/\[\w*:([\w|]+)/g)]
        .flatMap(([, types]) => types!.split('|'))
        .some((type) => !KNOWN_TYPES.has(type)),
    example: 'MATCH (a:Actor {id: $id})-[r:backs]->(b) RETURN b.id LIMIT 1',
  },
];

const KNOWN_TYPES = new Set<string>([...RELATIONSHIP_TYPES, 'PARTICIPATES', 'HAPPENED_IN']);

/** Forms that only Neo4j supports. */
const ONLY_NEO4J: UnsupportedForm[] = [
  {
    name: 'COLLECT { }',
    found: matching(/\bCOLLECT\s*\{/i),
    example: 'MATCH (a:Actor) RETURN COLLECT { MATCH (a)--(b) RETURN b.id } LIMIT 1',
  },
  {
    name: 'OPTIONAL CALL',
    found: matching(/\bOPTIONAL\s+CALL\b/),
    example: 'UNWIND $ids AS id OPTIONAL CALL (id) { RETURN id AS x } RETURN x',
  },
  { name: 'labels joined by |', found: matching(/\(\w*:\w+\|/), example: 'MATCH (n:Actor|Place) RETURN n.id LIMIT 1' },
  { name: 'WHERE inside a node', found: matching(/\(\w*(?::\w+)?\s+WHERE\b/), example: 'MATCH (n:Actor WHERE n.id = $id) RETURN n.id' },
  { name: 'SHORTEST', found: matching(/\bSHORTEST\b/), example: 'MATCH p = SHORTEST 3 (a)-[:BACKS]->+(b) RETURN p LIMIT 1' },
  { name: 'CREATE or MERGE from a map', found: matching(/\b(?:CREATE|MERGE)\s*\(\w*(?::\w+)*\s*\$/), example: 'CREATE (n:Actor $row)' },
  { name: 'a dynamic label or type', found: matching(/:\$\(|:\$\w/), example: 'MATCH (n:$($label)) RETURN n.id LIMIT 1' },
  {
    name: 'an expression in SKIP or LIMIT',
    found: matching(/\b(?:SKIP|LIMIT)\s+(?!\$\w+\s*(?:$|[\n})]|RETURN|WITH)|\d+\s*(?:$|[\n})]|RETURN|WITH))/),
    example: 'MATCH (n:Actor) RETURN n.id LIMIT $first + 1',
  },
  { name: 'a slice of collect()', found: matching(/\bcollect\([^()]*\)\s*\[/i), example: 'MATCH (n:Actor) RETURN collect(n.id)[0..3]' },
  { name: 'randomUUID', found: matching(/\brandomUUID\b/i), example: 'CREATE (n:Actor {id: randomUUID()})' },
  { name: 'a procedure', found: matching(/\bCALL\s+(?!\(|\{)\w/), example: 'CALL db.labels() YIELD label RETURN label' },
  { name: 'a Cypher version', found: matching(/\bCYPHER\s+\d/), example: 'CYPHER 25 MATCH (n:Actor) RETURN n.id LIMIT 1' },
];

/** Remains of wrong string interpolation. */
const LEFTOVERS: UnsupportedForm[] = [
  {
    name: 'a remainder of string interpolation',
    found: (text) => /\$\{|\bundefined\b|\[object|\bNaN\b|=> |function/.test(text),
    example: 'MATCH (n:Actor) WHERE n.kind = undefined RETURN n.id LIMIT 1',
  },
  {
    name: 'a literal that looks like a value of a request',
    found: (text) => [...text.matchAll(/'((?:[^'\\]|\\.)*)'/g)].some(([, value]) => !/^[A-Z_]+$|^revision$|^[ |]?$/.test(value!)),
    example: "MATCH (n:Actor {slug: 'iran'}) RETURN n.id",
  },
];

export const UNSUPPORTED_FORMS: readonly UnsupportedForm[] = [...WRONG_ON_EMBEDDED, ...ONLY_NEO4J, ...LEFTOVERS];
