import { Field, InterfaceType, ObjectType } from 'type-graphql';
import type { EntityKind } from '../../model/kinds.ts';
import { EntityKindEnum } from '../common/enums.ts';
import { connectionType } from '../common/page.ts';
import { Node } from '../common/types.ts';

@InterfaceType({ implements: Node, description: 'An actor or a place: either end of a relationship.' })
export abstract class Entity extends Node {
  @Field(() => String, { description: 'Readable unique name: `hayat-tahrir-al-sham`. Never changes.' })
  slug!: string;

  @Field(() => String, { description: 'Preferred name.' })
  name!: string;

  @Field(() => EntityKindEnum, { description: 'Kind of entity.' })
  kind!: EntityKind;

  @Field(() => String, { nullable: true, description: 'What it is, in one sentence.' })
  description?: string | null;
}

@ObjectType({
  implements: [Entity, Node],
  description: 'A state, group, person or other party; `kind` says which.',
  simpleResolvers: true,
})
export class Actor extends Entity {}

export const { Connection: ActorConnection, Edge: ActorEdge } = connectionType('Actor', () => Actor, 'actors');
