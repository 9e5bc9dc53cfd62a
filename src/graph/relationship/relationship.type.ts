import { Field, Float, Int, InterfaceType, ObjectType } from 'type-graphql';
import type { Status, SupportKind } from '../../model/kinds.ts';
import { type RelationshipType, tieTypeName, VOCABULARY, type VocabularyRow } from '../../model/vocabulary.ts';
import { RelationshipTypeEnum, StatusEnum, SupportKindEnum } from '../common/enums.ts';
import { connectionType } from '../common/page.ts';
import { DateTimeScalar, PartialDateScalar } from '../common/scalars.ts';
import { Node, PageInfo } from '../common/types.ts';
import { Entity } from '../entity/entity.type.ts';

@InterfaceType({
  implements: Node,
  description: 'A typed, directed, dated and sourced tie between two entities. Each kind of tie is a type of its own.',
})
export abstract class Relationship extends Node {
  @Field(() => RelationshipTypeEnum, { description: 'The kind of tie.' })
  type!: RelationshipType;

  @Field(() => StatusEnum, { description: 'What the evidence comes to.' })
  status!: Status;

  @Field(() => Float, {
    description:
      'How likely it is, 0 to 1, to four decimals: the odds of independent voices multiplied, those that deny divided (one B source 0.85, two 0.97, one for and one against 0.5). 0 where nothing is cited.',
  })
  confidence!: number;

  @Field(() => Boolean, { description: 'true: an editor gave the confidence. false: it follows from the evidence.' })
  confidenceSet!: boolean;

  @Field(() => Boolean, { description: 'true: computed from events. false: stated by a source.' })
  derived!: boolean;

  @Field(() => DateTimeScalar, { description: 'When it was first recorded here. When it held is `validity`.' })
  recordedAt!: string;

  @Field(() => Int, { description: 'Number of the revision that last changed it.' })
  revision!: number;
}

function tieType(row: VocabularyRow): new () => Relationship {
  const type = class extends Relationship {};
  const reading = row.symmetric ? `“A ${row.phrase} B”, and B likewise.` : `“A ${row.phrase} B”; from B: “B ${row.inversePhrase} A”.`;
  ObjectType(tieTypeName(row.type), {
    implements: [Relationship, Node],
    description: `${row.description} Reads ${reading}`,
    simpleResolvers: true,
  })(type);
  return type;
}

/** One object type per row of the vocabulary. */
export const TIE_TYPES = new Map(VOCABULARY.map((row) => [row.type, tieType(row)]));

@ObjectType({ description: 'A time in which one actor gave another certain kinds of support.' })
export class SupportPeriod {
  @Field(() => PartialDateScalar, { nullable: true, description: 'When it began, where known.' })
  start?: string | null;

  @Field(() => PartialDateScalar, { nullable: true, description: 'When it ended, where known.' })
  end?: string | null;

  @Field(() => [SupportKindEnum], { description: 'The kinds of support; empty where the kind is not known.' })
  kinds!: readonly SupportKind[];
}

export const { Connection: RelationshipConnection, Edge: RelationshipEdge } = connectionType(
  'Relationship',
  () => Relationship,
  'relationships',
);

@ObjectType({ description: 'An entity at the other end, once, with the ties that lead to it.', simpleResolvers: true })
export class NeighborEdge {
  @Field(() => String, { description: 'Where it stands in the list: pass it as `after` or `before`.' })
  cursor!: string;

  @Field(() => Entity, { description: 'The entity at the other end.' })
  node!: Entity;

  @Field(() => Relationship, { description: 'The surest of the ties to it.' })
  relationship!: Relationship;

  @Field(() => [Relationship], { description: 'All ties to it that pass the filter: the surest first, then by id.' })
  relationships!: Relationship[];
}

@ObjectType({
  description: 'A page of the entities at the other end of ties of one kind: each once, by name, then id.',
  simpleResolvers: true,
})
export class NeighborConnection {
  @Field(() => [NeighborEdge], { description: 'The page, with cursors and ties.' })
  edges!: NeighborEdge[];

  @Field(() => [Entity], { description: 'The entities of the page.' })
  nodes!: Entity[];

  @Field(() => PageInfo, { description: 'Where the page stands in the list.' })
  pageInfo!: PageInfo;

  count!: () => Promise<number>;

  @Field(() => Int, { description: 'How many entities there are in the whole list. Counted only when asked for.' })
  totalCount(): Promise<number> {
    return this.count();
  }
}
