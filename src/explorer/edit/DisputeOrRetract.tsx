import { useState } from 'react';
import { AddEvidenceDocument, RestoreDocument, RetractDocument } from '../api/operations.ts';
import { runMutation } from '../api/requests.ts';
import { readToken } from '../api/token.ts';
import { useExplorer } from '../common/context.ts';
import { EMPTY_PASSAGE, evidenceInputOf, FIELDS_OF_PASSAGE, PassageFields } from './PassageFields.tsx';
import { OtherProblems, ProblemsOfField } from './Problems.tsx';
import { useEdit } from './useEdit.ts';

/** For users with a token: adds a passage that denies the relationship, or retracts the relationship. */
export function DisputeOrRetract({ id }: { readonly id: string }) {
  const [passage, setPassage] = useState(EMPTY_PASSAGE);
  const [reason, setReason] = useState('');
  const { send, problems, sending } = useEdit();
  const { dispatch } = useExplorer();
  if (readToken() === '') return null;
  const dispute = async () => {
    const row = { ...evidenceInputOf(passage), stance: 'DENIES' as const };
    const recorded = await send(async () => {
      const { addEvidence } = await runMutation(AddEvidenceDocument, { about: id, passage: row });
      const [written] = addEvidence.rows;
      if (written?.id && written.verdict === 'CREATED') {
        const passageId = written.id;
        const undo = () => runMutation(RetractDocument, { id: passageId, reason: 'Taken back by the one who added it.' });
        dispatch({ do: 'edited', edit: { done: 'added a denial', undo } });
      }
      return addEvidence;
    });
    if (recorded) setPassage(EMPTY_PASSAGE);
  };
  const retract = () =>
    send(async () => {
      const { retract: report } = await runMutation(RetractDocument, { id, reason });
      const undo = () => runMutation(RestoreDocument, { id, reason: 'Brought back by the one who retracted it.' });
      dispatch({ do: 'edited', edit: { done: 'retracted a relationship', undo } });
      return report;
    });
  return (
    <details className="edit">
      <summary>Dispute or retract</summary>
      <form className="form" onSubmit={(event) => event.preventDefault()}>
        <PassageFields passage={passage} onChange={setPassage} problems={problems} />
        <button type="button" disabled={sending} onClick={() => void dispute()}>
          Add as denial
        </button>
        <label className="field">
          Reason to retract it
          <input value={reason} onChange={({ target }) => setReason(target.value)} />
        </label>
        <ProblemsOfField problems={problems} of="reason" />
        <button type="button" disabled={sending} onClick={() => void retract()}>
          Retract relationship
        </button>
      </form>
      <OtherProblems problems={problems} fields={[...FIELDS_OF_PASSAGE, 'reason']} />
    </details>
  );
}
