import { useState } from 'react';
import { CONTROL_EXTENTS, type ControlExtent } from '../../model/kinds.ts';
import { type RelationshipType, VOCABULARY } from '../../model/vocabulary.ts';
import { RecordTieDocument, type RecordTieMutationVariables } from '../api/operations.ts';
import { runMutation } from '../api/requests.ts';
import { useExplorer } from '../common/context.ts';
import { EntityField } from '../common/EntityField.tsx';
import { nameOf } from '../graph/names.ts';
import { EMPTY_PASSAGE, evidenceInputOf, FIELDS_OF_PASSAGE, PassageFields } from './PassageFields.tsx';
import { OtherProblems, ProblemsOfField } from './Problems.tsx';
import { useEdit } from './useEdit.ts';

const EMPTY = { from: '', to: '', type: 'BACKS' as RelationshipType, start: '', end: '', extent: 'FULL' as ControlExtent };

/** The fields that can have problems; those of its passage begin with EVIDENCE. */
const TIE_FIELDS = ['from', 'to', 'type', 'start', 'end'] as const;
const EVIDENCE = 'evidence[0].';

/** Form for a new relationship and the passage that asserts it. */
export function AddTie() {
  const { dispatch, show } = useExplorer();
  const [tie, setTie] = useState(EMPTY);
  const [passage, setPassage] = useState(EMPTY_PASSAGE);
  const { send, problems, sending } = useEdit();
  const problemsOf = (field: (typeof TIE_FIELDS)[number]) => <ProblemsOfField problems={problems} of={field} />;
  const set = (part: Partial<typeof EMPTY>) => setTie((before) => ({ ...before, ...part }));
  const submit = async () => {
    let id: string | null = null;
    const recorded = await send(async () => {
      const { recordRelationships } = await runMutation(RecordTieDocument, {
        row: { ...rowOf(tie), evidence: [evidenceInputOf(passage)] },
      });
      id = recordRelationships.rows[0]?.id ?? null;
      return recordRelationships;
    });
    if (!recorded) return;
    show([tie.from, tie.to]);
    setPassage(EMPTY_PASSAGE);
    dispatch({ do: 'view', view: { panel: 'about' } });
    dispatch({ do: 'tie', id });
  };
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <End label="From" slug={tie.from} onChange={(from) => set({ from })} />
      {problemsOf('from')}
      <label className="field">
        Relationship
        <select value={tie.type} onChange={({ target }) => set({ type: target.value as RelationshipType })}>
          {VOCABULARY.map(({ type, phrase }) => (
            <option key={type} value={type}>
              {phrase}
            </option>
          ))}
        </select>
      </label>
      {problemsOf('type')}
      <End label="To" slug={tie.to} onChange={(to) => set({ to })} />
      {problemsOf('to')}
      {tie.type === 'CONTROLS' && (
        <label className="field">
          Extent
          <select value={tie.extent} onChange={({ target }) => set({ extent: target.value as ControlExtent })}>
            {CONTROL_EXTENTS.map((extent) => (
              <option key={extent}>{extent}</option>
            ))}
          </select>
        </label>
      )}
      <label className="field">
        Start
        <input placeholder="2016, 2016-12 or 2016-12-22" value={tie.start} onChange={({ target }) => set({ start: target.value })} />
      </label>
      {problemsOf('start')}
      <label className="field">
        End
        <input value={tie.end} onChange={({ target }) => set({ end: target.value })} />
      </label>
      {problemsOf('end')}
      <PassageFields passage={passage} onChange={setPassage} problems={problems} within={EVIDENCE} />
      <OtherProblems problems={problems} fields={[...TIE_FIELDS, ...FIELDS_OF_PASSAGE.map((field) => `${EVIDENCE}${field}`)]} />
      <button type="submit" className="primary" disabled={sending}>
        Add relationship
      </button>
    </form>
  );
}

function rowOf({ from, to, type, start, end, extent }: typeof EMPTY): RecordTieMutationVariables['row'] {
  const dates = { ...(start ? { start } : {}), ...(end ? { end } : {}) };
  return { from, to, type, ...dates, ...(type === 'CONTROLS' ? { extent } : {}) };
}

function End({ label, slug, onChange }: { readonly label: string; readonly slug: string; readonly onChange: (slug: string) => void }) {
  const [name, setName] = useState('');
  return (
    <EntityField
      label={label}
      placeholder="A name"
      shown={slug && name}
      onClear={() => onChange('')}
      onChoose={(entity) => {
        setName(nameOf(entity));
        onChange(entity.slug);
      }}
    />
  );
}
