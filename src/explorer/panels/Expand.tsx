import { useMemo, useState } from 'react';
import { ask } from '../api/ask.ts';
import {
  type GqlDirection,
  type GqlRelationshipType,
  IncomingCountsDocument,
  NeighboursDocument,
  type NeighboursQuery,
  OutgoingCountsDocument,
} from '../api/operations.ts';
import { useAnswer } from '../api/useAnswer.ts';
import { useShared } from '../app/context.ts';
import { colourOfTie } from '../theme/palette.ts';

/** Entities that one click adds. */
const AT_ONCE = 100;

interface Kind {
  readonly type: GqlRelationshipType;
  readonly direction: GqlDirection;
  readonly total: number;
  /** How many of them are on the canvas. */
  readonly shown: number;
}

/** The ties of an entity by type and direction, with how many there are and how many are not shown; a click adds those. */
export function Expand({ slug }: { readonly slug: string }) {
  const { vocabulary, palette, say, show, revision, state } = useShared();
  // Two requests: the server allows at most thirty aliases in one.
  const from = useAnswer(OutgoingCountsDocument, { id: slug }, revision).data?.entity;
  const to = useAnswer(IncomingCountsDocument, { id: slug }, revision).data?.entity;
  const kinds = useKinds(slug, from, to);
  const [asking, setAsking] = useState<string | null>(null);
  const bring = async (kind: Kind) => {
    setAsking(kind.type + kind.direction);
    try {
      show([slug, ...(await neighbours(slug, kind, new Set(state.history.present.map((each) => each.slug))))]);
    } catch (error) {
      say((error as Error).message);
    } finally {
      setAsking(null);
    }
  };
  if (kinds.length === 0) return null;
  return (
    <section>
      <h2>Relationships</h2>
      <ul className="expand">
        {kinds.map((kind) => {
          const { type, direction, total, shown } = kind;
          const row = vocabulary.get(type);
          const more = total - shown;
          return (
            <li key={type + direction}>
              <i className="line" style={{ background: colourOfTie(type, row?.sign ?? 'NEUTRAL', palette) }} />
              <span>{direction === 'IN' ? row?.inversePhrase : row?.phrase}</span>
              <data value={total}>{total}</data>
              {more > 0 ? (
                <button type="button" disabled={asking !== null} onClick={() => void bring(kind)}>
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

type Counts = Readonly<Record<string, unknown>> | null | undefined;

/** The types and directions that it has ties of, highest count first. */
function useKinds(slug: string, from: Counts, to: Counts): readonly Kind[] {
  const { graph } = useShared();
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
        return [{ type: type as GqlRelationshipType, direction: direction as GqlDirection, total, shown: shown.get(name) ?? 0 }];
      })
      .sort((a, b) => b.total - a.total);
  }, [slug, from, to, graph]);
}

/** Slugs of up to MAX_NEIGHBOURS neighbours that are not shown yet, page by page. */
async function neighbours(id: string, { type, direction }: Kind, shown: ReadonlySet<string>): Promise<string[]> {
  const found = new Set<string>();
  for (let after: string | null = null, more = true; more && found.size < AT_ONCE; ) {
    const { entity }: NeighboursQuery = await ask(NeighboursDocument, { id, direction, filter: { types: [type] }, first: 100, after });
    for (const { from, to } of entity?.relationships.nodes ?? []) {
      for (const { slug } of [from, to]) if (!shown.has(slug) && found.size < AT_ONCE) found.add(slug);
    }
    after = entity?.relationships.pageInfo.endCursor ?? null;
    more = entity?.relationships.pageInfo.hasNextPage ?? false;
  }
  return [...found];
}
