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
  description: 'A typed, directed, dated and sourced relationship between two entities. Each type is an object type of its own.',
})
export abstract class Relationship extends Node {
  @Field(() => RelationshipTypeEnum, { description: 'Type of relationship.' })
  type!: RelationshipType;

  @Field(() => StatusEnum, { description: 'What the evidence amounts to.' })
  status!: Status;

  @Field(() => Float, {
    description:
      'Probability that it is true, 0 to 1, 4 decimals. A voice is a source together with whom it quotes. The odds of independent voices are multiplied, of denying ones divided: one B source 0.85, two 0.97, one for and one against 0.5; 0 if nothing is cited.',
  })
  confidence!: number;

  @Field(() => Boolean, { description: 'Was the confidence set by an editor? If not, it is computed from the evidence.' })
  confidenceSet!: boolean;

  @Field(() => Boolean, { description: 'Computed from events? If not, a source states it.' })
  derived!: boolean;

  @Field(() => DateTimeScalar, { description: 'When it was recorded here. For when it held see `validity`.' })
  recordedAt!: string;

  @Field(() => Int, { description: 'Revision that last changed it.' })
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

@ObjectType('SupportPeriod', { description: 'A period in which one actor gave another certain kinds of support.' })
export class SupportPeriodType {
  @Field(() => PartialDateScalar, { nullable: true, description: 'When it began, if known.' })
  start?: string | null;

  @Field(() => PartialDateScalar, { nullable: true, description: 'When it ended, if known.' })
  end?: string | null;

  @Field(() => [SupportKindEnum], { description: 'Kinds of support; empty if unknown.' })
  kinds!: readonly SupportKind[];
}

export const { Connection: RelationshipConnection, Edge: RelationshipEdge } = connectionType(
  'Relationship',
  () => Relationship,
  'relationships',
);

@ObjectType({ description: 'A neighbor, once, with the relationships to it.', simpleResolvers: true })
export class NeighborEdge {
  @Field(() => String, { description: 'Opaque cursor.' })
  cursor!: string;

  @Field(() => Entity, { description: 'The neighbor.' })
  node!: Entity;

  @Field(() => Relationship, { description: 'The most confident relationship to it.' })
  relationship!: Relationship;

  @Field(() => [Relationship], { description: 'All relationships to it that pass the filter: most confident first, then by id.' })
  relationships!: Relationship[];
}

@ObjectType({
  description: 'A page of neighbors over one type of relationship: each once, by name, then id. Arguments: see PageInfo.',
  simpleResolvers: true,
})
export class NeighborConnection {
  @Field(() => [NeighborEdge], { description: 'The page, with cursors and relationships.' })
  edges!: NeighborEdge[];

  @Field(() => [Entity], { description: 'The page, without cursors.' })
  nodes!: Entity[];

  @Field(() => PageInfo, { description: 'Position of the page.' })
  pageInfo!: PageInfo;

  count!: () => Promise<number>;

  @Field(() => Int, { description: 'Number of all neighbors in the list; counted only if requested.' })
  totalCount(): Promise<number> {
    return this.count();
  }
}
