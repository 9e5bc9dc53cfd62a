/**
 * A named Cypher statement. Its text is fixed: values are passed as parameters, and labels and types come from the
 * vocabulary, never from a request. It uses only the subset that both engines run with the same result (`CONTRIBUTING.md`). In Neo4j its labels get a prefix (`neo4j/ownLabels.ts`).
 */
export interface Cypher {
  /** `concept.what`, as logs, metrics and tests name it. */
  readonly name: string;
  readonly text: string;
}

const registry = new Map<string, Cypher>();

/** Creates a statement and registers it; the tests run every registered statement on every engine. */
export function cypher(name: string, text: string): Cypher {
  const existing = registry.get(name);
  if (existing && existing.text !== text) throw new Error(`two statements are named ${name}`);
  const statement = existing ?? { name, text: text.trim() };
  registry.set(name, statement);
  return statement;
}

/** Every statement registered so far. */
export function allCypher(): readonly Cypher[] {
  return [...registry.values()];
}

/** Caches the statement that `make` creates for each combination of its options, of which there are few. */
export function cachedStatements<Options extends readonly (string | boolean)[]>(
  make: (...options: Options) => Cypher,
): (...options: Options) => Cypher {
  const statements = new Map<string, Cypher>();
  return (...options) => {
    const key = options.join(' ');
    let statement = statements.get(key);
    if (!statement) {
      statement = make(...options);
      statements.set(key, statement);
    }
    return statement;
  };
}
