import { ACTOR_FIELDS, ALIAS_FIELDS, IDENTIFIER_FIELDS, PLACE_FIELDS } from '../../records/entity.ts';
import { EVENT_FIELDS, PARTICIPANT_FIELDS } from '../../records/event.ts';
import { RELATIONSHIP_FIELDS, SUPPORT_PERIOD_FIELDS } from '../../records/relationship.ts';
import { PASSAGE_FIELDS, SOURCE_FIELDS } from '../../records/source.ts';
import { inputOf } from '../common/fields.ts';

inputOf('IdentifierInput', 'A name of an entity in an outside data set.', IDENTIFIER_FIELDS);
inputOf('AliasInput', 'A name beside the preferred one.', ALIAS_FIELDS);
inputOf('ParticipantInput', 'One who took part in an event.', PARTICIPANT_FIELDS);
inputOf('SupportPeriodInput', 'A period of certain kinds of support.', SUPPORT_PERIOD_FIELDS);

export const EvidenceInput = inputOf(
  'EvidenceInput',
  'One passage of one source. The same words of the same speaker at the same place of a source are the same passage, which is corrected.',
  PASSAGE_FIELDS,
);

export const SourceInput = inputOf('SourceInput', 'A source to write. Fields left out stay as they are, null clears.', SOURCE_FIELDS);

export const ActorInput = inputOf(
  'ActorInput',
  'An actor to write. Fields left out stay as they are, null clears, lists are merged.',
  ACTOR_FIELDS,
);

export const PlaceInput = inputOf(
  'PlaceInput',
  'A place to write. Fields left out stay as they are, null clears, lists are merged.',
  PLACE_FIELDS,
);

export const EventInput = inputOf(
  'EventInput',
  'An event to write. Fields left out stay as they are, null clears, participants and evidence are added.',
  EVENT_FIELDS,
);

export const RelationshipInput = inputOf(
  'RelationshipInput',
  'A relationship to record or correct: the one with this `id`, else with this `key` between these ends, else with the same type, ends, start and opponents. Fields left out stay as they are, null clears, evidence is added.',
  RELATIONSHIP_FIELDS,
);
