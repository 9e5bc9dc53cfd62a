import { ObjectType } from 'type-graphql';
import { OWN_PLACE_FIELDS, PLACE_KIND } from '../../records/entity.ts';
import { addOutput } from '../common/fields.ts';
import { connectionType } from '../common/page.ts';
import { Node } from '../common/types.ts';
import { Entity } from './entity.type.ts';

@ObjectType({ implements: [Entity, Node], description: 'A place: larger ones contain smaller ones.' })
export class Place extends Entity {}

addOutput(Place, { ...PLACE_KIND, ...OWN_PLACE_FIELDS });

export const { Connection: PlaceConnection, Edge: PlaceEdge } = connectionType('Place', () => Place, 'places');
