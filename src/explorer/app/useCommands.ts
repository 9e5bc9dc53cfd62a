import type { RefObject } from 'react';
import type { Scene } from '../canvas/scene.ts';
import type { Stage } from '../canvas/stage.ts';
import { type Format, save } from '../export/save.ts';
import type { Theme } from '../theme/palette.ts';
import type { Shared } from './context.ts';

export interface Commands {
  /** Selects an entity; with `more` it is added to the selection, or removed from it. */
  readonly pick: (slug: string, more: boolean) => void;
  readonly onKey: (key: string, slug: string | null) => void;
  readonly fit: () => void;
  readonly save: (format: Format) => void;
}

/** The commands of the canvas, the header and the keyboard. */
export function useCommands(
  { state, dispatch, graph, palette, say }: Shared,
  stage: RefObject<Stage | null>,
  scene: Scene,
  theme: Theme,
): Commands {
  const { view } = state;
  const pick = (slug: string, more: boolean) => {
    if (more) return dispatch({ do: 'select', slugs: toggled(view.selected, slug) });
    if (view.panel === 'paths' && (view.paths.from === null || view.paths.to === null)) {
      return dispatch({ do: 'paths', paths: view.paths.from === null ? { from: slug } : { to: slug } });
    }
    dispatch({ do: 'select', slugs: [slug] });
  };
  const onKey = (key: string, slug: string | null) => {
    const meant = view.selected.length > 0 ? view.selected : slug ? [slug] : [];
    if ((key === 'Enter' || key === ' ') && slug) pick(slug, key === ' ');
    else if ((key === 'Delete' || key === 'h') && meant.length > 0) dispatch({ do: 'hide', slugs: meant });
    else if (key === 'p' && meant.length > 0) dispatch({ do: isPinned(meant[0]!) ? 'unpin' : 'pin', slugs: meant });
    else if (key === 'f') stage.current?.fit();
    else if (key === '+' || key === '-') stage.current?.zoom(key === '+');
    else if (key === 'Escape') dispatch({ do: 'select', slugs: [] });
  };
  const isPinned = (slug: string) => state.history.present.some((each) => each.slug === slug && each.pinned);
  return {
    pick,
    onKey,
    fit: () => stage.current?.fit(),
    save: (format) => {
      save(format, { scene, graph, palette, theme, stage: stage.current }).catch((error: Error) => say(error.message));
    },
  };
}

const toggled = (slugs: readonly string[], slug: string): readonly string[] =>
  slugs.includes(slug) ? slugs.filter((each) => each !== slug) : [...slugs, slug];
