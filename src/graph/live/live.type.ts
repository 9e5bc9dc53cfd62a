import { Int } from 'type-graphql';
import { objectType } from '../common/fields.ts';
import { RevisionActionEnum } from '../editing/enums.ts';

export const GraphChange = objectType('GraphChange', 'What one revision did, as far as the subscription covers it.', {
  revision: [Int, 'Number of the revision. To resume, subscribe with this as `since`.'],
  action: [RevisionActionEnum, 'What was done.'],
  by: [String, 'Who did it.'],
  summary: [String, 'What was done, in words.'],
  truncated: [Boolean, 'true: a list was cut at 100; query the rest.'],
});
