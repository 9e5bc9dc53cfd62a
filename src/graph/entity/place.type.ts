import { Field, Float, ObjectType } from 'type-graphql';
import type { PlaceKind } from '../../model/kinds.ts';
import { PlaceKindEnum } from '../common/enums.ts';
import { connectionType } from '../common/page.ts';
import { Node } from '../common/types.ts';
import { Entity } from './entity.type.ts';

@ObjectType({ implements: [Entity, Node], description: 'A place, within larger places and with smaller ones inside it.' })
export class Place extends Entity {
  @Field(() => PlaceKindEnum, { description: 'What kind of place it is.' })
  placeKind!: PlaceKind;

  @Field(() => Float, { nullable: true, description: 'Degrees north of the equator, WGS 84, −90 to 90.' })
  latitude?: number | null;

  @Field(() => Float, { nullable: true, description: 'Degrees east of Greenwich, WGS 84, −180 to 180.' })
  longitude?: number | null;
}

export const { Connection: PlaceConnection, Edge: PlaceEdge } = connectionType('Place', () => Place, 'places');
