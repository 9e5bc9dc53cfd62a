import { DeskDraftsDocument } from '../api/operations.ts';
import { useQueryResult } from '../api/useQueryResult.ts';
import { cleanText } from '../graph/names.ts';

interface Props {
  readonly token: string;
  readonly onOpen: (id: string) => void;
}

/** The drafts that wait for a decision. Readers do not see them. */
export function Drafts({ token, onOpen }: Props) {
  return (
    <section>
      <h1>Waiting drafts</h1>
      {token === '' ? <p className="hint">Enter a token to see what waits for a decision.</p> : <List onOpen={onOpen} />}
    </section>
  );
}

function List({ onOpen }: Pick<Props, 'onOpen'>) {
  const { data, error } = useQueryResult(DeskDraftsDocument, {}, 1);
  const drafts = data?.drafts?.nodes ?? [];
  return (
    <>
      {error && <p className="problem">{error}</p>}
      {data && drafts.length === 0 && <p className="hint">None. Read a text, or use the command allegiance read.</p>}
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
    </>
  );
}
