import { Ctx, Field, FieldResolver, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { cypher } from '../../engine/cypher.ts';
import { RELATIONSHIP_TYPES } from '../../model/vocabulary.ts';
import type { Context } from '../common/context.ts';

const REVISION = cypher('status.revision', "MATCH (c:Counter {id: 'revision'}) RETURN c.number");
const ACTORS = cypher('status.actors', 'MATCH (n:Actor) RETURN count(n)');
const PLACES = cypher('status.places', 'MATCH (n:Place) RETURN count(n)');
const EVENTS = cypher('status.events', 'MATCH (n:Event) RETURN count(n)');
const SOURCES = cypher('status.sources', 'MATCH (n:Source) RETURN count(n)');
const TIES = cypher('status.ties', `MATCH ()-[r:${RELATIONSHIP_TYPES.join('|')}]->() RETURN count(r)`);
const CITATIONS = cypher(
  'status.citations',
  'MATCH (n:Source) WHERE n.citation IS NOT NULL RETURN DISTINCT n.citation ORDER BY n.citation LIMIT 100',
);

@ObjectType({ description: 'The state of the graph and of the store it lives in.' })
export class GraphStatus {
  @Field(() => String, { description: 'The engine: `embedded` or `neo4j`.' })
  engine!: string;

  @Field(() => String, { description: 'Its version.' })
  engineVersion!: string;

  @Field(() => Int, { description: 'Number of the newest revision; every write makes one.' })
  revision!: number;

  @Field(() => Int, { description: 'How many actors there are, merged ones included.' })
  actors!: number;

  @Field(() => Int, { description: 'How many places there are.' })
  places!: number;

  @Field(() => Int, { description: 'How many events there are.' })
  events!: number;

  @Field(() => Int, { description: 'How many relationships there are, DENIED ones included.' })
  relationships!: number;

  @Field(() => Int, { description: 'How many sources there are.' })
  sources!: number;

  @Field(() => [String], { description: 'How the sources want to be cited, with their licences; at most 100.' })
  attributions!: string[];
}

@Resolver(() => GraphStatus)
export class StatusResolver {
  @Query(() => GraphStatus, {
    description: 'The state of the graph and of the store it lives in. Each figure is counted only when asked for.',
  })
  status(@Ctx() { engine }: Context): object {
    return { engine: engine.kind };
  }

  @FieldResolver()
  engineVersion(@Ctx() { engine }: Context): Promise<string> {
    return engine.version();
  }

  @FieldResolver()
  revision(@Ctx() context: Context): Promise<number> {
    return numberOf(context, REVISION);
  }

  @FieldResolver()
  actors(@Ctx() context: Context): Promise<number> {
    return numberOf(context, ACTORS);
  }

  @FieldResolver()
  places(@Ctx() context: Context): Promise<number> {
    return numberOf(context, PLACES);
  }

  @FieldResolver()
  events(@Ctx() context: Context): Promise<number> {
    return numberOf(context, EVENTS);
  }

  @FieldResolver()
  relationships(@Ctx() context: Context): Promise<number> {
    return numberOf(context, TIES);
  }

  @FieldResolver()
  sources(@Ctx() context: Context): Promise<number> {
    return numberOf(context, SOURCES);
  }

  @FieldResolver()
  async attributions(@Ctx() { engine }: Context): Promise<string[]> {
    return (await engine.read(CITATIONS)).map(([citation]) => citation as string);
  }
}

async function numberOf({ engine }: Context, statement: typeof REVISION): Promise<number> {
  const [row] = await engine.read(statement);
  return (row?.[0] as number | undefined) ?? 0;
}
