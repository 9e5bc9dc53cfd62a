import { lazy, Suspense, useCallback, useEffect, useMemo, useReducer, useRef, useState } from 'react';
import { useLiveRevision } from '../api/useLiveRevision.ts';
import { Canvas } from '../canvas/Canvas.tsx';
import type { CanvasController } from '../canvas/canvasController.ts';
import { sceneOf } from '../canvas/scene.ts';
import { hasWebGL } from '../canvas/webgl.ts';
import { ExplorerContext, type ExplorerContextValue } from '../common/context.ts';
import { Waiting } from '../common/Waiting.tsx';
import type { Overview } from '../graph/loadOverview.ts';
import { cleanText } from '../graph/names.ts';
import { useMoreNeighbors } from '../graph/neighbors.ts';
import { useGraph } from '../graph/useGraph.ts';
import { useOverview } from '../graph/useOverview.ts';
import { useLayout } from '../layout/useLayout.ts';
import { Legend } from '../panels/Legend.tsx';
import { SidePanel } from '../panels/SidePanel.tsx';
import { decode } from '../state/address.ts';
import { addShown, MAX_SHOWN } from '../state/picture.ts';
import { INITIAL_STATE, reduce } from '../state/state.ts';
import { startHistory } from '../state/undoHistory.ts';
import type { TimeSelection } from '../state/view.ts';
import { paletteOf } from '../theme/palette.ts';
import { useTheme } from '../theme/useTheme.ts';
import { Timeline } from '../time/Timeline.tsx';
import { CanvasMenu, type OpenMenu } from './CanvasMenu.tsx';
import { PageHeader } from './PageHeader.tsx';
import { useAddress } from './useAddress.ts';
import { useCommands } from './useCommands.ts';
import { useExpand } from './useExpand.ts';
import { useNotice } from './useNotice.ts';

/** Loaded when it is opened: the first picture does not wait for it. */
const Desk = lazy(async () => ({ default: (await import('../desk/Desk.tsx')).Desk }));

const Table = lazy(async () => ({ default: (await import('../table/Table.tsx')).Table }));

const MapView = lazy(async () => ({ default: (await import('../map/MapView.tsx')).MapView }));

const initialState = () => ({ ...INITIAL_STATE, ...stateFromAddress() });
const stateFromAddress = () => {
  const { view, ...shown } = decode(location.hash);
  return { history: startHistory(shown), view };
};

/** The whole page. */
export function Explorer() {
  const [state, dispatch] = useReducer(reduce, null, initialState);
  const [theme, toggleTheme] = useTheme();
  const [highlightedPath, highlightPath] = useState<ReadonlySet<string> | null>(null);
  const [changesSince, markChangesSince] = useState<TimeSelection | null>(null);
  const { notice, notify } = useNotice();
  const controller = useRef<CanvasController | null>(null);
  const shown = state.history.present;
  const { picture } = shown;
  const palette = paletteOf(theme);

  const [since, setSince] = useState<number | null>(null);
  const revision = useLiveRevision(since, notify);
  const [beganEmpty, setBeganEmpty] = useState(false);
  const untouched = !shown.cleared && state.history.past.length === 0 && state.view.question === null;
  const { overview, error: overviewError } = useOverview(shown.time, revision, beganEmpty && untouched);
  useEffect(() => {
    if (since !== null || !overview) return;
    setSince(overview.result.status.revision);
    setBeganEmpty(overview.slugs.length === 0);
  }, [since, overview]);
  const { graph, ready, error, missing } = useGraph(picture, overview?.graph ?? null, revision);
  useLayout(picture, graph, shown.time, ready, dispatch);
  useAddress(state, dispatch);
  const [forgotten, setForgotten] = useState<readonly string[]>([]);
  useEffect(() => {
    if (missing.length === 0) return;
    setForgotten(missing);
    dispatch({ do: 'forget', slugs: missing });
  }, [missing]);

  const isNew = picture.length === 0 && untouched;
  const opened = useRef<Overview | null>(null);
  useEffect(() => {
    if (!overview || overview.slugs.length === 0) return;
    // A page that began empty follows what is imported, until the user does anything with the picture.
    const grows = beganEmpty && untouched && opened.current !== overview;
    if (!isNew && !grows) return;
    opened.current = overview;
    dispatch({ do: 'open', ...shown, time: overview.time, picture: addShown([], overview.slugs), view: state.view });
  }, [isNew, beganEmpty, untouched, overview, shown, state.view]);

  const show = useCallback(
    (slugs: readonly string[]) => {
      const count = addShown(picture, slugs).length;
      if (count <= MAX_SHOWN) dispatch({ do: 'show', slugs });
      else
        notify(
          `The canvas shows at most ${MAX_SHOWN.toLocaleString('en')} entities; with these it would have ${count.toLocaleString('en')}. Choose fewer, or hide some first.`,
        );
      return count <= MAX_SHOWN;
    },
    [picture, notify],
  );
  const status = overview?.result.status ?? null;
  const expand = useExpand(state, dispatch, notify);
  const more = useMoreNeighbors(shown, graph, ready, revision);
  const [menu, setMenu] = useState<OpenMenu | null>(null);
  const context: ExplorerContextValue = {
    state,
    dispatch,
    graph,
    palette,
    status,
    revision,
    notify,
    show,
    expand,
    more,
    highlightPath,
    markChangesSince,
  };
  const scene = useMemo(
    () => sceneOf({ graph, ...shown, view: state.view, palette, highlightedPath, more, changesSince }),
    [graph, shown, state.view, palette, highlightedPath, more, changesSince],
  );
  const isOpening = isNew && overviewError === null && overview?.slugs.length !== 0;
  const settled = !isOpening && ready && picture.every(({ slug, position }) => position !== null || !graph.entities.has(slug));
  const commands = useCommands(context, controller, scene, settled);
  const shownAs = state.view.as === 'picture' && !hasWebGL() ? 'table' : state.view.as;
  const errorMessage = overviewError ?? error;

  return (
    <ExplorerContext value={context}>
      <div className="page" data-panel={state.view.panel}>
        <PageHeader commands={commands} theme={theme} onToggleTheme={toggleTheme} shownAs={shownAs} />
        <aside className="column" aria-label="Legend">
          <Legend />
        </aside>
        {state.view.panel === 'desk' ? (
          <Suspense fallback={<Waiting heading="Read" />}>
            <Desk />
          </Suspense>
        ) : (
          <>
            <main className="main">
              {shownAs === 'table' && (
                <Suspense fallback={<p className="waiting">Loading …</p>}>
                  <Table />
                </Suspense>
              )}
              {shownAs === 'map' && (
                <Suspense fallback={<p className="waiting">Loading …</p>}>
                  <MapView />
                </Suspense>
              )}
              {shownAs === 'picture' && (
                <Canvas
                  scene={scene}
                  palette={palette}
                  graph={graph}
                  time={shown.time}
                  camera={state.view.camera}
                  complete={settled}
                  controller={controller}
                  onEntity={commands.selectEntity}
                  onLine={commands.openLine}
                  onExpand={(slug) => void expand(slug)}
                  onMenu={(slug, at) => setMenu({ slug, at })}
                  onLasso={(slugs) => dispatch({ do: 'select', slugs })}
                  onNothing={() => dispatch({ do: 'select', slugs: [] })}
                  onMove={(slug, position, camera) => {
                    dispatch({ do: 'view', view: { camera } });
                    dispatch({ do: 'move', slug, position });
                  }}
                  onCamera={(camera) => dispatch({ do: 'view', view: { camera } })}
                  onKey={commands.onKey}
                >
                  {menu && <CanvasMenu {...menu} commands={commands} onClose={() => setMenu(null)} />}
                </Canvas>
              )}
              {overview === null && errorMessage === null && (
                <p className="waiting slow" role="status">
                  The graph is being loaded …
                </p>
              )}
              {errorMessage && (
                <p className="problem" role="alert">
                  {errorMessage}
                </p>
              )}
              {forgotten.length > 0 && (
                <p className="problem" role="alert">
                  {missingWords(forgotten)}{' '}
                  <button type="button" onClick={() => setForgotten([])}>
                    Close
                  </button>
                </p>
              )}
            </main>
            <SidePanel overview={overview} />
          </>
        )}
        <Timeline />
        <p className="notice" role="status" data-shown={notice !== ''}>
          {notice}
        </p>
      </div>
    </ExplorerContext>
  );
}

/** Says which names of a link are no longer in the graph. */
const missingWords = (slugs: readonly string[]): string =>
  `${new Intl.ListFormat('en').format(slugs.map((slug) => `“${cleanText(slug, 60)}”`))} ${slugs.length === 1 ? 'is' : 'are'} not in this graph (any more). Everything else is shown.`;
