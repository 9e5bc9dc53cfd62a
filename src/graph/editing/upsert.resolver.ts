import { Arg, Args, ArgsType, type ClassType, Ctx, Field, ID, Int, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../common/context.ts';
import { edit } from './edit.ts';
import { ActorInput, PlaceInput } from './entity.input.ts';
import { EventInput } from './event.input.ts';
import { RelationshipInput } from './relationship.input.ts';
import { WriteReport } from './report.type.ts';
import { EvidenceInput, SourceInput } from './source.input.ts';

/** The arguments of a mutation that writes rows. */
function rowArgs<T extends object>(Row: ClassType<T>) {
  @ArgsType()
  class RowArgs {
    @Field(() => [Row], { description: 'What to write: at most 1000 rows.' })
    rows!: T[];

    @Field(() => Boolean, {
      nullable: true,
      defaultValue: false,
      description: 'true: write the good rows although others are rejected. Else it is all or nothing.',
    })
    partial?: boolean | null;

    @Field(() => Int, {
      nullable: true,
      description: 'The revision that the writer had seen: CONFLICT where anything that the rows would change has changed since.',
    })
    ifRevision?: number | null;
  }
  return RowArgs;
}

const ActorRows = rowArgs(ActorInput);
const PlaceRows = rowArgs(PlaceInput);
const SourceRows = rowArgs(SourceInput);
const EventRows = rowArgs(EventInput);
const RelationshipRows = rowArgs(RelationshipInput);

const IDEMPOTENT = 'The same rows again change nothing. For editors.';

@Resolver()
export class UpsertResolver {
  @Mutation(() => WriteReport, { description: `Writes actors, each found by its identifiers or slug or made anew. ${IDEMPOTENT}` })
  upsertActors(@Args(() => ActorRows) { rows, ...options }: InstanceType<typeof ActorRows>, @Ctx() context: Context) {
    return edit(context, 'actors', rows, options);
  }

  @Mutation(() => WriteReport, { description: `Writes places, each found by its identifiers or slug or made anew. ${IDEMPOTENT}` })
  upsertPlaces(@Args(() => PlaceRows) { rows, ...options }: InstanceType<typeof PlaceRows>, @Ctx() context: Context) {
    return edit(context, 'places', rows, options);
  }

  @Mutation(() => WriteReport, { description: `Writes sources, each found by its key or made anew. ${IDEMPOTENT}` })
  upsertSources(@Args(() => SourceRows) { rows, ...options }: InstanceType<typeof SourceRows>, @Ctx() context: Context) {
    return edit(context, 'sources', rows, options);
  }

  @Mutation(() => WriteReport, { description: `Writes events, each found by its key or made anew. ${IDEMPOTENT}` })
  upsertEvents(@Args(() => EventRows) { rows, ...options }: InstanceType<typeof EventRows>, @Ctx() context: Context) {
    return edit(context, 'events', rows, options);
  }

  @Mutation(() => WriteReport, {
    description: `Records relationships or corrects them, each checked against the vocabulary. ${IDEMPOTENT}`,
  })
  recordRelationships(@Args(() => RelationshipRows) { rows, ...options }: InstanceType<typeof RelationshipRows>, @Ctx() context: Context) {
    return edit(context, 'relationships', rows, options);
  }

  @Mutation(() => WriteReport, {
    description:
      'Adds passages to a relationship or event, which is weighed anew; `ids` are those of the passages. All or nothing. For editors.',
  })
  addEvidence(
    @Arg('about', () => ID, { description: 'The id of the relationship, or the id or key of the event.' }) about: string,
    @Arg('evidence', () => [EvidenceInput], { description: 'The passages: at most 1000.' }) evidence: EvidenceInput[],
    @Ctx() context: Context,
  ) {
    const rows = evidence.map((passage) => ({ ...passage, about }));
    return edit(context, 'passages', rows);
  }
}
