import { quoted } from '../../../model/errors.ts';
import { isOutsideIdentifier } from '../../../model/id.ts';
import type { UnreadableLine } from '../format.ts';

/** An entity of FollowTheMoney, as a line of a file gives it. */
export interface FtmRecord {
  readonly id: string;
  readonly schema: string;
  /** Texts; null for a value that is none. */
  readonly properties: Readonly<Record<string, readonly (string | null)[]>>;
  readonly dataset: string | null;
}

/** Reads a line; null for one that is too long or no text. */
export function readEntity(text: string | null, line: number): FtmRecord | UnreadableLine {
  const value = text === null ? undefined : parse(text);
  const { id, schema, properties, datasets } = Object(value) as Readonly<Record<string, unknown>>;
  if (
    typeof id !== 'string' ||
    !isOutsideIdentifier(`ftm:${id}`) ||
    typeof schema !== 'string' ||
    typeof properties !== 'object' ||
    properties === null
  ) {
    const message = `Expected an entity such as {"id": "a", "schema": "Person", "properties": {"name": ["A"]}}; got ${quoted(text ?? 'a line that is no text')}.`;
    return { unreadable: 'not-an-entity', line, message, text: text ?? '' };
  }
  const [dataset] = Array.isArray(datasets) ? datasets : [];
  const lists = Object.entries(properties).map(([name, values]) => [name, [values].flat().flatMap(textOf)] as const);
  return { id, schema, properties: Object.fromEntries(lists), dataset: typeof dataset === 'string' ? dataset : null };
}

/** A value as text. A nested entity is referred to by its id. */
function textOf(value: unknown): (string | null)[] {
  if (value === null || value === '') return [];
  if (typeof value === 'string') return value.trim() === '' ? [] : [value.trim()];
  if (typeof value === 'number') return [String(value)];
  const { id } = Object(value) as { id?: unknown };
  return [typeof id === 'string' ? id : null];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The values of an entity, of which it knows which were taken. */
export class Values {
  readonly #left: Map<string, (string | null)[]>;

  constructor({ properties }: Pick<FtmRecord, 'properties'>) {
    this.#left = new Map(Object.entries(properties).map(([name, values]) => [name, [...values]]));
  }

  /** Takes the values of a property that pass. */
  all(property: string, test: (value: string) => boolean = () => true): string[] {
    const values = this.#left.get(property) ?? [];
    const taken = values.filter((value): value is string => value !== null && test(value));
    this.#left.set(
      property,
      values.filter((value) => value === null || !test(value)),
    );
    return taken;
  }

  /** Takes the first value of a property that passes, and those that equal it. */
  first(property: string, test: (value: string) => boolean = () => true): string | undefined {
    const found = (this.#left.get(property) ?? []).find((value) => value !== null && test(value));
    if (typeof found !== 'string') return undefined;
    return this.all(property, (value) => value === found)[0];
  }

  /** Takes the value of a property that has only one. */
  only(property: string, test: (value: string) => boolean): string | undefined {
    return new Set(this.#left.get(property)).size === 1 ? this.first(property, test) : undefined;
  }

  /** How many values of each property nobody took. */
  leftOut(): [property: string, count: number][] {
    return [...this.#left].filter(([, values]) => values.length > 0).map(([property, values]) => [property, values.length]);
  }
}
