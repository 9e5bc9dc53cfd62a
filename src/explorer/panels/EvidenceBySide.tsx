import type { RelationshipDetailsQuery } from '../api/operations.ts';
import { Passage } from './Passage.tsx';

type Evidence = NonNullable<RelationshipDetailsQuery['relationship']>['evidence'];

/** The evidence, in two lists where some of it denies what it is about. */
export function EvidenceBySide({ evidence }: { readonly evidence: Evidence }) {
  const asserts = evidence.nodes.filter(({ stance }) => stance === 'ASSERTS');
  const denies = evidence.nodes.filter(({ stance }) => stance === 'DENIES');
  if (evidence.totalCount === 0) return <p className="hint">No evidence is recorded for it.</p>;
  const sides =
    denies.length > 0
      ? ([
          ['Asserted by', asserts],
          ['Denied by', denies],
        ] as const)
      : ([['Evidence', asserts]] as const);
  return sides.map(([text, passages]) =>
    passages.length === 0 ? null : (
      <section key={text} className="voices">
        <h2>
          {text} <data value={passages.length}>{passages.length}</data>
        </h2>
        {passages.map((passage) => (
          <Passage key={passage.id} passage={passage} />
        ))}
      </section>
    ),
  );
}
