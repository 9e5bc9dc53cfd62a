import { InterfaceType, ObjectType } from 'type-graphql';
import { ANY_ENTITY_FIELDS, OWN_ACTOR_FIELDS, OWN_PLACE_FIELDS, PLACE_KIND } from '../../records/entity.ts';
import { addOutput } from '../common/fields.ts';
import { connectionType } from '../common/page.ts';
import { Node } from '../common/types.ts';

@InterfaceType({ implements: Node, description: 'An actor or a place: either end of a relationship.' })
export abstract class Entity extends Node {}

addOutput(Entity, ANY_ENTITY_FIELDS);

@ObjectType({
  implements: [Entity, Node],
  description: 'A state, group, person or other party; `kind` says which.',
  simpleResolvers: true,
})
export class Actor extends Entity {}

addOutput(Actor, OWN_ACTOR_FIELDS);

export const ActorConnection = connectionType('Actor', Actor, 'actors');

@ObjectType({ implements: [Entity, Node], description: 'A place: larger ones contain smaller ones.' })
export class Place extends Entity {}

addOutput(Place, { ...PLACE_KIND, ...OWN_PLACE_FIELDS });

export const PlaceConnection = connectionType('Place', Place, 'places');
