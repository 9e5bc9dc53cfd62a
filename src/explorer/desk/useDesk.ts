import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from 'react';
import type { TextSpan } from '../../model/text/codePoints.ts';
import { DeskDecideDocument, DeskDraftDocument, DeskReadingDocument } from '../api/operations.ts';
import { runMutation, runQuery } from '../api/requests.ts';
import { type Decisions, type DeskAction, decide, UNDECIDED } from './decisions.ts';
import { type DeskRow, deskRowsOf, type Mention, type OpenDraft } from './draft.ts';

export interface DeskState {
  readonly draft: OpenDraft | null;
  readonly rows: readonly DeskRow[];
  readonly decisions: Decisions;
  readonly mentions: readonly Mention[];
  /** Sentences that name somebody and gave no proposal. */
  readonly unread: readonly TextSpan[];
  readonly error: string | null;
  readonly saving: boolean;
  readonly act: (action: DeskAction) => void;
  readonly reload: () => void;
  /** Writes all decisions; returns the rows that were accepted, or null where the server refused, which `error` says. */
  readonly write: () => Promise<readonly DeskRow[] | null>;
}

/** A draft with its text, and the decisions on its rows. Rows are judged again by the server each time the draft is loaded. */
export function useDesk(id: string | null): DeskState {
  const [draft, setDraft] = useState<OpenDraft | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [saving, setSaving] = useState(false);
  const [version, setVersion] = useState(0);
  const [reading, setReading] = useState<{ mentions: readonly Mention[]; unread: readonly TextSpan[] }>({ mentions: [], unread: [] });
  const rows = useMemo(() => (draft ? deskRowsOf(draft) : []), [draft]);
  const latestRows = useRef(rows);
  latestRows.current = rows;
  const [decisions, act] = useReducer((before: Decisions, action: DeskAction) => decide(latestRows.current, before, action), UNDECIDED);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version loads the draft again
  useEffect(() => {
    let active = true;
    setError(null);
    if (id === null) return setDraft(null);
    runQuery(DeskDraftDocument, { id }, 'network-only')
      .then(({ draft: loaded }) => {
        if (!active) return;
        setDraft(loaded ?? null);
        if (!loaded) setError('There is no such draft.');
      })
      .catch((cause: Error) => active && setError(cause.message));
    return () => {
      active = false;
    };
  }, [id, version]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the first open row of a draft that was opened, not of one loaded again
  useEffect(() => act({ do: 'open' }), [draft?.id]);

  const documentId = draft?.source?.document?.id ?? null;
  useEffect(() => {
    let active = true;
    setReading({ mentions: [], unread: [] });
    if (documentId !== null)
      runQuery(DeskReadingDocument, { id: documentId }, 'network-only')
        .then(({ readDocument }) => active && readDocument && setReading(readDocument))
        .catch((cause: Error) => active && setError(cause.message));
    return () => {
      active = false;
    };
  }, [documentId]);

  const reload = useCallback(() => setVersion((before) => before + 1), []);
  const write = async () => {
    if (!draft || decisions.byRow.size === 0) return null;
    setSaving(true);
    setError(null);
    try {
      const made = [...decisions.byRow].map(([index, { accept, input }]) => ({ index, accept, ...(accept && input ? { input } : {}) }));
      await runMutation(DeskDecideDocument, { id: draft.id, decisions: made, ifRevision: draft.revision });
      return rows.filter(({ index }) => decisions.byRow.get(index)?.accept);
    } catch (cause) {
      setError((cause as Error).message);
      return null;
    } finally {
      setSaving(false);
      reload();
    }
  };
  return { draft, rows, decisions, ...reading, error, saving, act, reload, write };
}
