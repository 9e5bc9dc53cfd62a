import { RELATIONSHIP_TYPES } from '../../model/vocabulary.ts';
import { DeskRecordedDocument } from '../api/operations.ts';
import { useQueryResult } from '../api/useQueryResult.ts';
import { dateLabel } from '../graph/dateLabel.ts';
import { cleanText } from '../graph/names.ts';
import type { RowInput } from './draft.ts';

interface Props {
  readonly input: RowInput;
  /** Gives the proposal the start of a recorded relationship, so that its passage is added to that one. */
  readonly onAddTo: (start: string | null) => void;
}

/** The relationships of this type between these ends that the graph has, by whose word, and an offer to add the passage to one. */
export function AlreadyRecorded({ input, onAddTo }: Props) {
  const { from, to } = input;
  const type = RELATIONSHIP_TYPES.find((each) => each === input.type);
  return typeof from === 'string' && typeof to === 'string' && type ? <Known {...{ from, to, type, input, onAddTo }} /> : null;
}

interface KnownProps extends Props {
  readonly from: string;
  readonly to: string;
  readonly type: (typeof RELATIONSHIP_TYPES)[number];
}

function Known({ from, to, type, input, onAddTo }: KnownProps) {
  // An end that is only proposed is no entity yet: the query then fails, and there is nothing to show.
  const { data } = useQueryResult(DeskRecordedDocument, { from: [from], to: [to], types: [type] }, 1);
  const known = data?.relationships?.nodes ?? [];
  const start = (input.start as string | null | undefined) ?? null;
  return known.map(({ id, validity, evidence }) => {
    const by = [...new Set(evidence.nodes.map(({ source }) => cleanText(source.publisher ?? source.title, 60)))];
    const same = (validity.start ?? null) === start;
    return (
      <p className="recorded" key={id}>
        Already recorded{by.length > 0 && ` by ${by.join(', ')}`} ({dateLabel(validity) || 'undated'}).{' '}
        {same ? (
          'Accepting adds this passage as evidence.'
        ) : (
          <button type="button" className="link" onClick={() => onAddTo(validity.start ?? null)}>
            Add this passage to it as evidence
          </button>
        )}
      </p>
    );
  });
}
