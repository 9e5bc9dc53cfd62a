import { useMemo, useState } from 'react';
import { useShared } from '../app/context.ts';
import { hasWebGL } from '../canvas/webgl.ts';
import { isOn, spanOfTime, tieHolds, tieIsOn } from '../graph/filter.ts';
import type { EntityRow, TieRow } from '../graph/graph.ts';
import { inWords, nameOf, tidy } from '../graph/names.ts';
import { Sortable } from './Sortable.tsx';

/** Rows per page; a click shows the next page below. */
const PAGE = 200;

/** The content of the canvas as a table: of ties, or of entities. */
export function Table() {
  const { state, graph } = useShared();
  const [what, setWhat] = useState<'ties' | 'entities'>('ties');
  const off = useMemo(() => new Set(state.view.off), [state.view.off]);
  const span = spanOfTime(state.view.time);
  const ties = [...graph.ties.values()].filter((tie) => tieIsOn(tie, off) && tieHolds(tie, span) !== 'not');
  const shown = new Set(state.history.present.map(({ slug }) => slug));
  const entities = [...graph.entities.values()].filter((entity) => shown.has(entity.slug) && isOn(entity, off));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="table" aria-label="Table" tabIndex={0}>
      {!hasWebGL() && <p className="hint">This browser has no WebGL, which the graph needs, so it is shown as a table.</p>}
      <div className="actions">
        <button type="button" aria-pressed={what === 'ties'} onClick={() => setWhat('ties')}>
          {ties.length} relationships
        </button>
        <button type="button" aria-pressed={what === 'entities'} onClick={() => setWhat('entities')}>
          {entities.length} actors and places
        </button>
      </div>
      {what === 'ties' ? <Ties ties={ties} /> : <Entities entities={entities} ties={ties} />}
    </section>
  );
}

function Ties({ ties }: { readonly ties: readonly TieRow[] }) {
  const { dispatch, state, vocabulary } = useShared();
  const own = state.view.ownScript;
  return (
    <Sortable
      caption="Relationships"
      rows={ties}
      page={PAGE}
      keyOf={({ id }) => id}
      chosen={state.view.tie}
      columns={[
        { name: 'From', value: ({ from }) => nameOf(from, own) },
        {
          name: 'Relationship',
          value: ({ type }) => vocabulary.get(type)?.phrase ?? type,
          onOpen: ({ id }) => dispatch({ do: 'tie', id }),
        },
        { name: 'To', value: ({ to }) => nameOf(to, own) },
        { name: 'Start', value: ({ validity }) => validity.start ?? '' },
        { name: 'End', value: ({ validity }) => validity.end ?? '' },
        { name: 'Status', value: ({ status }) => inWords(status) },
        { name: 'Confidence', value: ({ confidence }) => confidence },
        { name: 'Passages', value: ({ passages }) => passages.totalCount },
      ]}
    />
  );
}

function Entities({ entities, ties }: { readonly entities: readonly EntityRow[]; readonly ties: readonly TieRow[] }) {
  const { dispatch, state } = useShared();
  const counts = new Map<string, number>();
  for (const { from, to } of ties) for (const { slug } of [from, to]) counts.set(slug, (counts.get(slug) ?? 0) + 1);
  return (
    <Sortable
      caption="Actors and places"
      rows={entities}
      page={PAGE}
      keyOf={({ slug }) => slug}
      chosen={state.view.selected[0] ?? null}
      columns={[
        {
          name: 'Name',
          value: (entity) => nameOf(entity, state.view.ownScript),
          onOpen: ({ slug }) => dispatch({ do: 'select', slugs: [slug] }),
        },
        { name: 'Kind', value: ({ kind }) => inWords(kind) },
        { name: 'Relationships shown', value: ({ slug }) => counts.get(slug) ?? 0 },
        { name: 'Other names', value: ({ aliases }) => tidy(aliases.map(({ name }) => name).join(' · '), 120) },
      ]}
    />
  );
}
