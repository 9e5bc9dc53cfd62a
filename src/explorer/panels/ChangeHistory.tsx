import type { RevisionFieldsFragment } from '../api/operations.ts';
import { dateInWords } from '../graph/dateLabel.ts';
import { cleanText } from '../graph/names.ts';

/** The changes of a record, by whom, when and why; latest first. */
export function ChangeHistory({ changes }: { readonly changes: readonly RevisionFieldsFragment[] }) {
  if (changes.length === 0) return null;
  return (
    <details className="history">
      <summary>
        History <data value={changes.length}>{changes.length}</data>
      </summary>
      <ol>
        {changes.map(({ number, at, by, summary, reason }) => (
          <li key={number}>
            <time dateTime={at}>{dateInWords(at.slice(0, 10))}</time>
            <span>
              <bdi>{cleanText(summary, 200)}</bdi> <small>by {cleanText(by, 60)}</small>
              {reason && <small>“{cleanText(reason, 300)}”</small>}
            </span>
          </li>
        ))}
      </ol>
    </details>
  );
}
