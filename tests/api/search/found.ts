import { graphql } from 'graphql';
import type { Engine } from '../../../src/engine/engine.ts';
import { migrate } from '../../../src/engine/migrations.ts';
import { Context } from '../../../src/graph/common/context.ts';
import { allegianceSchema } from '../../../src/graph/schema.ts';
import { write } from '../../../src/write/write.ts';
import { NOW } from '../seed/seeded.ts';
import { ACTORS, PLACES } from './names.ts';

const schema = allegianceSchema();

/** Sets up an empty store and writes the sixty actors and two places. */
export async function fillWithNames(engine: Engine): Promise<void> {
  await migrate(engine, NOW);
  const options = { key: 'names', by: 'tests', at: NOW, action: 'IMPORTED', summary: 'names' } as const;
  const { problems } = await write(engine, { actors: [...ACTORS], places: [...PLACES] }, options);
  if (problems.length > 0) throw new Error(`the names are wrong: ${JSON.stringify(problems[0])}`);
}

export interface Hit {
  readonly matched: string;
  readonly score: number;
  readonly entity: { readonly slug: string; readonly kind: string };
}

interface Wish {
  readonly first?: number;
  readonly kinds?: readonly string[];
}

const SEARCH = `query ($text: String!, $first: Int, $kinds: [EntityKind!]) {
  search(text: $text, first: $first, kinds: $kinds) { matched score entity { slug kind } }
}`;

/** The hits of `search` over GraphQL. Throws if the response has errors. */
export async function find(engine: Engine, text: string, { first = 10, kinds }: Wish = {}): Promise<Hit[]> {
  const variableValues = { text, first, kinds };
  const { data, errors } = await graphql({ schema, source: SEARCH, variableValues, contextValue: new Context(engine) });
  if (errors) throw errors[0];
  return JSON.parse(JSON.stringify(data!.search)) as Hit[];
}

/** The first three hits, each as `slug: matched`. */
export async function firstThree(engine: Engine, text: string): Promise<string[]> {
  return (await find(engine, text, { first: 3 })).map(({ entity, matched }) => `${entity.slug}: ${matched}`);
}
