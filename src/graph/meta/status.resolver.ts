import { Ctx, FieldResolver, Int, Query, Resolver } from 'type-graphql';
import { type Cypher, cypher } from '../../engine/cypher.ts';
import { RELATIONSHIP_TYPES } from '../../model/vocabulary.ts';
import type { Context } from '../common/context.ts';
import { objectType } from '../common/fields.ts';

const ACTORS = cypher('status.actors', 'MATCH (n:Actor) RETURN count(n)');
const PLACES = cypher('status.places', 'MATCH (n:Place) RETURN count(n)');
const EVENTS = cypher('status.events', 'MATCH (n:Event) RETURN count(n)');
const SOURCES = cypher('status.sources', 'MATCH (n:Source) RETURN count(n)');
const TIES = cypher('status.ties', `MATCH ()-[r:${RELATIONSHIP_TYPES.join('|')}]->() RETURN count(r)`);
const CITATIONS = cypher(
  'status.citations',
  'MATCH (n:Source) WHERE n.citation IS NOT NULL RETURN DISTINCT n.citation ORDER BY n.citation LIMIT 100',
);

export const GraphStatus = objectType('GraphStatus', 'State of the graph and its store.', {
  engine: [String, '`embedded` or `neo4j`.'],
});

@Resolver(() => GraphStatus)
export class StatusResolver {
  @Query(() => GraphStatus, {
    description: 'State of the graph and its store. Each figure is counted only if requested.',
  })
  status(@Ctx() { engine }: Context): object {
    return { engine: engine.kind };
  }

  @FieldResolver(() => String, { description: 'Version of the engine.' })
  engineVersion(@Ctx() { engine }: Context): Promise<string> {
    return engine.version();
  }

  @FieldResolver(() => Int, { description: 'Latest revision; every write that changes something creates one.' })
  revision(@Ctx() { services }: Context): Promise<number> {
    return services.clock.current();
  }

  @FieldResolver(() => Int, { description: 'Number of actors, merged ones included.' })
  actors(@Ctx() context: Context): Promise<number> {
    return numberOf(context, ACTORS);
  }

  @FieldResolver(() => Int, { description: 'Number of places.' })
  places(@Ctx() context: Context): Promise<number> {
    return numberOf(context, PLACES);
  }

  @FieldResolver(() => Int, { description: 'Number of events.' })
  events(@Ctx() context: Context): Promise<number> {
    return numberOf(context, EVENTS);
  }

  @FieldResolver(() => Int, { description: 'Number of relationships, DENIED ones included.' })
  relationships(@Ctx() context: Context): Promise<number> {
    return numberOf(context, TIES);
  }

  @FieldResolver(() => Int, { description: 'Number of sources.' })
  sources(@Ctx() context: Context): Promise<number> {
    return numberOf(context, SOURCES);
  }

  @FieldResolver(() => [String], { description: 'How the sources are to be cited, with their licences; at most 100.' })
  async attributions(@Ctx() { engine }: Context): Promise<string[]> {
    return (await engine.read(CITATIONS)).map(([citation]) => citation as string);
  }
}

async function numberOf({ engine }: Context, statement: Cypher): Promise<number> {
  const [row] = await engine.read(statement);
  return (row?.[0] as number | undefined) ?? 0;
}
