import type { FieldProblem } from '../api/requests.ts';

interface Props {
  readonly problems: readonly FieldProblem[];
  /** The field beside which they stand. */
  readonly of: string;
}

/** What is wrong with one field of a form. */
export function ProblemsOfField({ problems, of }: Props) {
  return <Messages problems={problems.filter(({ field }) => field === of)} />;
}

/** What is wrong with the form as a whole, or with fields that it does not have. */
export function OtherProblems({ problems, fields }: { readonly problems: readonly FieldProblem[]; readonly fields: readonly string[] }) {
  return <Messages problems={problems.filter(({ field }) => field === null || !fields.includes(field))} />;
}

function Messages({ problems }: { readonly problems: readonly FieldProblem[] }) {
  if (problems.length === 0) return null;
  return (
    <p className="problem" role="alert">
      {problems.map(({ message }) => message).join(' ')}
    </p>
  );
}
