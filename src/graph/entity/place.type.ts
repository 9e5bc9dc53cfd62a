import { Field, Float, ObjectType } from 'type-graphql';
import type { PlaceKind } from '../../model/kinds.ts';
import { PlaceKindEnum } from '../common/enums.ts';
import { connectionType } from '../common/page.ts';
import { Node } from '../common/types.ts';
import { Entity } from './entity.type.ts';

@ObjectType({ implements: [Entity, Node], description: 'A place: larger ones contain smaller ones.' })
export class Place extends Entity {
  @Field(() => PlaceKindEnum, { description: 'Kind of place.' })
  placeKind!: PlaceKind;

  @Field(() => Float, { nullable: true, description: 'Degrees north, WGS 84, -90 to 90.' })
  latitude?: number | null;

  @Field(() => Float, { nullable: true, description: 'Degrees east, WGS 84, -180 to 180.' })
  longitude?: number | null;
}

export const { Connection: PlaceConnection, Edge: PlaceEdge } = connectionType('Place', () => Place, 'places');
