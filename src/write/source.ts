import { sourceId } from '../model/id.ts';
import { sortKey } from '../store/entity.ts';
import { problem } from './check.ts';
import { kept } from './fields.ts';
import type { RowOutcome } from './report.ts';
import { checkNotRetracted } from './retracted.ts';
import type { SourceRow } from './rows.ts';
import { weighAnew } from './weigh.ts';
import type { Workspace } from './workspace.ts';

export function planSource(space: Workspace, row: SourceRow): RowOutcome {
  const id = sourceId(row.key);
  const retracted = checkNotRetracted(space, id, 'key');
  if (retracted.length > 0) return { problems: retracted };
  const known = space.sources.get(id);
  const reliability = kept(row.reliability, known?.reliability) ?? 'F';
  const resting = known && known.reliability !== reliability ? (space.restingOn.get(id) ?? []) : [];
  if (resting.length > MOST_RESTING) return { problems: [problem('reliability', 'TOO_WIDE', tooWide(row.key))] };
  const effect = space.sources.put(
    {
      id,
      key: row.key,
      title: row.title,
      sort: sortKey(row.title, id),
      publisher: kept(row.publisher, known?.publisher),
      url: kept(row.url, known?.url),
      publishedOn: kept(row.publishedOn, known?.publishedOn),
      reliability,
      citation: kept(row.citation, known?.citation),
    },
    space.stamp,
  );
  for (const about of resting) weighAnew(space, about);
  return { id, effect };
}

/** All ties and events that cite a source are reassessed in the same revision; this limits the size of its change set. */
export const MOST_RESTING = 20_000;

function tooWide(key: string): string {
  return `Expected a source that at most ${MOST_RESTING} relationships and events cite; more cite "${key}". To give it another reliability, record it as a new source under another key.`;
}
