import { NULLABLE, objectType } from '../common/fields.ts';
import { Entity } from '../entity/entity.type.ts';
import { SourceDocument, TextSpanType } from '../source/source.type.ts';
import { DraftRowType } from './draft.type.ts';

const Mention = objectType('Mention', 'A part of a text that names somebody or a place.', {
  span: [TextSpanType, 'Where it stands in the text.'],
  text: [String, 'Its words.'],
  entity: [Entity, 'Whom or what it means; null if that is open, or if the graph does not have it.', NULLABLE],
  candidates: [[Entity], 'All that it may mean; none of them is guessed.'],
});

export const Reading = objectType('Reading', 'What a text mentions and proposes. Nothing of it is in the graph.', {
  document: [SourceDocument, 'The text as it was read, in NFC. One that is not stored has no source, and its id leads to nothing.'],
  mentions: [[Mention], 'Whom and what it mentions, in the order of the text.'],
  proposals: [
    [DraftRowType],
    'Rows that it suggests, for a person to decide on: save them with `saveDraft`. New actors and places come first. Judged against the graph as it is now.',
  ],
  unread: [[TextSpanType], 'Sentences that name somebody and gave no proposal.'],
});
