import { useState } from 'react';
import { ProfileDocument, type ProfileQuery } from '../api/operations.ts';
import { useQueryResult } from '../api/useQueryResult.ts';
import { useExplorer } from '../common/context.ts';
import { whenWords } from '../graph/certaintyWords.ts';
import type { timeFilter } from '../graph/filter.ts';
import { cleanText, nameOf } from '../graph/names.ts';

type ProfileTie = NonNullable<ProfileQuery['relationships']>['nodes'][number];

interface Props {
  readonly slug: string;
  /** The relationships that are listed: of one type and direction, at the selected time. */
  readonly filter: ReturnType<typeof timeFilter>;
  readonly after?: string;
}

/** The neighbors by name with their relationships, the best known and most confident first; twenty relationships, then more. */
export function NeighborList({ slug, filter, after }: Props) {
  const { revision } = useExplorer();
  const [more, setMore] = useState(false);
  const { data, error } = useQueryResult(ProfileDocument, { filter, after: after ?? null }, revision);
  if (error && !data) return <p className="problem">{error}</p>;
  if (!data?.relationships) return null;
  const { nodes, pageInfo } = data.relationships;
  const byNeighbor = new Map<string, ProfileTie[]>();
  for (const tie of nodes) {
    const key = (tie.from.slug === slug ? tie.to : tie.from).slug;
    byNeighbor.set(key, [...(byNeighbor.get(key) ?? []), tie]);
  }
  return (
    <>
      <ol className="neighbors">
        {[...byNeighbor].map(([neighbor, ties]) => (
          <Neighbor key={neighbor} slug={neighbor} ties={ties} />
        ))}
      </ol>
      {pageInfo.hasNextPage &&
        (more ? (
          <NeighborList slug={slug} filter={filter} after={pageInfo.endCursor!} />
        ) : (
          <button type="button" className="link" onClick={() => setMore(true)}>
            More
          </button>
        ))}
    </>
  );
}

/** A neighbor, and each relationship to it: when it held, how well that is known, and who says so first. */
function Neighbor({ slug, ties }: { readonly slug: string; readonly ties: readonly ProfileTie[] }) {
  const { state, dispatch, show } = useExplorer();
  const { picture, time } = state.history.present;
  const first = ties[0]!;
  const entity = first.from.slug === slug ? first.from : first.to;
  const name = nameOf(entity, state.view.ownScript, 60);
  const isShown = picture.some((each) => each.slug === slug);
  return (
    <li>
      <i className="dot" data-kind={entity.kind} />
      <button type="button" className="link name" onClick={() => dispatch({ do: 'tie', id: first.id })}>
        <bdi>{name}</bdi>
      </button>
      {!isShown && (
        <button
          type="button"
          className="add"
          aria-label={`Add ${name} to the picture`}
          title="Add to the picture"
          onClick={() => show([slug])}
        >
          +
        </button>
      )}
      {ties.map((tie, at) => (
        <p key={tie.id} className="held">
          {at === 0 ? (
            <small>{whenWords(tie, time)}</small>
          ) : (
            <button type="button" className="link" onClick={() => dispatch({ do: 'tie', id: tie.id })}>
              <small>{whenWords(tie, time)}</small>
            </button>
          )}
          <FirstQuote tie={tie} />
        </p>
      ))}
    </li>
  );
}

function FirstQuote({ tie: { evidence, status } }: { readonly tie: ProfileTie }) {
  const passage = evidence.nodes[0];
  if (!passage) return null;
  const { quote, verbatim, attribution, attributedTo, source } = passage;
  const text = cleanText(quote, 160);
  const speaker = attributedTo?.name ?? attribution;
  return (
    <q className="first-quote" dir="auto" data-verbatim={verbatim}>
      {verbatim ? `“${text}”` : text}
      <cite>
        {' — '}
        {speaker && `${cleanText(speaker, 60)}, `}
        {cleanText(source.title, 80)}
        {status === 'DISPUTED' && ' (disputed)'}
      </cite>
    </q>
  );
}
