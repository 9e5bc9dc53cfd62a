import { ObjectType } from 'type-graphql';
import { EVENT_FIELDS, PARTICIPANT_FIELDS } from '../../records/event.ts';
import type { Estimate } from '../common/estimate.ts';
import { addOutput, outputOf } from '../common/fields.ts';
import { connectionType } from '../common/page.ts';
import { Node } from '../common/types.ts';

@ObjectType({ implements: Node, description: 'Something that happened, with its time, place and participants.' })
export class Event extends Node {}

addOutput(Event, EVENT_FIELDS);

export const Participant = outputOf('Participant', 'One who took part in an event.', PARTICIPANT_FIELDS);

export const EventConnection = connectionType('Event', Event, 'events');

/** Number of events, and of deaths in them. */
export interface EventTotals {
  readonly events: number;
  readonly deaths: Estimate;
}
