import { type RefObject, useRef } from 'react';
import type { CanvasController } from '../canvas/canvasController.ts';
import type { DrawnLine } from '../canvas/lines.ts';
import type { Scene } from '../canvas/scene.ts';
import type { ExplorerContextValue } from '../common/context.ts';
import { copyLink } from '../export/copyLink.ts';
import type { Format } from '../export/formats.ts';
import type { SaveInput } from '../export/save.ts';
import { questionShown } from './questionShown.ts';

export interface Commands {
  /** Selects an entity; with `more` it is added to the selection, or removed from it. */
  readonly selectEntity: (slug: string, more: boolean) => void;
  /** Opens what is between a pair: the relationship, or both of them where there are several. */
  readonly openLine: (line: DrawnLine) => void;
  readonly onKey: (key: string, slug: string | null) => void;
  readonly fit: () => void;
  /** The next drag on the canvas draws a lasso. */
  readonly lasso: () => void;
  /** Undoes the last step; an edit of the graph only after the user has agreed. */
  readonly undo: () => void;
  readonly save: (format: Format) => void;
  /** Puts the address of what is shown on the clipboard. */
  readonly copyLink: () => void;
}

/** Milliseconds between two looks whether the scene is complete. */
const SETTLE_INTERVAL_MS = 30;

/** The commands of the canvas, the header and the keyboard. */
export function useCommands(
  { state, dispatch, graph, palette, status, revision, notify, expand }: ExplorerContextValue,
  controller: RefObject<CanvasController | null>,
  scene: Scene,
  /** Whether the scene is complete: all of the picture is loaded and has its place. */
  settled: boolean,
): Commands {
  const { view } = state;
  const drawn = { ...state.history.present, graph, view };
  const latest = useRef<SaveInput & { readonly settled: boolean }>(null as never);
  const question = () => questionShown(drawn);
  latest.current = { drawn, scene, palette, revision: revision || (status?.revision ?? 0), question, settled };
  const saveSettled = async (format: Format) => {
    while (!latest.current.settled) await new Promise((next) => setTimeout(next, SETTLE_INTERVAL_MS));
    const { save } = await import('../export/save.ts');
    const leftOut = await save(format, latest.current);
    if (leftOut !== null) notify(leftOut);
  };
  const selectEntity = (slug: string, more: boolean) => {
    if (more) return dispatch({ do: 'select', slugs: toggled(view.selected, slug) });
    if (view.panel === 'paths' && (view.paths.from === null || view.paths.to === null)) {
      return dispatch({ do: 'paths', paths: view.paths.from === null ? { from: slug } : { to: slug } });
    }
    dispatch({ do: 'select', slugs: [slug] });
  };
  const openLine = ({ pair }: DrawnLine) => {
    const [only, ...others] = scene.lines.filter(({ pair: [a, b] }) => a === pair[0] && b === pair[1]).flatMap(({ ties }) => ties);
    dispatch(only && others.length === 0 ? { do: 'tie', id: only.id } : { do: 'select', slugs: pair });
  };
  const onKey = (key: string, slug: string | null) => {
    const targets = view.selected.length > 0 ? view.selected : slug ? [slug] : [];
    if ((key === 'Enter' || key === ' ') && slug) selectEntity(slug, key === ' ');
    else if ((key === 'Delete' || key === 'h') && targets.length > 0) dispatch({ do: 'hide', slugs: targets });
    else if (key === 'p' && targets.length > 0) dispatch({ do: isPinned(targets[0]!) ? 'unpin' : 'pin', slugs: targets });
    else if (key === 'e' && (slug ?? view.selected[0])) void expand((slug ?? view.selected[0])!);
    else if (key === 'f') fitAll();
    else if (key === '+' || key === '-') controller.current?.zoom(key === '+');
    else if (key === 'Escape') dispatch({ do: 'select', slugs: [] });
  };
  const isPinned = (slug: string) => state.history.present.picture.some((each) => each.slug === slug && each.pinned);
  const fitAll = () => dispatch({ do: 'view', view: { camera: null } });
  const undo = async () => {
    const edit = state.history.past.at(-1)?.edit;
    if (edit && !confirm(`Take back what you did: ${edit.done}?`)) return;
    await edit?.undo();
    dispatch({ do: 'undo' });
  };
  return {
    selectEntity,
    openLine,
    onKey,
    fit: fitAll,
    lasso: () => {
      controller.current?.armLasso();
      notify('Draw around what you want to select.');
    },
    undo: () => void undo().catch((error: Error) => notify(error.message)),
    save: (format) => {
      saveSettled(format).catch((error: Error) => notify(error.message));
    },
    copyLink: () => {
      copyLink(drawn).then(
        () => notify('The link is on the clipboard.'),
        (error: Error) => notify(error.message),
      );
    },
  };
}

const toggled = (slugs: readonly string[], slug: string): readonly string[] =>
  slugs.includes(slug) ? slugs.filter((each) => each !== slug) : [...slugs, slug];
