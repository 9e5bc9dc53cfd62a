import { createHash } from 'node:crypto';
import { ArgsType, type ClassType, Field, Int } from 'type-graphql';
import type { Cypher } from '../../engine/cypher.ts';
import type { Parameters, Row } from '../../engine/engine.ts';
import { AllegianceError, quoted } from '../../model/errors.ts';
import { argumentsKey, type Context } from './context.ts';
import { objectType } from './fields.ts';
import { PageInfo } from './types.ts';

export const DEFAULT_PAGE_SIZE = 20;
export const MAX_PAGE_SIZE = 100;

/** The arguments of a connection. They are described once, on `PageInfo`. */
@ArgsType()
export class PageArgs {
  @Field(() => Int, { nullable: true })
  first?: number | null;

  @Field(() => String, { nullable: true })
  after?: string | null;

  @Field(() => Int, { nullable: true })
  last?: number | null;

  @Field(() => String, { nullable: true })
  before?: string | null;
}

/** The part of a page that lists in memory need. */
export type PageBounds = Pick<Page, 'size' | 'after' | 'before' | 'backward'>;

/** A page as statements take it: keys strictly between two bounds, counted from one of the two sides. */
export class Page {
  readonly #of: object;
  #mark: string | null = null;

  constructor(
    /** The list: a field and its order. */
    readonly list: string,
    of: object,
    readonly size: number,
    /** Exclusive lower bound; empty: none. */
    readonly after: string,
    /** Exclusive upper bound; null: none. */
    readonly before: string | null,
    readonly backward: boolean,
    readonly follows: boolean,
    readonly precedes: boolean,
  ) {
    this.#of = of;
  }

  /** What its cursors begin with. Made only if one is selected. */
  get mark(): string {
    this.#mark ??= markOf(this.list, this.#of);
    return this.#mark;
  }
}

/** What a list is, besides its field and order. */
export interface ListOptions {
  /** The list runs from high keys to low ones. */
  readonly descending?: boolean;
  /** The other arguments: a cursor is of the same field with the same ones. */
  readonly of?: object;
}

/**
 * Checks the four arguments of a connection.
 * @throws BAD_PAGE, PAGE_TOO_LARGE, BAD_CURSOR
 */
export function pageOf(list: string, args: PageArgs, { descending = false, of = {} }: ListOptions = {}): Page {
  const { first, last } = args;
  if (typeof first === 'number' && typeof last === 'number') {
    throw new AllegianceError('BAD_PAGE', `Expected \`first\` or \`last\`, got both (${first} and ${last}). Leave one out.`);
  }
  const size = first ?? last ?? DEFAULT_PAGE_SIZE;
  const name = typeof last === 'number' ? 'last' : 'first';
  if (size < 0) throw new AllegianceError('BAD_PAGE', `Expected \`${name}\` from 0 to ${MAX_PAGE_SIZE}; got ${size}.`);
  if (size > MAX_PAGE_SIZE) {
    const message = `Expected \`${name}\` of at most ${MAX_PAGE_SIZE}; got ${size}. Request ${MAX_PAGE_SIZE}, then the next page with \`after\`.`;
    throw new AllegianceError('PAGE_TOO_LARGE', message, { limit: MAX_PAGE_SIZE });
  }
  const after = args.after ? readCursor(list, of, 'after', args.after) : null;
  const before = args.before ? readCursor(list, of, 'before', args.before) : null;
  const [low, high] = descending ? [before, after] : [after, before];
  return new Page(list, of, size, low ?? '', high, name === 'last', after !== null, before !== null);
}

/** Bytes of each of the two digests of a mark: short cursors, and a chance of one in a thousand million to take a wrong one. */
const DIGEST_BYTES = 4;

/** A digest of the list, and one of its other arguments. */
function markOf(list: string, of: object): string {
  return digest(list) + digest(canonical(of) ?? '');
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest().toString('latin1', 0, DIGEST_BYTES);
}

/** Arguments as text: the same where only the order of fields or of the items of lists differs, or a null or an empty object is left out. */
function canonical(value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined;
  if (Array.isArray(value)) return `[${value.map(canonical).sort()}]`;
  if (typeof value !== 'object') return JSON.stringify(value);
  const fields = Object.entries(value).flatMap(([name, inner]) => {
    const text = canonical(inner);
    return text === undefined ? [] : [`${name}:${text}`];
  });
  return fields.length === 0 ? undefined : `{${fields.sort()}}`;
}

/** The cursor of a place in a list, by the mark of its page. */
export function cursorOf(mark: string, key: string): string {
  return Buffer.concat([Buffer.from(mark, 'latin1'), Buffer.from(key)]).toString('base64url');
}

function readCursor(list: string, of: object, argument: 'after' | 'before', cursor: string): string {
  const bytes = Buffer.from(cursor, 'base64url');
  const mark = markOf(list, of);
  const key = bytes.subarray(mark.length).toString();
  if (cursorOf(mark, key) === cursor) return key;
  const [field, order] = list.split(' ');
  const name = `${field}${order ? ` (order ${order})` : ''}`;
  if (bytes.length >= mark.length && bytes.toString('latin1', 0, DIGEST_BYTES) === mark.slice(0, DIGEST_BYTES)) {
    const message = `Expected a cursor of ${name} with the same arguments; got ${quoted(cursor)}, which comes from it with others, such as another filter. Repeat these, or leave \`${argument}\` out to start again.`;
    throw new AllegianceError('BAD_CURSOR', message);
  }
  const message = `Expected a cursor of ${name}; got ${quoted(cursor)}. Take it from \`pageInfo\` or an edge of the same field.`;
  throw new AllegianceError('BAD_CURSOR', message);
}

/** A connection as resolvers return it: the page is loaded, the count is not until selected. */
export interface Connection<T> {
  readonly edges: ReadonlyArray<{ readonly cursor: string; readonly node: T }>;
  readonly nodes: readonly T[];
  readonly pageInfo: ReturnType<typeof pageInfo>;
  /** Counts the whole list; called only if selected. */
  readonly totalCount: () => Promise<number>;
}

/** The parameters of a page in a statement, which returns one more than fits, to know whether more follow. */
export function pageParameters(page: Page): { after: string; before: string | null; limit: number } {
  return { after: page.after, before: page.before, limit: page.size + 1 };
}

/** Cuts the rows of a statement, one more than the page and in its direction, to the page in the order of the list. */
export function cutPage<T>(page: Page, found: readonly T[]): { items: readonly T[]; more: boolean } {
  const more = found.length > page.size;
  const cut = found.slice(0, page.size);
  return { items: page.backward ? cut.reverse() : cut, more };
}

export function pageInfo(page: Page, more: boolean, edges: ReadonlyArray<{ readonly cursor: string }>) {
  return {
    hasNextPage: page.backward ? page.precedes : more,
    hasPreviousPage: page.backward ? more : page.follows,
    get startCursor() {
      return edges[0]?.cursor ?? null;
    },
    get endCursor() {
      return edges.at(-1)?.cursor ?? null;
    },
  };
}

/** An edge. Its cursor is made only if it is selected. */
export class PageEdge<T> {
  constructor(
    readonly node: T,
    private readonly page: Page,
    private readonly key: string,
  ) {}

  get cursor(): string {
    return cursorOf(this.page.mark, this.key);
  }
}

export function connectionOf<T>(
  page: Page,
  found: readonly T[],
  keyOf: (item: T) => string,
  totalCount: () => Promise<number>,
): Connection<T> {
  const { items, more } = cutPage(page, found);
  const edges = items.map((node) => new PageEdge(node, page, keyOf(node)));
  return { edges, nodes: items, pageInfo: pageInfo(page, more, edges), totalCount };
}

/** A list of all records of a kind that pass a filter, by the statements that read a page of it and count it. */
export interface RecordList {
  /** What its order and its count depend on, besides the records that it shows. */
  readonly tags: readonly string[];
  readonly statement: Cypher;
  readonly counting: Cypher;
  readonly parameters?: Parameters;
}

/** A page of a list. `read` makes a node and its sort key of a row. */
export async function loadPage<T extends { readonly id: string }>(
  context: Context,
  { tags, statement, counting, parameters = {} }: RecordList,
  page: Page,
  read: (row: Row, context: Context) => readonly [node: T, key: string],
): Promise<Connection<T>> {
  const found = await context.loadOne(
    `${statement.name} ${argumentsKey({ parameters, page })}`,
    async (loading) => (await loading.engine.read(statement, { ...parameters, ...pageParameters(page) })).map((row) => read(row, loading)),
    (_, rows) => [...tags, ...rows.map(([node]) => node.id)],
  );
  const keys = new Map(found);
  const total = async ({ engine }: Context) => (await engine.read(counting, { ...parameters, after: '', before: null }))[0]![0] as number;
  return connectionOf(
    page,
    [...keys.keys()],
    (node) => keys.get(node)!,
    () => context.loadOne(`${counting.name} ${argumentsKey(parameters)}`, total, () => tags),
  );
}

/** What a statement would return for a page, from a list in memory. */
export function pageRowsOf<T>(page: PageBounds, list: readonly T[], keyOf: (item: T) => string): T[] {
  const sign = page.backward ? -1 : 1;
  return list
    .filter((item) => keyOf(item) > page.after && (page.before === null || keyOf(item) < page.before))
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -sign : sign))
    .slice(0, page.size + 1);
}

/** The connection type of a node type, with its edges, after the Relay specification. */
export function connectionType(name: string, node: object, plural: string, singular = name.toLowerCase()): ClassType {
  const Edge = objectType(`${name}Edge`, `${/^[aeiou]/.test(singular) ? 'An' : 'A'} ${singular} in the list, with its cursor.`, {
    cursor: [String, 'Opaque cursor.'],
    node: [node, `The ${singular}.`],
  });
  return objectType(`${name}Connection`, `A page of ${plural}. Arguments: see PageInfo.`, {
    edges: [[Edge], 'The page, with cursors.'],
    nodes: [[node], 'The page, without cursors.'],
    pageInfo: [PageInfo, 'Position of the page.'],
    totalCount: [Int, 'Number of all in the list; counted only if requested.'],
  });
}
