import { useState } from 'react';
import { CONTROL_EXTENTS, type ControlExtent } from '../../model/kinds.ts';
import { type RelationshipType, VOCABULARY, vocabularyOf } from '../../model/vocabulary.ts';
import type { RecordTieMutationVariables } from '../api/operations.ts';
import { useExplorer } from '../common/context.ts';
import { EndField, endSlug, fieldsOfNewEnd, NO_END, newEnd } from './EndField.tsx';
import { FIELDS_OF_NEW_SOURCE, newSourceRow } from './NewSource.tsx';
import { EMPTY_PASSAGE, evidenceInputOf, FIELDS_OF_PASSAGE, PassageFields } from './PassageFields.tsx';
import { OtherProblems, ProblemsOfField } from './Problems.tsx';
import { type RecordedTogether, recordTogether } from './recordTogether.ts';
import { useEdit } from './useEdit.ts';

const EMPTY = { from: NO_END, to: NO_END, type: 'BACKS' as RelationshipType, start: '', end: '', extent: 'FULL' as ControlExtent };

/** The fields that can have problems; those of its passage begin with EVIDENCE. */
const TIE_FIELDS = ['from', 'to', 'type', 'start', 'end'] as const;
const EVIDENCE = 'evidence[0].';

/** All fields that show their own problems, those of what is new included. */
const SHOWN_FIELDS = [
  ...TIE_FIELDS,
  ...FIELDS_OF_PASSAGE.map((field) => `${EVIDENCE}${field}`),
  ...['from', 'to'].flatMap(fieldsOfNewEnd),
  ...FIELDS_OF_NEW_SOURCE,
];

/** Form for a new relationship and the passage that asserts it. */
export function AddTie() {
  const { dispatch, show } = useExplorer();
  const [tie, setTie] = useState(EMPTY);
  const [passage, setPassage] = useState(EMPTY_PASSAGE);
  const { send, problems, sending } = useEdit();
  const problemsOf = (field: (typeof TIE_FIELDS)[number]) => <ProblemsOfField problems={problems} of={field} />;
  const set = (part: Partial<typeof EMPTY>) => setTie((before) => ({ ...before, ...part }));
  const submit = async () => {
    let done: RecordedTogether | null = null;
    const news = [...newEnd(tie.from, 'from'), ...newEnd(tie.to, 'to'), ...(passage.newSource ? [newSourceRow(passage.newSource)] : [])];
    const recorded = await send(async () => {
      done = await recordTogether({ kind: 'RELATIONSHIP', input: { ...rowOf(tie), evidence: [evidenceInputOf(passage)] } }, news);
      return done;
    });
    if (!recorded || !done) return;
    const { id, isNew, takeBack } = done as RecordedTogether;
    show([endSlug(tie.from), endSlug(tie.to)]);
    setPassage(EMPTY_PASSAGE);
    setTie(EMPTY);
    if (takeBack)
      dispatch({
        do: 'edited',
        edit: {
          done: `added ${isNew ? '' : 'a passage to '}“${tie.from.name} ${vocabularyOf(tie.type).phrase} ${tie.to.name}”`,
          undo: takeBack,
        },
      });
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
      <EndField label="From" field="from" end={tie.from} problems={problems} onChange={(from) => set({ from })} />
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
      <EndField label="To" field="to" end={tie.to} problems={problems} onChange={(to) => set({ to })} />
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
      <PassageFields passage={passage} onChange={setPassage} problems={problems} within={EVIDENCE} withNewSource />
      <OtherProblems problems={problems} fields={SHOWN_FIELDS} />
      <button type="submit" className="primary" disabled={sending}>
        Add relationship
      </button>
    </form>
  );
}

function rowOf({ from, to, type, start, end, extent }: typeof EMPTY): RecordTieMutationVariables['row'] {
  const dates = { ...(start ? { start } : {}), ...(end ? { end } : {}) };
  return { from: endSlug(from), to: endSlug(to), type, ...dates, ...(type === 'CONTROLS' ? { extent } : {}) };
}
