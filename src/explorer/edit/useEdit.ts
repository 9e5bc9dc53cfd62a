import { useEffect, useState } from 'react';
import { type FieldProblem, RequestError } from '../api/requests.ts';
import { useExplorer } from '../common/context.ts';

/** Runs mutations and holds what the server says is wrong, the first of which scrolls into view; `send` returns whether the change was saved. */
export function useEdit(): {
  readonly send: (mutate: () => Promise<{ readonly revision: number }>) => Promise<boolean>;
  /** What is wrong with which field; null for the whole. */
  readonly problems: readonly FieldProblem[];
  readonly sending: boolean;
} {
  const { notify } = useExplorer();
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const [sending, setSending] = useState(false);
  useEffect(() => {
    if (problems.length > 0) document.querySelector('.edit [role=alert]')?.scrollIntoView({ block: 'center' });
  }, [problems]);
  const send = async (mutate: () => Promise<{ readonly revision: number }>): Promise<boolean> => {
    setSending(true);
    setProblems([]);
    try {
      const { revision } = await mutate();
      notify(`Saved as revision ${revision}.`);
      return true;
    } catch (error) {
      const ofRows = error instanceof RequestError ? error.problems : [];
      setProblems(ofRows.length > 0 ? ofRows : [{ field: null, message: (error as Error).message }]);
      return false;
    } finally {
      setSending(false);
    }
  };
  return { send, problems, sending };
}
