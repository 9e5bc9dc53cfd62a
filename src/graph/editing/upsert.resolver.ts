import { Arg, Args, ArgsType, type ClassType, Ctx, Field, ID, Int, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../common/context.ts';
import { edit } from './edit.ts';
import { ActorInput, EventInput, EvidenceInput, PlaceInput, RelationshipInput, SourceInput } from './inputs.ts';
import { WriteReportType } from './report.type.ts';

/** The arguments of a mutation that writes rows. */
function rowArgs<T extends object>(Row: ClassType<T>) {
  @ArgsType()
  class RowArgs {
    @Field(() => [Row], { description: 'At most 1000 rows.' })
    rows!: T[];

    @Field(() => Boolean, {
      nullable: true,
      defaultValue: false,
      description: 'true: write the valid rows even if others are rejected. Default: all or nothing.',
    })
    partial?: boolean | null;

    @Field(() => Int, {
      nullable: true,
      description: 'Revision that the client has seen: CONFLICT if anything that the rows would change has changed since.',
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

const IDEMPOTENT = 'Idempotent. For editors.';

@Resolver()
export class UpsertResolver {
  @Mutation(() => WriteReportType, { description: `Writes actors, each found by identifier or slug, or created. ${IDEMPOTENT}` })
  upsertActors(@Args(() => ActorRows) { rows, ...options }: InstanceType<typeof ActorRows>, @Ctx() context: Context) {
    return edit(context, 'actors', rows, options);
  }

  @Mutation(() => WriteReportType, { description: `Writes places, each found by identifier or slug, or created. ${IDEMPOTENT}` })
  upsertPlaces(@Args(() => PlaceRows) { rows, ...options }: InstanceType<typeof PlaceRows>, @Ctx() context: Context) {
    return edit(context, 'places', rows, options);
  }

  @Mutation(() => WriteReportType, { description: `Writes sources, each found by key, or created. ${IDEMPOTENT}` })
  upsertSources(@Args(() => SourceRows) { rows, ...options }: InstanceType<typeof SourceRows>, @Ctx() context: Context) {
    return edit(context, 'sources', rows, options);
  }

  @Mutation(() => WriteReportType, { description: `Writes events, each found by key, or created. ${IDEMPOTENT}` })
  upsertEvents(@Args(() => EventRows) { rows, ...options }: InstanceType<typeof EventRows>, @Ctx() context: Context) {
    return edit(context, 'events', rows, options);
  }

  @Mutation(() => WriteReportType, {
    description: `Records or corrects relationships, each checked against the vocabulary. ${IDEMPOTENT}`,
  })
  recordRelationships(@Args(() => RelationshipRows) { rows, ...options }: InstanceType<typeof RelationshipRows>, @Ctx() context: Context) {
    return edit(context, 'relationships', rows, options);
  }

  @Mutation(() => WriteReportType, {
    description:
      'Keeps the text of a source, so that quotes are checked against it: from then on a verbatim quote that is not in it is refused. Another text replaces it if it has all that is quoted already. For editors.',
  })
  addDocument(
    @Arg('source', () => ID, { description: 'Id or key of the source.' }) source: string,
    @Arg('text', () => String, {
      description: 'The whole text, 1 to 1,000,000 characters; a request holds at most 256 kB. Stored in NFC.',
    })
    text: string,
    @Arg('language', () => String, { nullable: true, description: 'Language, BCP 47. Left out: as it is.' })
    language: string | null | undefined,
    @Ctx() context: Context,
  ) {
    return edit(context, 'documents', [{ source, text, language }]);
  }

  @Mutation(() => WriteReportType, {
    description: 'Adds passages to a relationship or event and recomputes its status and confidence. All or nothing. For editors.',
  })
  addEvidence(
    @Arg('about', () => ID, { description: 'Id of the relationship, or id or key of the event.' }) about: string,
    @Arg('evidence', () => [EvidenceInput], { description: 'At most 1000 passages.' }) evidence: object[],
    @Ctx() context: Context,
  ) {
    const rows = evidence.map((passage) => ({ ...passage, about }));
    return edit(context, 'passages', rows);
  }
}
