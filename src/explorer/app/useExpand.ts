import { type Dispatch, useCallback, useRef } from 'react';
import { loadReachable, loadStrongest } from '../graph/neighbors.ts';
import { addShown, MAX_SHOWN } from '../state/picture.ts';
import type { Action, State } from '../state/state.ts';

/**
 * Adds the neighbors of an entity: for one step its strongest that are not on the canvas yet, for more steps all that the canvas has
 * room for, the nearest first.
 */
export function useExpand(
  state: State,
  dispatch: Dispatch<Action>,
  notify: (message: string) => void,
): (slug: string, steps?: number) => Promise<void> {
  const latest = useRef(state);
  latest.current = state;
  return useCallback(
    async (slug, steps = 1) => {
      try {
        const shown = latest.current.history.present;
        const room = MAX_SHOWN - addShown(shown.picture, [slug]).length;
        const { slugs, total } =
          steps === 1 ? { slugs: await loadStrongest(slug, shown), total: 0 } : await loadReachable(slug, steps, MAX_SHOWN, shown);
        const onCanvas = new Set(shown.picture.map((each) => each.slug));
        const added = slugs.filter((each) => !onCanvas.has(each));
        if (added.length === 0) return notify('All of them are in the picture.');
        dispatch({ do: 'expand', slug, neighbors: added.slice(0, Math.max(0, room)) });
        const left = Math.max(added.length - room, total - slugs.length);
        if (left > 0)
          notify(
            `The canvas shows at most ${MAX_SHOWN.toLocaleString('en')} entities: ${left.toLocaleString('en')} that are farther away are not shown.`,
          );
      } catch (error) {
        notify((error as Error).message);
      }
    },
    [dispatch, notify],
  );
}
