import { useShared } from '../app/context.ts';
import type { Opening } from '../app/useOpening.ts';
import { Edit } from '../edit/Edit.tsx';
import { Paths } from '../paths/Paths.tsx';
import type { Panel } from '../state/view.ts';
import { About } from './About.tsx';
import { EntityCard } from './EntityCard.tsx';
import { Legend } from './Legend.tsx';
import { Several } from './Several.tsx';
import { TieCard } from './TieCard.tsx';

const TABS: readonly (readonly [Panel, string])[] = [
  ['about', 'Details'],
  ['paths', 'Paths'],
  ['legend', 'Legend'],
  ['edit', 'Edit'],
];

/** The panel beside the canvas, with its tabs. */
export function Side({ opening }: { readonly opening: Opening }) {
  const { state, dispatch } = useShared();
  const { panel } = state.view;
  return (
    <aside className="side" aria-label="Details">
      <nav className="tabs" aria-label="Panels">
        {TABS.map(([name, words]) => (
          <button
            type="button"
            key={name}
            data-tab={name}
            aria-current={panel === name ? 'page' : undefined}
            onClick={() => dispatch({ do: 'view', view: { panel: name } })}
          >
            {words}
          </button>
        ))}
      </nav>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="panel" tabIndex={0} aria-label={TABS.find(([name]) => name === panel)?.[1]}>
        {panel === 'paths' && <Paths />}
        {panel === 'legend' && <Legend />}
        {panel === 'edit' && <Edit />}
        {(panel === 'about' || panel === 'paths') && <Selected opening={opening} bare={panel === 'paths'} />}
      </section>
    </aside>
  );
}

function Selected({ opening, bare }: { readonly opening: Opening; readonly bare: boolean }) {
  const { tie, selected } = useShared().state.view;
  if (tie) return <TieCard key={tie} id={tie} />;
  if (selected.length > 1) return <Several slugs={selected} />;
  if (selected[0]) return <EntityCard key={selected[0]} slug={selected[0]} />;
  return bare ? null : <About opening={opening} />;
}
