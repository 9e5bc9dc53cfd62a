/**
 * A Cypher statement with a name. The text is closed: values travel as parameters, and labels and types come from the
 * vocabulary, never from a request. It must stay inside what both engines run alike (`CONTRIBUTING.md`).
 */
export interface Cypher {
  /** `concept.what`, as the logs and the tests name it. */
  readonly name: string;
  readonly text: string;
}

const registry = new Map<string, Cypher>();

/** Makes a statement and enters it in the list of which every one is tried on every engine. */
export function cypher(name: string, text: string): Cypher {
  const known = registry.get(name);
  if (known && known.text !== text) throw new Error(`two statements are named ${name}`);
  const statement = known ?? { name, text: text.trim() };
  registry.set(name, statement);
  return statement;
}

/** Every statement made so far. */
export function allCypher(): readonly Cypher[] {
  return [...registry.values()];
}

/** Remembers what a family of statements made for each of its closed options. */
export function family<Options extends readonly (string | boolean)[]>(
  make: (...options: Options) => Cypher,
): (...options: Options) => Cypher {
  const made = new Map<string, Cypher>();
  return (...options) => {
    const key = options.join(' ');
    let statement = made.get(key);
    if (!statement) {
      statement = make(...options);
      made.set(key, statement);
    }
    return statement;
  };
}
