import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from 'react';
import { Canvas } from '../canvas/Canvas.tsx';
import { sceneOf } from '../canvas/scene.ts';
import type { Stage } from '../canvas/stage.ts';
import { hasWebGL } from '../canvas/webgl.ts';
import { useGraph } from '../graph/useGraph.ts';
import { useLayout } from '../layout/useLayout.ts';
import { useLive } from '../live/useLive.ts';
import { Legend } from '../panels/Legend.tsx';
import { Side } from '../panels/Side.tsx';
import { decode } from '../state/address.ts';
import { MOST_SHOWN, withShown } from '../state/picture.ts';
import { reduce, START } from '../state/state.ts';
import { Table } from '../table/Table.tsx';
import { paletteOf } from '../theme/palette.ts';
import { useTheme } from '../theme/useTheme.ts';
import { TimeStrip } from '../time/TimeStrip.tsx';
import { type Shared, SharedContext } from './context.ts';
import { Header } from './Header.tsx';
import { useAddress } from './useAddress.ts';
import { useCommands } from './useCommands.ts';
import { useOpening } from './useOpening.ts';
import { useSaying } from './useSaying.ts';

const openedWith = () => ({ ...START, ...placeOf() });
const placeOf = () => {
  const { picture, view } = decode(location.hash);
  return { history: { past: [], present: picture, future: [] }, view };
};

/** The whole page. */
export function Explorer() {
  const [state, dispatch] = useReducer(reduce, null, openedWith);
  const [theme, turnTheme] = useTheme();
  const [chain, light] = useState<ReadonlySet<string> | null>(null);
  const { said, say } = useSaying();
  const stage = useRef<Stage | null>(null);
  const picture = state.history.present;
  const palette = paletteOf(theme);

  const opening = useOpening(0);
  const revision = useLive(opening.answer?.status.revision ?? null, say);
  const { graph, ready, error } = useGraph(picture, opening.graph, revision);
  const isFirst =
    opening.slugs.length > 0 && picture.length === opening.slugs.length && opening.slugs.every((slug) => graph.entities.has(slug));
  useLayout(picture, graph, ready || isFirst, dispatch);
  useAddress(state, dispatch);

  useEffect(() => {
    if (picture.length === 0 && state.history.past.length === 0 && opening.slugs.length > 0) {
      dispatch({ do: 'open', picture: withShown([], opening.slugs), view: state.view });
    }
  }, [opening.slugs, picture.length, state.history.past.length, state.view]);

  const show = useCallback(
    (slugs: readonly string[]) => {
      const count = withShown(picture, slugs).length;
      if (count <= MOST_SHOWN) dispatch({ do: 'show', slugs });
      else
        say(
          `The canvas shows at most ${MOST_SHOWN.toLocaleString('en')} entities; with these it would have ${count.toLocaleString('en')}. Choose fewer, or hide some first.`,
        );
      return count <= MOST_SHOWN;
    },
    [picture, say],
  );
  const vocabulary = useMemo(() => new Map((opening.answer?.vocabulary ?? []).map((row) => [row.type, row] as const)), [opening.answer]);
  const status = opening.answer?.status ?? null;
  const shared: Shared = { state, dispatch, graph, palette, vocabulary, status, revision, say, show, light };
  const scene = useMemo(() => sceneOf({ graph, picture, view: state.view, palette, chain }), [graph, picture, state.view, palette, chain]);
  const commands = useCommands(shared, stage, scene, theme);
  const asTable = state.view.table || !hasWebGL();
  const problem = opening.error ?? error;

  return (
    <SharedContext value={shared}>
      <div className="page" data-panel={state.view.panel}>
        <Header commands={commands} theme={theme} onTheme={turnTheme} asTable={asTable} />
        <aside className="column" aria-label="Legend">
          <Legend />
        </aside>
        <main className="main">
          {asTable ? (
            <Table />
          ) : (
            <Canvas
              scene={scene}
              palette={palette}
              graph={graph}
              stage={stage}
              onEntity={commands.pick}
              onTie={(id) => dispatch({ do: 'tie', id })}
              onNothing={() => dispatch({ do: 'select', slugs: [] })}
              onMove={(slug, spot) => dispatch({ do: 'move', slug, spot })}
              onKey={commands.onKey}
            />
          )}
          {problem && (
            <p className="problem" role="alert">
              {problem}
            </p>
          )}
          <p className="notice" role="status" data-shown={said !== ''}>
            {said}
          </p>
        </main>
        <Side opening={opening} />
        <TimeStrip />
      </div>
    </SharedContext>
  );
}
