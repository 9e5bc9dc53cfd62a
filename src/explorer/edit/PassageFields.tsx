import { type AddEvidenceMutationVariables, SourcesDocument } from '../api/operations.ts';
import type { FieldProblem } from '../api/requests.ts';
import { useQueryResult } from '../api/useQueryResult.ts';
import { cleanText } from '../graph/names.ts';
import { ProblemsOfField } from './Problems.tsx';

export interface PassageDraft {
  readonly source: string;
  readonly quote: string;
  readonly verbatim: boolean;
  readonly hedged: boolean;
  readonly attribution: string;
}

export const EMPTY_PASSAGE: PassageDraft = { source: '', quote: '', verbatim: false, hedged: false, attribution: '' };

/** The input of the mutation, without empty fields. */
export const evidenceInputOf = ({
  source,
  quote,
  verbatim,
  hedged,
  attribution,
}: PassageDraft): AddEvidenceMutationVariables['passage'] => ({
  source,
  quote,
  verbatim,
  hedged,
  ...(attribution ? { attribution } : {}),
});

interface Props {
  readonly passage: PassageDraft;
  readonly onChange: (passage: PassageDraft) => void;
  readonly problems: readonly FieldProblem[];
  /** What the names of its fields in problems begin with. */
  readonly within?: string;
}

/** The fields of a passage that can have problems. */
export const FIELDS_OF_PASSAGE = ['source', 'quote', 'attribution'] as const;

/** Fields for the passage of a source that supports a change. */
export function PassageFields({ passage, onChange, problems, within = '' }: Props) {
  const { data } = useQueryResult(SourcesDocument, {}, 0);
  const set = (part: Partial<PassageDraft>) => onChange({ ...passage, ...part });
  const problemsOf = (field: (typeof FIELDS_OF_PASSAGE)[number]) => <ProblemsOfField problems={problems} of={`${within}${field}`} />;
  return (
    <fieldset>
      <legend>Evidence</legend>
      <label className="field">
        Source
        <select value={passage.source} onChange={({ target }) => set({ source: target.value })}>
          <option value="">Choose one</option>
          {data?.sources?.nodes.map(({ key, title, publishedOn }) => (
            <option key={key} value={key}>
              {[cleanText(title, 60), publishedOn].filter((each) => each).join(', ')}
            </option>
          ))}
        </select>
      </label>
      {problemsOf('source')}
      <label className="field">
        Passage
        <textarea rows={3} dir="auto" value={passage.quote} onChange={({ target }) => set({ quote: target.value })} />
      </label>
      {problemsOf('quote')}
      <label className="field">
        Attributed to
        <input value={passage.attribution} onChange={({ target }) => set({ attribution: target.value })} />
      </label>
      {problemsOf('attribution')}
      <label className="check">
        <input type="checkbox" checked={passage.verbatim} onChange={({ target }) => set({ verbatim: target.checked })} />
        verbatim quotation
      </label>
      <label className="check">
        <input type="checkbox" checked={passage.hedged} onChange={({ target }) => set({ hedged: target.checked })} />
        hedged
      </label>
    </fieldset>
  );
}
