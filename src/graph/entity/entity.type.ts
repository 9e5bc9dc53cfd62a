import { Field, InterfaceType, ObjectType } from 'type-graphql';
import { ACTOR_KINDS, type ActorKind, type EntityKind, typeNameOf } from '../../model/kinds.ts';
import { EntityKindEnum } from '../common/enums.ts';
import { connectionType } from '../common/page.ts';
import { Node } from '../common/types.ts';

@InterfaceType({ implements: Node, description: 'An actor or a place: what ties join.' })
export abstract class Entity extends Node {
  @Field(() => String, { description: 'Its readable unique name: `hayat-tahrir-al-sham`. Never changes.' })
  slug!: string;

  @Field(() => String, { description: 'Its preferred name.' })
  name!: string;

  @Field(() => EntityKindEnum, { description: 'What it is.' })
  kind!: EntityKind;

  @Field(() => String, { nullable: true, description: 'What it is, in a sentence.' })
  description?: string | null;
}

@InterfaceType({ implements: [Entity, Node], description: 'One who acts: a state, a group, a person …' })
export abstract class Actor extends Entity {}

const ACTOR_DESCRIPTIONS: Readonly<Record<ActorKind, string>> = {
  STATE: 'A country as a political actor. Its land is a Place: `territory`.',
  GOVERNMENT: 'A government or its seat of power.',
  MILITARY_FORCE: 'Regular forces.',
  ARMED_GROUP: 'An organised force that is not a state’s.',
  COALITION: 'Actors that act under one name. Its `members` are PART_OF it.',
  ORGANIZATION: 'A civil, rescue or international body, or a company.',
  PERSON: 'A person.',
  POPULATION: 'People who are not a party to a conflict, one per country.',
};

function actorType(kind: ActorKind): new () => Actor {
  const type = class extends Actor {};
  ObjectType(typeNameOf(kind), { implements: [Actor, Entity, Node], description: ACTOR_DESCRIPTIONS[kind], simpleResolvers: true })(type);
  return type;
}

/** One object type per kind of actor. */
export const ACTOR_TYPES = new Map(ACTOR_KINDS.map((kind) => [kind, actorType(kind)]));

export const { Connection: ActorConnection, Edge: ActorEdge } = connectionType('Actor', () => Actor, 'actors');
