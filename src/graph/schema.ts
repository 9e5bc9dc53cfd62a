import 'reflect-metadata';
import { type GraphQLSchema, isAbstractType, isObjectType, lexicographicSortSchema, printSchema } from 'graphql';
import { buildSchemaSync } from 'type-graphql';
import { RelationshipBreakdownResolver } from './analysis/breakdown.resolver.ts';
import { ChangeResolver } from './analysis/changes.resolver.ts';
import { DisputeResolver } from './analysis/disputes.resolver.ts';
import { EventCountResolver } from './analysis/events.resolver.ts';
import { BlocResolver, GraphAnalysisResolver } from './analysis/graph.resolver.ts';
import { ImpactResolver } from './analysis/impact.resolver.ts';
import { StanceResolver } from './analysis/stance.resolver.ts';
import { EstimateResolver } from './common/estimate.ts';
import { IntervalResolver } from './common/types.ts';
import { resolveDirectly } from './directResolvers.ts';
import { CommandResolver } from './editing/command.resolver.ts';
import { RevisionResolver } from './editing/revision.resolver.ts';
import { UpsertResolver } from './editing/upsert.resolver.ts';
import { ActorResolver, EntityResolver, PlaceResolver } from './entity/entity.resolver.ts';
import { SearchResolver } from './entity/search.resolver.ts';
import {
  EntityEventsResolver,
  EventConnectionResolver,
  EventResolver,
  ParticipantResolver,
  SourceEventsResolver,
} from './event/event.resolver.ts';
import { EvidenceResolver, SourceEvidenceResolver } from './evidence/evidence.resolver.ts';
import { LiveResolver } from './live/live.resolver.ts';
import { NO_PUB_SUB } from './live/noPubSub.ts';
import { EvidenceAboutResolver, NodeResolver } from './meta/node.resolver.ts';
import { StatusResolver } from './meta/status.resolver.ts';
import { VocabularyResolver } from './meta/vocabulary.resolver.ts';
import { PathResolver } from './path/path.resolver.ts';
import { ReachResolver } from './path/reach.resolver.ts';
import { DraftResolver, DraftsResolver } from './reading/draft.resolver.ts';
import { ReadingResolver } from './reading/reading.resolver.ts';
import { ActorTieFields, EntityTieFields, PlaceTieFields, SourceTieFields } from './relationship/fields.ts';
import {
  AttacksResolver,
  BacksResolver,
  ControlsResolver,
  FightsResolver,
  RelationshipResolver,
} from './relationship/relationship.resolver.ts';
import { DocumentResolver, SourceResolver } from './source/source.resolver.ts';

const RESOLVERS = [
  IntervalResolver,
  EntityResolver,
  EntityEventsResolver,
  EntityTieFields,
  ActorResolver,
  ActorTieFields,
  PlaceResolver,
  PlaceTieFields,
  EventResolver,
  EventConnectionResolver,
  ParticipantResolver,
  RelationshipResolver,
  BacksResolver,
  ControlsResolver,
  AttacksResolver,
  FightsResolver,
  PathResolver,
  ReachResolver,
  StanceResolver,
  ChangeResolver,
  GraphAnalysisResolver,
  BlocResolver,
  EventCountResolver,
  EstimateResolver,
  DisputeResolver,
  ImpactResolver,
  RelationshipBreakdownResolver,
  EvidenceResolver,
  EvidenceAboutResolver,
  SourceResolver,
  DocumentResolver,
  SourceEvidenceResolver,
  SourceTieFields,
  SourceEventsResolver,
  NodeResolver,
  SearchResolver,
  VocabularyResolver,
  StatusResolver,
  UpsertResolver,
  CommandResolver,
  RevisionResolver,
  DraftResolver,
  DraftsResolver,
  ReadingResolver,
  LiveResolver,
] as const;

/** The GraphQL schema. It holds no store: that comes with the context of a request. */
export function allegianceSchema(): GraphQLSchema {
  const schema = buildSchemaSync({ resolvers: RESOLVERS as unknown as [new () => object], validate: false, pubSub: NO_PUB_SUB });
  describeRoots(schema);
  shortenInherited(schema);
  resolveTypesByName(schema);
  resolveDirectly(schema);
  return schema;
}

/**
 * Every value of an interface has its `__typename`, which graphql-js reads by itself, synchronously; type-graphql would
 * await a promise for each of them, which takes longer than everything else about a value.
 */
function resolveTypesByName(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) if (isAbstractType(type)) type.resolveType = undefined;
}

/**
 * Fields of an interface are described in full there, and by the first sentence of it on the types that implement it:
 * 22 types repeat them, and every client that reads the schema reads them all.
 */
function shortenInherited(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    const inherited = new Set(type.getInterfaces().flatMap((one) => Object.keys(one.getFields())));
    const fields = Object.values(type.getFields()).filter(({ name }) => inherited.has(name));
    for (const described of fields.flatMap((field) => [field, ...field.args])) described.description = firstSentence(described.description);
  }
}

function firstSentence(text: string | null | undefined): string | null | undefined {
  return text?.match(/^.*?[.?!](?= |$)/)?.[0] ?? text;
}

/** type-graphql creates the root types itself and takes no descriptions for them. */
function describeRoots(schema: GraphQLSchema): void {
  const descriptions = [
    [
      schema.getQueryType(),
      'All queries. Wherever an argument takes the id of an entity, its slug or an outside identifier as `scheme:value` will do. A field that fails is null; its siblings are answered.',
    ],
    [
      schema.getMutationType(),
      'All writes, for editors. Each call is one revision, or none if nothing changes. One with an invalid row writes nothing and is the error ROWS_REJECTED, unless it is `partial`.',
    ],
    [schema.getSubscriptionType(), 'Events pushed to the client.'],
  ] as const;
  for (const [type, description] of descriptions) if (type) type.description = description;
}

/** A schema, by default this one, as the text that is committed in `schema/schema.graphql`. */
export function schemaText(schema = allegianceSchema()): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}
