import { useState } from 'react';
import { change } from '../api/ask.ts';
import { AddEvidenceDocument, RetractDocument } from '../api/operations.ts';
import { readToken } from '../api/token.ts';
import { EMPTY_PASSAGE, PassageFields, passageOf } from './PassageFields.tsx';
import { useEdit } from './useEdit.ts';

/** For users with a token: adds a passage that denies the relationship, or retracts the relationship. */
export function DisputeOrRetract({ id }: { readonly id: string }) {
  const [passage, setPassage] = useState(EMPTY_PASSAGE);
  const [reason, setReason] = useState('');
  const { send, refusal, sending } = useEdit();
  if (readToken() === '') return null;
  const dispute = async () => {
    const row = { ...passageOf(passage), stance: 'DENIES' as const };
    if (await send(async () => (await change(AddEvidenceDocument, { about: id, passage: row })).addEvidence)) setPassage(EMPTY_PASSAGE);
  };
  const retract = () => send(async () => (await change(RetractDocument, { id, reason })).retract);
  return (
    <details className="edit">
      <summary>Dispute or retract</summary>
      <form className="form" onSubmit={(event) => event.preventDefault()}>
        <PassageFields passage={passage} onChange={setPassage} />
        <button type="button" disabled={sending} onClick={() => void dispute()}>
          Add as denial
        </button>
        <label className="field">
          Reason to retract it
          <input value={reason} onChange={({ target }) => setReason(target.value)} />
        </label>
        <button type="button" disabled={sending} onClick={() => void retract()}>
          Retract relationship
        </button>
      </form>
      {refusal && (
        <p className="problem" role="alert">
          {refusal}
        </p>
      )}
    </details>
  );
}
