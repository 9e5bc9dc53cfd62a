import { useState } from 'react';
import { AddEvidenceDocument, RetractDocument } from '../api/operations.ts';
import { runMutation } from '../api/requests.ts';
import { readToken } from '../api/token.ts';
import { EMPTY_PASSAGE, evidenceInputOf, FIELDS_OF_PASSAGE, PassageFields } from './PassageFields.tsx';
import { OtherProblems, ProblemsOfField } from './Problems.tsx';
import { useEdit } from './useEdit.ts';

/** For users with a token: adds a passage that denies the relationship, or retracts the relationship. */
export function DisputeOrRetract({ id }: { readonly id: string }) {
  const [passage, setPassage] = useState(EMPTY_PASSAGE);
  const [reason, setReason] = useState('');
  const { send, problems, sending } = useEdit();
  if (readToken() === '') return null;
  const dispute = async () => {
    const row = { ...evidenceInputOf(passage), stance: 'DENIES' as const };
    if (await send(async () => (await runMutation(AddEvidenceDocument, { about: id, passage: row })).addEvidence))
      setPassage(EMPTY_PASSAGE);
  };
  const retract = () => send(async () => (await runMutation(RetractDocument, { id, reason })).retract);
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
