import { useMemo, useState } from 'react';
import type { Direction } from '../../model/kinds.ts';
import { type RelationshipType, vocabularyOf } from '../../model/vocabulary.ts';
import { IncomingCountsDocument, NeighborsDocument, type NeighborsQuery, OutgoingCountsDocument } from '../api/operations.ts';
import { runQuery } from '../api/requests.ts';
import { useQueryResult } from '../api/useQueryResult.ts';
import { useExplorer } from '../common/context.ts';
import { colourOfTie } from '../theme/palette.ts';

/** Entities that one click adds. */
const MAX_NEIGHBORS = 100;

interface TieCount {
  readonly type: RelationshipType;
  readonly direction: Direction;
  readonly total: number;
  /** How many of them are on the canvas. */
  readonly shown: number;
}

/** The ties of an entity by type and direction, with how many there are and how many are not shown; a click adds those. */
export function Expand({ slug }: { readonly slug: string }) {
  const { palette, notify, show, revision, state } = useExplorer();
  // Two requests: the server allows at most thirty aliases in one.
  const from = useQueryResult(OutgoingCountsDocument, { id: slug }, revision).data?.entity;
  const to = useQueryResult(IncomingCountsDocument, { id: slug }, revision).data?.entity;
  const counts = useTieCounts(slug, from, to);
  const [loading, setLoading] = useState<string | null>(null);
  const showMore = async (count: TieCount) => {
    setLoading(count.type + count.direction);
    try {
      show([slug, ...(await loadNeighbors(slug, count, new Set(state.history.present.map((each) => each.slug))))]);
    } catch (error) {
      notify((error as Error).message);
    } finally {
      setLoading(null);
    }
  };
  if (counts.length === 0) return null;
  return (
    <section>
      <h2>Relationships</h2>
      <ul className="expand">
        {counts.map((count) => {
          const { type, direction, total, shown } = count;
          const { phrase, inversePhrase } = vocabularyOf(type);
          const more = total - shown;
          return (
            <li key={type + direction}>
              <i className="line" style={{ background: colourOfTie(type, palette) }} />
              <span>{direction === 'IN' ? inversePhrase : phrase}</span>
              <data value={total}>{total}</data>
              {more > 0 ? (
                <button type="button" disabled={loading !== null} onClick={() => void showMore(count)}>
                  {more.toLocaleString('en')} more
                </button>
              ) : (
                <small>all shown</small>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

type CountsQuery = Readonly<Record<string, unknown>> | null | undefined;

/** The types and directions that it has ties of, highest count first. */
function useTieCounts(slug: string, from: CountsQuery, to: CountsQuery): readonly TieCount[] {
  const { graph } = useExplorer();
  return useMemo(() => {
    const shown = new Map<string, number>();
    for (const { type, from, to } of graph.ties.values()) {
      const key = from.slug === slug ? `${type}_OUT` : to.slug === slug ? `${type}_IN` : null;
      for (const each of key ? [key, `${type}_ANY`] : []) shown.set(each, (shown.get(each) ?? 0) + 1);
    }
    return Object.entries({ ...from, ...to })
      .flatMap(([name, count]) => {
        const [, type, direction] = /^([A-Z_]+)_(OUT|IN|ANY)$/.exec(name) ?? [];
        const total = (count as { totalCount?: number } | null)?.totalCount ?? 0;
        if (!type || total === 0) return [];
        return [{ type: type as RelationshipType, direction: direction as Direction, total, shown: shown.get(name) ?? 0 }];
      })
      .sort((a, b) => b.total - a.total);
  }, [slug, from, to, graph]);
}

/** Slugs of up to MAX_NEIGHBORS neighbors that are not shown yet, page by page. */
async function loadNeighbors(id: string, { type, direction }: TieCount, shown: ReadonlySet<string>): Promise<string[]> {
  const found = new Set<string>();
  for (let after: string | null = null, more = true; more && found.size < MAX_NEIGHBORS; ) {
    const { entity }: NeighborsQuery = await runQuery(NeighborsDocument, { id, direction, filter: { types: [type] }, first: 100, after });
    for (const { from, to } of entity?.relationships.nodes ?? []) {
      for (const { slug } of [from, to]) if (!shown.has(slug) && found.size < MAX_NEIGHBORS) found.add(slug);
    }
    after = entity?.relationships.pageInfo.endCursor ?? null;
    more = entity?.relationships.pageInfo.hasNextPage ?? false;
  }
  return [...found];
}
