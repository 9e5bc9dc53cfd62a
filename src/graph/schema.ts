import 'reflect-metadata';
import { type GraphQLSchema, isAbstractType, lexicographicSortSchema, printSchema } from 'graphql';
import { buildSchemaSync } from 'type-graphql';
import { ChangeQueryResolver, ChangeResolver } from './analysis/changes.resolver.ts';
import { DisputeResolver } from './analysis/disputes.resolver.ts';
import { EventCountResolver } from './analysis/events.resolver.ts';
import { BlocResolver, RankedEntityResolver, ShapeResolver, TriangleResolver } from './analysis/shape.resolver.ts';
import { PairStanceResolver, StanceEpisodeResolver, StanceQueryResolver } from './analysis/stance.resolver.ts';
import { EstimateResolver } from './common/estimate.ts';
import { CommandResolver } from './editing/command.resolver.ts';
import { WrittenRowResolver } from './editing/report.type.ts';
import { RevisionResolver } from './editing/revision.resolver.ts';
import { UpsertResolver } from './editing/upsert.resolver.ts';
import { ActorResolver } from './entity/actor.resolver.ts';
import { EntityResolver } from './entity/entity.resolver.ts';
import { PlaceResolver } from './entity/place.resolver.ts';
import { EventResolver, ParticipantResolver } from './event/event.resolver.ts';
import { EvidenceResolver } from './evidence/evidence.resolver.ts';
import { LiveResolver } from './live/live.resolver.ts';
import { NO_TOPICS } from './live/noTopics.ts';
import { NodeResolver } from './meta/node.resolver.ts';
import { StatusResolver } from './meta/status.resolver.ts';
import { VocabularyResolver } from './meta/vocabulary.resolver.ts';
import { HopResolver, PathQueryResolver, PathResolver } from './path/path.resolver.ts';
import { ChainResolver, ReachableConnectionResolver, ReachableEdgeResolver, ReachResolver } from './path/reach.resolver.ts';
import { ActorTieFields, PlaceTieFields } from './relationship/fields.ts';
import {
  AttacksResolver,
  BacksResolver,
  ControlsResolver,
  FightsResolver,
  RelationshipResolver,
} from './relationship/relationship.resolver.ts';
import { SearchResolver } from './search/search.resolver.ts';
import { SourceResolver } from './source/source.resolver.ts';

const RESOLVERS = [
  EntityResolver,
  ActorResolver,
  ActorTieFields,
  PlaceResolver,
  PlaceTieFields,
  EventResolver,
  ParticipantResolver,
  RelationshipResolver,
  BacksResolver,
  ControlsResolver,
  AttacksResolver,
  FightsResolver,
  PathQueryResolver,
  PathResolver,
  HopResolver,
  ReachResolver,
  ReachableConnectionResolver,
  ReachableEdgeResolver,
  ChainResolver,
  StanceQueryResolver,
  PairStanceResolver,
  StanceEpisodeResolver,
  ChangeQueryResolver,
  ChangeResolver,
  ShapeResolver,
  BlocResolver,
  RankedEntityResolver,
  TriangleResolver,
  EventCountResolver,
  EstimateResolver,
  DisputeResolver,
  EvidenceResolver,
  SourceResolver,
  NodeResolver,
  SearchResolver,
  VocabularyResolver,
  StatusResolver,
  UpsertResolver,
  CommandResolver,
  WrittenRowResolver,
  RevisionResolver,
  LiveResolver,
] as const;

/** The whole GraphQL schema, without a store: that comes with the context of a request. */
export function allegianceSchema(): GraphQLSchema {
  const schema = buildSchemaSync({ resolvers: RESOLVERS as unknown as [new () => object], validate: false, pubSub: NO_TOPICS });
  describeRoots(schema);
  nameTypesAtOnce(schema);
  return schema;
}

/**
 * Every value of an interface or union bears its `__typename`, which graphql reads by itself, at once; type-graphql would
 * have it wait for a promise for each of them, which costs more than all else about a value.
 */
function nameTypesAtOnce(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) if (isAbstractType(type)) type.resolveType = undefined;
}

/** type-graphql makes the root types itself and has no place for their descriptions. */
function describeRoots(schema: GraphQLSchema): void {
  const descriptions = [
    [schema.getQueryType(), 'What can be asked. Entities are named by id, slug or `scheme:value` wherever an argument names one.'],
    [schema.getMutationType(), 'What editors can change. Each call is one revision, or none where nothing changes.'],
    [schema.getSubscriptionType(), 'What is told as it happens.'],
  ] as const;
  for (const [type, description] of descriptions) if (type) type.description = description;
}

/** A schema, ours unless said otherwise, as ours is committed in `schema/schema.graphql`. */
export function schemaText(schema = allegianceSchema()): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}
