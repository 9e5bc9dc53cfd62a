import { Int, InterfaceType, ObjectType } from 'type-graphql';
import { type RelationshipType, tieTypeName, VOCABULARY, type VocabularyRow } from '../../model/vocabulary.ts';
import type { Fields, Field as RecordField } from '../../records/field.ts';
import { RELATIONSHIP_FIELDS, SUPPORT_PERIOD_FIELDS } from '../../records/relationship.ts';
import { DirectionEnum, RelationshipTypeEnum } from '../common/enums.ts';
import { addOutput, objectType, outputOf } from '../common/fields.ts';
import { connectionType } from '../common/page.ts';
import { Node, PageInfo } from '../common/types.ts';
import { Entity } from '../entity/entity.type.ts';

@InterfaceType({
  implements: Node,
  description: 'A typed, directed, dated and sourced relationship between two entities. Each type is an object type of its own.',
})
export abstract class Relationship extends Node {}

addOutput(Relationship, fieldsOfType(null));

/** The fields that only a type of relationship has; for null, those that all have. */
function fieldsOfType(type: RelationshipType | null): Fields {
  const fields = Object.entries<RecordField>(RELATIONSHIP_FIELDS);
  return Object.fromEntries(fields.filter(([, { types }]) => (type === null ? !types : types?.includes(type))));
}

function tieType(row: VocabularyRow): new () => Relationship {
  const type = class extends Relationship {};
  const reading = row.symmetric ? `“A ${row.phrase} B”, and B likewise.` : `“A ${row.phrase} B”; from B: “B ${row.inversePhrase} A”.`;
  ObjectType(tieTypeName(row.type), {
    implements: [Relationship, Node],
    description: `${row.description} Reads ${reading}`,
    simpleResolvers: true,
  })(type);
  addOutput(type, fieldsOfType(row.type));
  return type;
}

/** One object type per row of the vocabulary. */
export const TIE_TYPES = new Map(VOCABULARY.map((row) => [row.type, tieType(row)]));

export const SupportPeriodType = outputOf(
  'SupportPeriod',
  'A period in which one actor gave another certain kinds of support.',
  SUPPORT_PERIOD_FIELDS,
);

export const Voices = objectType('Voices', 'How many independent voices speak for and against it. See `Relationship.confidence`.', {
  asserting: [Int, 'Voices that assert it.'],
  denying: [Int, 'Voices that deny it.'],
});

export const RelationshipConnection = connectionType('Relationship', Relationship, 'relationships');

export const NeighborEdge = objectType('NeighborEdge', 'A neighbor, once, with the relationships to it.', {
  cursor: [String, 'Opaque cursor.'],
  node: [Entity, 'The neighbor.'],
  relationship: [Relationship, 'The most confident relationship to it.'],
  relationships: [[Relationship], 'All relationships to it that pass the filter: most confident first, then by id.'],
});

export const NeighborConnection = objectType(
  'NeighborConnection',
  'A page of neighbors over one type of relationship: each once, by name, then id. Arguments: see PageInfo.',
  {
    edges: [[NeighborEdge], 'The page, with cursors and relationships.'],
    nodes: [[Entity], 'The page, without cursors.'],
    pageInfo: [PageInfo, 'Position of the page.'],
    totalCount: [Int, 'Number of all neighbors in the list; counted only if requested.'],
  },
);

export const Degree = objectType('Degree', 'How much one field of an entity shows: its neighbors over one type of relationship.', {
  field: [String, 'Name of the field, such as `backedBy`.'],
  type: [RelationshipTypeEnum, 'Type of the relationships.'],
  direction: [DirectionEnum, 'Their direction, seen from the entity; ANY if the type is symmetric.'],
  neighbors: [Int, 'Number of neighbors: `totalCount` of the field with the same filter.'],
  relationships: [Int, 'Number of relationships to them.'],
});
