import { type AddEvidenceMutationVariables, SourcesDocument } from '../api/operations.ts';
import type { FieldProblem } from '../api/requests.ts';
import { useQueryResult } from '../api/useQueryResult.ts';
import { cleanText } from '../graph/names.ts';
import { EMPTY_SOURCE, NewSource, type SourceDraft, sourceKeyOf } from './NewSource.tsx';
import { ProblemsOfField } from './Problems.tsx';

export interface PassageDraft {
  readonly source: string;
  readonly quote: string;
  readonly verbatim: boolean;
  readonly hedged: boolean;
  readonly attribution: string;
  /** A source that is recorded with the passage, in place of `source`. */
  readonly newSource: SourceDraft | null;
}

/** The choice of a new source; no key of a source begins with a space. */
const NEW = ' new';

export const EMPTY_PASSAGE: PassageDraft = { source: '', quote: '', verbatim: false, hedged: false, attribution: '', newSource: null };

/** The input of the mutation, without empty fields. */
export const evidenceInputOf = ({
  source,
  quote,
  verbatim,
  hedged,
  attribution,
  newSource,
}: PassageDraft): AddEvidenceMutationVariables['passage'] => ({
  source: newSource ? sourceKeyOf(newSource) : source,
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
  /** Whether the passage may cite a source that is recorded with it. */
  readonly withNewSource?: boolean;
}

/** The fields of a passage that can have problems. */
export const FIELDS_OF_PASSAGE = ['source', 'quote', 'attribution'] as const;

/** Fields for the passage of a source that supports a change. */
export function PassageFields({ passage, onChange, problems, within = '', withNewSource = false }: Props) {
  const { data } = useQueryResult(SourcesDocument, {}, 0);
  const set = (part: Partial<PassageDraft>) => onChange({ ...passage, ...part });
  const problemsOf = (field: (typeof FIELDS_OF_PASSAGE)[number]) => <ProblemsOfField problems={problems} of={`${within}${field}`} />;
  return (
    <fieldset>
      <legend>Evidence</legend>
      <label className="field">
        Source
        <select
          value={passage.newSource ? NEW : passage.source}
          onChange={({ target: { value } }) => set(value === NEW ? { newSource: EMPTY_SOURCE } : { source: value, newSource: null })}
        >
          <option value="">Choose one</option>
          {data?.sources?.nodes.map(({ key, title, publishedOn }) => (
            <option key={key} value={key}>
              {[cleanText(title, 60), publishedOn].filter((each) => each).join(', ')}
            </option>
          ))}
          {withNewSource && <option value={NEW}>New source …</option>}
        </select>
      </label>
      {problemsOf('source')}
      {passage.newSource && <NewSource source={passage.newSource} problems={problems} onChange={(newSource) => set({ newSource })} />}
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
