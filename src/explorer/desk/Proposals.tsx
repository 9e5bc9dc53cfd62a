import { useEffect, useRef, useState } from 'react';
import { usePageKeys } from '../common/usePageKeys.ts';
import { capitalized, cleanText, enumLabel } from '../graph/names.ts';
import { AlreadyRecorded } from './AlreadyRecorded.tsx';
import { rowInputOf } from './decisions.ts';
import type { DeskRow } from './draft.ts';
import { RowForm } from './RowForm.tsx';
import type { DeskState } from './useDesk.ts';

interface Props {
  readonly desk: DeskState;
  readonly onFinish: () => void;
  readonly onClose: () => void;
}

/** The proposals of a draft with the decisions on them. */
export function Proposals({ desk, onFinish, onClose }: Props) {
  const { draft, rows, decisions, error, saving, act } = desk;
  const [editing, setEditing] = useState(false);
  const { current, byRow, past } = decisions;
  const accepted = [...byRow.values()].filter(({ accept }) => accept).length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the form belongs to the row that was the current one
  useEffect(() => setEditing(false), [current]);
  usePageKeys(({ key, ctrlKey, metaKey, altKey }) => {
    if (key !== 'e' || ctrlKey || metaKey || altKey) return false;
    setEditing(true);
    return true;
  });
  return (
    <section className="proposals">
      <header>
        <h1>
          <bdi>{cleanText(draft?.title ?? '', 160)}</bdi>
        </h1>
        <p className="hint">
          j, k: next, previous · a: accept · r: reject · e: correct · u: undo. Proposed by <bdi>{cleanText(draft?.by ?? '', 60)}</bdi>.
        </p>
      </header>
      {error && (
        <p className="problem" role="alert">
          {error}
        </p>
      )}
      <ol className="rows">
        {rows.map((row) => (
          <Row key={row.index} row={row} desk={desk} editing={editing && row.index === current} onEdit={setEditing} />
        ))}
      </ol>
      <footer className="actions">
        <button type="button" className="primary" disabled={saving || byRow.size === 0} onClick={onFinish}>
          Record {accepted} accepted, {byRow.size - accepted} rejected
        </button>
        <button type="button" disabled={past.length === 0} onClick={() => act({ do: 'undo' })}>
          Undo
        </button>
        <button type="button" onClick={onClose}>
          Other drafts
        </button>
      </footer>
    </section>
  );
}

interface RowProps {
  readonly row: DeskRow;
  readonly desk: DeskState;
  readonly editing: boolean;
  readonly onEdit: (editing: boolean) => void;
}

function Row({ row, desk, editing, onEdit }: RowProps) {
  const { decisions, act } = desk;
  const element = useRef<HTMLLIElement>(null);
  const isCurrent = decisions.current === row.index;
  const decision = decisions.byRow.get(row.index);
  useEffect(() => {
    if (isCurrent) element.current?.scrollIntoView({ block: 'nearest' });
  }, [isCurrent]);
  return (
    <li
      ref={element}
      data-current={isCurrent}
      data-decision={decision ? (decision.accept ? 'accepted' : 'rejected') : row.state.toLowerCase()}
      aria-current={isCurrent ? 'true' : undefined}
    >
      <button type="button" className="link statement" onClick={() => act({ do: 'select', index: row.index })}>
        <bdi>{cleanText(row.statement, 240)}</bdi>
      </button>
      <small>
        {capitalized(enumLabel(row.kind))}, {VERDICTS[row.verdict]}
        {row.score === null ? '' : `, score ${row.score.toFixed(2)}`}
        {decision?.input && ', corrected'}
        {decision ? (decision.accept ? ', accepted' : ', rejected') : row.state === 'PROPOSED' ? '' : `, ${enumLabel(row.state)} before`}
      </small>
      {isCurrent && (
        <div className="detail">
          {row.quote && <blockquote dir="auto">“{cleanText(row.quote, 1_000)}”</blockquote>}
          <p className="hint">{cleanText(row.why, 300)}</p>
          {row.problems.map(({ field, message }) => (
            <p className="problem" key={`${field} ${message}`}>
              {message}
            </p>
          ))}
          {row.kind === 'RELATIONSHIP' && (
            <AlreadyRecorded
              input={rowInputOf(row, decisions)}
              onAddTo={(start) => act({ do: 'correct', input: { ...rowInputOf(row, decisions), start } })}
            />
          )}
          {row.state === 'PROPOSED' && (
            <div className="actions">
              <button type="button" aria-keyshortcuts="a" onClick={() => act({ do: 'accept' })}>
                Accept
              </button>
              <button type="button" aria-keyshortcuts="r" onClick={() => act({ do: 'reject' })}>
                Reject
              </button>
              <button type="button" aria-keyshortcuts="e" aria-pressed={editing} onClick={() => onEdit(!editing)}>
                Correct
              </button>
            </div>
          )}
          {editing && <RowForm row={row} desk={desk} onDone={() => onEdit(false)} />}
        </div>
      )}
    </li>
  );
}

/** What writing a row would come to now. */
const VERDICTS: Readonly<Record<DeskRow['verdict'], string>> = {
  CREATED: 'new',
  UPDATED: 'adds to what is recorded',
  UNCHANGED: 'already recorded',
  REJECTED: 'cannot be recorded like this',
};
