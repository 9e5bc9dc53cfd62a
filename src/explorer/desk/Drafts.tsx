import { DeskDraftsDocument } from '../api/operations.ts';
import { useQueryResult } from '../api/useQueryResult.ts';
import { cleanText } from '../graph/names.ts';

/** The drafts that wait for a decision. */
export function Drafts({ onOpen }: { readonly onOpen: (id: string) => void }) {
  const { data, error } = useQueryResult(DeskDraftsDocument, {}, 1);
  const drafts = data?.drafts?.nodes ?? [];
  return (
    <section>
      <h1>Waiting drafts</h1>
      {error && <p className="problem">{error}</p>}
      {data && drafts.length === 0 && <p className="hint">None. Read a text, or import one with `allegiance read`.</p>}
      <ol className="drafts">
        {drafts.map(({ id, title, by, at }) => (
          <li key={id}>
            <button type="button" className="link" onClick={() => onOpen(id)}>
              <bdi>{cleanText(title, 160)}</bdi>
            </button>
            <small>
              <bdi>{cleanText(by, 60)}</bdi>, {at.slice(0, 10)}
            </small>
          </li>
        ))}
      </ol>
    </section>
  );
}
