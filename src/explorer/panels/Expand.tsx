import { useMemo, useState } from 'react';
import type { Direction } from '../../model/kinds.ts';
import { type RelationshipType, vocabularyOf } from '../../model/vocabulary.ts';
import { DegreesDocument, NeighborsDocument, type NeighborsQuery } from '../api/operations.ts';
import { runQuery } from '../api/requests.ts';
import { useQueryResult } from '../api/useQueryResult.ts';
import { useExplorer } from '../common/context.ts';
import { inOrder, isShown, selectedWindow, tieCertainty, timeFilter } from '../graph/filter.ts';
import { nameOf } from '../graph/names.ts';
import { STRONGEST } from '../graph/neighbors.ts';
import { NeighborList } from './NeighborList.tsx';
import { NoneKnown } from './NoneKnown.tsx';
import { NothingKnown } from './NothingKnown.tsx';

/** Entities that one click adds. */
const MAX_NEIGHBORS = 100;

interface TieCount {
  readonly type: RelationshipType;
  readonly direction: Direction;
  /** How many are likely or known at the selected time, and how many are possible, which includes those. */
  readonly known: number;
  readonly possible: number;
  /** How many of those that the page shows are on the canvas. */
  readonly drawn: number;
}

/** The ties of an entity by type and direction, with how many there are and how many are not shown; a click adds those. */
export function Expand({ slug }: { readonly slug: string }) {
  const { notify, show, state } = useExplorer();
  const { picture, time, possible } = state.history.present;
  const counts = useTieCounts(slug);
  const [loading, setLoading] = useState(false);
  const showMore = async (count: TieCount) => {
    setLoading(true);
    try {
      const filter = timeFilter(time, possible);
      show([slug, ...(await loadNeighbors(slug, count, filter, new Set(picture.map((each) => each.slug))))]);
    } catch (error) {
      notify((error as Error).message);
    } finally {
      setLoading(false);
    }
  };
  if (counts.length === 0) return <NothingKnown slug={slug} />;
  return (
    <section>
      <h2>Relationships</h2>
      <ShowNeighbors slug={slug} />
      <ul className="expand">
        {counts.map((count) => (
          <Row key={count.type + count.direction} slug={slug} count={count} disabled={loading} onMore={() => void showMore(count)} />
        ))}
      </ul>
    </section>
  );
}

/** Adds the strongest neighbors; says how many more there are of an entity that was expanded. */
function ShowNeighbors({ slug }: { readonly slug: string }) {
  const { expand, more, state } = useExplorer();
  const { expanded } = state.history.present;
  const left = more.get(slug);
  const isExpanded = expanded.includes(slug);
  const count = left === undefined ? '' : Math.min(STRONGEST, left).toLocaleString('en');
  return (
    <p className="show-neighbors">
      {left === undefined ? isExpanded && 'All neighbors are in the picture.' : `${left.toLocaleString('en')} more neighbors.`}
      {(left !== undefined || !isExpanded) && (
        <button type="button" onClick={() => void expand(slug)}>
          {left === undefined ? 'Show neighbors' : `Show the strongest ${count}`}
        </button>
      )}
    </p>
  );
}

interface RowProps {
  readonly slug: string;
  readonly count: TieCount;
  readonly disabled: boolean;
  readonly onMore: () => void;
}

function Row({ slug, count, disabled, onMore }: RowProps) {
  const { palette, state } = useExplorer();
  const { type, direction, known, possible, drawn } = count;
  const total = state.history.present.possible ? possible : known;
  const more = total - drawn;
  const { time, possible: withPossible } = state.history.present;
  const filter = { ...timeFilter(time, withPossible), types: [type], ...endsIn(slug, direction) };
  return (
    <li>
      <i className="line" style={{ background: palette.signs[vocabularyOf(type).sign] }} />
      <span>{phraseOf(count)}</span>
      <data value={total}>{total}</data>
      {more > 0 ? (
        <button type="button" disabled={disabled} onClick={onMore}>
          Show {more.toLocaleString('en')}
        </button>
      ) : (
        total > 0 && <small>all shown</small>
      )}
      {known === 0 && <OnlyPossible slug={slug} type={type} direction={direction} />}
      {total > 0 && <NeighborList slug={slug} filter={filter} />}
    </li>
  );
}

/** What is said of a row with nothing but what is possible: which is the best known of it, and when it was last attested. */
function OnlyPossible({ slug, type, direction }: Pick<TieCount, 'type' | 'direction'> & { readonly slug: string }) {
  const { revision, state } = useExplorer();
  const { time } = state.history.present;
  const { ownScript } = state.view;
  const filter = { ...timeFilter(time, true), types: [type] };
  const { data } = useQueryResult(NeighborsDocument, { id: slug, direction, filter, first: MAX_NEIGHBORS }, revision);
  const found = data?.entity?.relationships;
  if (!time || !found) return null;
  const statementOf = ({ from, to }: NeighborTie) =>
    `${phraseOf({ type, direction })} ${nameOf(from.slug === slug ? to : from, ownScript)}`;
  return <NoneKnown time={time} ties={inOrder(found.nodes, selectedWindow(time))} total={found.totalCount} statementOf={statementOf} />;
}

type NeighborTie = NonNullable<NeighborsQuery['entity']>['relationships']['nodes'][number];

/** Of a place it is said first who controls it and who is there, last what lies in it. */
const PLACE_ORDER: readonly RelationshipType[] = ['CONTROLS', 'OPERATES_IN', 'ATTACKS'];

function rankIn({ type, direction }: TieCount): number {
  if (type === 'LOCATED_IN') return PLACE_ORDER.length + 1;
  return direction === 'IN' && PLACE_ORDER.includes(type) ? PLACE_ORDER.indexOf(type) : PLACE_ORDER.length;
}

/** The ends of the relationships of an entity in a direction, as a filter has them. */
const endsIn = (slug: string, direction: Direction) =>
  direction === 'ANY' ? { involving: [slug] } : direction === 'IN' ? { to: [slug] } : { from: [slug] };

function phraseOf({ type, direction }: Pick<TieCount, 'type' | 'direction'>): string {
  const { phrase, inversePhrase } = vocabularyOf(type);
  return direction === 'IN' ? inversePhrase : phrase;
}

/** The types and directions that it has ties of at the selected time, those with most that are known first. */
function useTieCounts(slug: string): readonly TieCount[] {
  const { graph, revision, state } = useExplorer();
  const { time, possible } = state.history.present;
  const variables = { id: slug, known: timeFilter(time, false), possible: timeFilter(time, true) };
  const entity = useQueryResult(DegreesDocument, variables, revision).data?.entity;
  return useMemo(() => {
    if (!entity) return [];
    const window = selectedWindow(time);
    const drawn = new Map<string, number>();
    for (const tie of graph.ties.values()) {
      if (!isShown(tieCertainty(tie, window), possible)) continue;
      const key = tie.from.slug === slug ? `${tie.type}_OUT` : tie.to.slug === slug ? `${tie.type}_IN` : null;
      for (const each of key ? [key, `${tie.type}_ANY`] : []) drawn.set(each, (drawn.get(each) ?? 0) + 1);
    }
    const known = new Map(entity.known.map((one) => [`${one.type}_${one.direction}`, one.relationships]));
    return entity.possible
      .map(({ type, direction, relationships }) => {
        const name = `${type}_${direction}`;
        return { type, direction, known: known.get(name) ?? 0, possible: relationships, drawn: drawn.get(name) ?? 0 };
      })
      .sort((a, b) => Number(b.known > 0) - Number(a.known > 0) || rankIn(a) - rankIn(b) || b.known - a.known || b.possible - a.possible);
  }, [slug, entity, graph, time, possible]);
}

/** Slugs of up to MAX_NEIGHBORS neighbors that are not shown yet, page by page. */
async function loadNeighbors(
  id: string,
  { type, direction }: TieCount,
  time: ReturnType<typeof timeFilter>,
  shown: ReadonlySet<string>,
): Promise<string[]> {
  const found = new Set<string>();
  for (let after: string | null = null, more = true; more && found.size < MAX_NEIGHBORS; ) {
    const filter = { ...time, types: [type] };
    const { entity }: NeighborsQuery = await runQuery(NeighborsDocument, { id, direction, filter, first: 100, after });
    for (const { from, to } of entity?.relationships.nodes ?? []) {
      for (const { slug } of [from, to]) if (!shown.has(slug) && found.size < MAX_NEIGHBORS) found.add(slug);
    }
    after = entity?.relationships.pageInfo.endCursor ?? null;
    more = entity?.relationships.pageInfo.hasNextPage ?? false;
  }
  return [...found];
}
