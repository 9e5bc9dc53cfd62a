import { useState } from 'react';
import { useShared } from '../app/context.ts';

interface Report {
  readonly revision: number;
  readonly rows: readonly { readonly problems: readonly { readonly message: string }[] }[];
}

/** Runs mutations and holds the error messages of the server as they came; `send` returns whether the change was saved. */
export function useEdit(): {
  readonly send: (change: () => Promise<Report>) => Promise<boolean>;
  readonly refusal: string | null;
  readonly sending: boolean;
} {
  const { say } = useShared();
  const [refusal, setRefusal] = useState<string | null>(null);
  const [sending, setSending] = useState(false);
  const send = async (change: () => Promise<Report>): Promise<boolean> => {
    setSending(true);
    setRefusal(null);
    try {
      const { rows, revision } = await change();
      const problems = rows.flatMap((row) => row.problems);
      if (problems.length > 0) setRefusal(problems.map(({ message }) => message).join(' '));
      else say(`Saved as revision ${revision}.`);
      return problems.length === 0;
    } catch (error) {
      setRefusal((error as Error).message);
      return false;
    } finally {
      setSending(false);
    }
  };
  return { send, refusal, sending };
}
