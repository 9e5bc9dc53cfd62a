import { useExplorer } from '../common/context.ts';
import type { Panel } from '../state/view.ts';

export const TABS: readonly (readonly [Panel, string])[] = [
  ['answer', 'Answer'],
  ['about', 'Details'],
  ['paths', 'Paths'],
  ['legend', 'Legend'],
  ['edit', 'Edit'],
  ['desk', 'Read'],
];

/** The tabs of the side panel. */
export function Tabs() {
  const { state, dispatch } = useExplorer();
  const { panel, question } = state.view;
  return (
    <nav className="tabs" aria-label="Panels">
      {TABS.filter(([name]) => name !== 'answer' || question !== null).map(([name, label]) => (
        <button
          type="button"
          key={name}
          data-tab={name}
          aria-current={panel === name ? 'page' : undefined}
          onClick={() => dispatch({ do: 'view', view: { panel: name } })}
        >
          {label}
        </button>
      ))}
    </nav>
  );
}
