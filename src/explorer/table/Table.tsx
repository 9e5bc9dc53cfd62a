import { useMemo, useState } from 'react';
import { vocabularyOf } from '../../model/vocabulary.ts';
import { hasWebGL } from '../canvas/webgl.ts';
import { useExplorer } from '../common/context.ts';
import { attestedDates } from '../graph/certaintyWords.ts';
import { bestKnownFirst, isShown, isTieVisible, isVisible, selectedWindow, tieCertainty } from '../graph/filter.ts';
import type { GraphEntity, GraphTie } from '../graph/graph.ts';
import { cleanText, enumLabel, nameOf } from '../graph/names.ts';
import { SortableTable } from './SortableTable.tsx';

/** Rows per page; a click shows the next page below. */
const PAGE_SIZE = 200;

/** The content of the canvas as a table: of ties, or of entities. */
export function Table() {
  const { state, graph } = useExplorer();
  const [content, setContent] = useState<'ties' | 'entities'>('ties');
  const { picture, time, possible, hidden: off } = state.history.present;
  const hidden = useMemo(() => new Set(off), [off]);
  const window = selectedWindow(time);
  const ties = bestKnownFirst(graph, window).filter((tie) => isTieVisible(tie, hidden) && isShown(tieCertainty(tie, window), possible));
  const shown = new Set(picture.map(({ slug }) => slug));
  const entities = [...graph.entities.values()].filter((entity) => shown.has(entity.slug) && isVisible(entity, hidden));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="table" aria-label="Table" tabIndex={0}>
      {!hasWebGL() && <p className="hint">This browser has no WebGL, which the graph needs, so it is shown as a table.</p>}
      <div className="actions">
        <button type="button" aria-pressed={content === 'ties'} onClick={() => setContent('ties')}>
          {ties.length} relationships
        </button>
        <button type="button" aria-pressed={content === 'entities'} onClick={() => setContent('entities')}>
          {entities.length} actors and places
        </button>
      </div>
      {content === 'ties' ? <Ties ties={ties} /> : <Entities entities={entities} ties={ties} />}
    </section>
  );
}

/** How well a relationship is known at the selected time, in a narrow column. */
const THEN_WORDS = { THROUGHOUT: 'known', CERTAIN: 'known', LIKELY: 'likely', POSSIBLE: 'possible' } as const;

function Ties({ ties }: { readonly ties: readonly GraphTie[] }) {
  const { dispatch, state } = useExplorer();
  const { ownScript: own } = state.view;
  const window = selectedWindow(state.history.present.time);
  const thenOf = (tie: GraphTie) => THEN_WORDS[tieCertainty(tie, window) ?? 'POSSIBLE'];
  return (
    <SortableTable
      caption="Relationships"
      rows={ties}
      pageSize={PAGE_SIZE}
      keyOf={({ id }) => id}
      selectedKey={state.view.tie}
      columns={[
        { name: 'From', value: ({ from }) => nameOf(from, own) },
        {
          name: 'Relationship',
          value: ({ type }) => vocabularyOf(type).phrase,
          onOpen: ({ id }) => dispatch({ do: 'tie', id }),
        },
        { name: 'To', value: ({ to }) => nameOf(to, own) },
        { name: 'Start', unbroken: true, value: ({ validity }) => validity.start ?? '' },
        { name: 'End', unbroken: true, value: ({ validity }) => validity.end ?? '' },
        ...(window
          ? [
              { name: 'Then', value: thenOf },
              { name: 'Last attested', unbroken: true, value: (tie: GraphTie) => attestedDates(tie).last ?? '' },
            ]
          : []),
        { name: 'Status', value: ({ status }) => enumLabel(status) },
        { name: 'Confidence', value: ({ confidence }) => confidence },
        { name: 'Passages', value: ({ passages }) => passages.totalCount },
      ]}
    />
  );
}

function Entities({ entities, ties }: { readonly entities: readonly GraphEntity[]; readonly ties: readonly GraphTie[] }) {
  const { dispatch, state } = useExplorer();
  const counts = new Map<string, number>();
  for (const { from, to } of ties) for (const { slug } of [from, to]) counts.set(slug, (counts.get(slug) ?? 0) + 1);
  return (
    <SortableTable
      caption="Actors and places"
      rows={entities}
      pageSize={PAGE_SIZE}
      keyOf={({ slug }) => slug}
      selectedKey={state.view.selected[0] ?? null}
      columns={[
        {
          name: 'Name',
          value: (entity) => nameOf(entity, state.view.ownScript),
          onOpen: ({ slug }) => dispatch({ do: 'select', slugs: [slug] }),
        },
        { name: 'Kind', value: ({ kind }) => enumLabel(kind) },
        { name: 'Relationships shown', value: ({ slug }) => counts.get(slug) ?? 0 },
        { name: 'Other names', value: ({ aliases }) => cleanText(aliases.map(({ name }) => name).join(' · '), 120) },
      ]}
    />
  );
}
