import { useState } from 'react';
import { useExplorer } from '../common/context.ts';

interface MutationReport {
  readonly revision: number;
  readonly rows: readonly { readonly problems: readonly { readonly message: string }[] }[];
}

/** Runs mutations and holds the error messages of the server as they came; `send` returns whether the change was saved. */
export function useEdit(): {
  readonly send: (mutate: () => Promise<MutationReport>) => Promise<boolean>;
  readonly errorMessage: string | null;
  readonly sending: boolean;
} {
  const { notify } = useExplorer();
  const [errorMessage, setErrorMessage] = useState<string | null>(null);
  const [sending, setSending] = useState(false);
  const send = async (mutate: () => Promise<MutationReport>): Promise<boolean> => {
    setSending(true);
    setErrorMessage(null);
    try {
      const { rows, revision } = await mutate();
      const problems = rows.flatMap((row) => row.problems);
      if (problems.length > 0) setErrorMessage(problems.map(({ message }) => message).join(' '));
      else notify(`Saved as revision ${revision}.`);
      return problems.length === 0;
    } catch (error) {
      setErrorMessage((error as Error).message);
      return false;
    } finally {
      setSending(false);
    }
  };
  return { send, errorMessage, sending };
}
