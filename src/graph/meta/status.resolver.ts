import { Ctx, Int, Query, Resolver } from 'type-graphql';
import { type Cypher, cypher } from '../../engine/cypher.ts';
import { RELATIONSHIP_TYPES } from '../../model/vocabulary.ts';
import type { Context } from '../common/context.ts';
import { NULLABLE, objectType } from '../common/fields.ts';
import { loadSource } from '../source/source.loader.ts';
import { Source } from '../source/source.type.ts';

const ACTORS = cypher('status.actors', 'MATCH (n:Actor) RETURN count(n)');
const PLACES = cypher('status.places', 'MATCH (n:Place) RETURN count(n)');
const EVENTS = cypher('status.events', 'MATCH (n:Event) RETURN count(n)');
const SOURCES = cypher('status.sources', 'MATCH (n:Source) RETURN count(n)');
const TIES = cypher('status.ties', `MATCH (:Entity)-[r:${RELATIONSHIP_TYPES.join('|')}]->() RETURN count(r)`);
const CITATIONS = cypher(
  'status.citations',
  'MATCH (n:Source) WHERE n.citation IS NOT NULL RETURN DISTINCT n.citation ORDER BY n.citation LIMIT 100',
);

const Reassessment = objectType(
  'Reassessment',
  'The reliability, publisher or date of a widely cited source was changed, and later revisions bring the status and confidence of what cites it up to date.',
  {
    source: [Source, 'The source whose reliability, publisher or date was changed.', NULLABLE],
    revision: [Int, 'The revision that changed it.'],
    done: [Int, 'Relationships and events that are up to date.'],
    total: [Int, 'Relationships and events that cited it when it was changed.'],
  },
);

export const GraphStatus = objectType('GraphStatus', 'State of the graph and its store.', {
  engine: [String, '`embedded` or `neo4j`.'],
  engineVersion: [String, 'Version of the engine.'],
  revision: [Int, 'Latest revision; every write that changes something creates one.'],
  actors: [Int, 'Number of actors, merged ones included.'],
  places: [Int, 'Number of places.'],
  events: [Int, 'Number of events.'],
  relationships: [Int, 'Number of relationships, DENIED ones included.'],
  sources: [Int, 'Number of sources.'],
  reassessments: [
    [Reassessment],
    'Changed sources that more than 2,000 relationships and events cite, until all of these are up to date; at most 1,000.',
  ],
  attributions: [[String], 'How the sources are to be cited, with their licences; at most 100.'],
});

@Resolver()
export class StatusResolver {
  @Query(() => GraphStatus, {
    description: 'State of the graph and its store. Each figure is counted only if requested.',
  })
  status(@Ctx() context: Context) {
    const { engine, services } = context;
    context.showsLatestRevision = true;
    const numberOf = (statement: Cypher) => async () => (await engine.read(statement))[0]?.[0] ?? 0;
    return {
      engine: engine.kind,
      engineVersion: () => engine.version(),
      revision: () => services.clock.current(),
      actors: numberOf(ACTORS),
      places: numberOf(PLACES),
      events: numberOf(EVENTS),
      relationships: numberOf(TIES),
      sources: numberOf(SOURCES),
      reassessments: async () => {
        // It changes without a revision, where nothing of a slice had to change.
        context.isRepeatable = false;
        const pending = await services.reassessor.pending();
        return pending.map(({ source, ...rest }) => ({ ...rest, source: () => loadSource(context, source) }));
      },
      attributions: async () => (await engine.read(CITATIONS)).map(([citation]) => citation),
    };
  }
}
