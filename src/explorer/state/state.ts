import {
  addShown,
  type Filters,
  moveShown,
  NOTHING_SHOWN,
  type Picture,
  type Position,
  positionShown,
  removeShown,
  retainShown,
  type Shown,
  setPinned,
} from './picture.ts';
import { addEdit, addStep, type OwnEdit, redo, replacePresent, startHistory, type UndoHistory, undo } from './undoHistory.ts';
import { INITIAL_VIEW, type PathSearch, type ViewState } from './view.ts';

/** The state of the page, without the data of the server. */
export interface State {
  readonly history: UndoHistory<Shown>;
  readonly view: ViewState;
}

/** Changes with the same `gesture`, one after the other, are undone as one step. */
export type Action =
  | { readonly do: 'show' | 'hide' | 'only' | 'pin' | 'unpin'; readonly slugs: readonly string[]; readonly gesture?: string }
  /** Shows neighbors of an entity, which is then one that was expanded. */
  | { readonly do: 'expand'; readonly slug: string; readonly neighbors: readonly string[] }
  | ({ readonly do: 'open'; readonly view: ViewState } & Shown)
  | { readonly do: 'move'; readonly slug: string; readonly position: Position }
  | { readonly do: 'forget'; readonly slugs: readonly string[] }
  | { readonly do: 'placed'; readonly positions: ReadonlyMap<string, Position> }
  | { readonly do: 'undo' | 'redo' | 'rearrange' }
  | { readonly do: 'filter'; readonly filters: Partial<Filters>; readonly gesture?: string }
  /** The user has edited the graph: the next undo takes the edit back. */
  | { readonly do: 'edited'; readonly edit: OwnEdit }
  | { readonly do: 'select'; readonly slugs: readonly string[] }
  | { readonly do: 'tie'; readonly id: string | null }
  | { readonly do: 'view'; readonly view: Partial<ViewState> }
  | { readonly do: 'paths'; readonly paths: Partial<PathSearch> };

export const INITIAL_STATE: State = { history: startHistory(NOTHING_SHOWN), view: INITIAL_VIEW };

export function reduce(state: State, action: Action): State {
  const { history, view } = state;
  const shown = history.present;
  const { picture } = shown;
  const gesture = 'gesture' in action ? action.gesture : undefined;
  const stepTo = (next: Picture): State =>
    next === picture
      ? state
      : pruneSelection({ history: addStep(history, { ...shown, picture: next, cleared: next.length === 0 }, gesture), view });
  switch (action.do) {
    case 'open': {
      const { do: _, view: opened, ...others } = action;
      return { history: startHistory({ ...others, cleared: others.cleared && others.picture.length === 0 }), view: opened };
    }
    case 'show':
      return stepTo(addShown(picture, action.slugs));
    case 'expand': {
      const { expanded } = shown;
      const next = addShown(picture, [action.slug, ...action.neighbors]);
      if (next === picture && expanded.includes(action.slug)) return state;
      const added = { ...shown, picture: next, cleared: false, expanded: [...new Set([...expanded, action.slug])] };
      return { history: addStep(history, added), view };
    }
    case 'hide':
      return stepTo(removeShown(picture, action.slugs));
    case 'only':
      return stepTo(retainShown(picture, action.slugs));
    case 'pin':
    case 'unpin':
      return stepTo(setPinned(picture, action.slugs, action.do === 'pin'));
    case 'move':
      return stepTo(moveShown(picture, action.slug, action.position));
    case 'rearrange':
      return stepTo(picture.map((each) => (each.pinned ? each : { ...each, position: null })));
    case 'forget':
      return pruneSelection({ history: replacePresent(history, { ...shown, picture: removeShown(picture, action.slugs) }), view });
    case 'placed':
      return { history: replacePresent(history, { ...shown, picture: positionShown(picture, action.positions) }), view };
    case 'filter': {
      const next = { ...shown, ...action.filters };
      return sameFilters(next, shown) ? state : { history: addStep(history, next, gesture), view };
    }
    case 'edited':
      return { history: addEdit(history, action.edit), view };
    case 'undo':
      return pruneSelection({ history: undo(history), view });
    case 'redo':
      return pruneSelection({ history: redo(history), view });
    case 'select':
      return { history, view: { ...view, selected: action.slugs, tie: null, panel: panelFor(view) } };
    case 'tie':
      return { history, view: { ...view, tie: action.id, selected: [], panel: panelFor(view) } };
    case 'view':
      return { history, view: { ...view, ...action.view } };
    case 'paths':
      return { history, view: { ...view, paths: { ...view.paths, ...action.paths } } };
  }
}

const sameFilters = (a: Filters, b: Filters): boolean => filtersKey(a) === filtersKey(b);
const filtersKey = ({ time, possible, hidden }: Filters): string => JSON.stringify([time?.at, time?.until, possible, hidden]);

/** The panel that shows a selection: the path panel, below its form, where it is open, else the details. */
const panelFor = ({ panel }: ViewState): ViewState['panel'] => (panel === 'paths' ? 'paths' : 'about');

/** Removes entities from the selection that are no longer on the canvas. */
function pruneSelection({ history, view }: State): State {
  const shown = new Set(history.present.picture.map(({ slug }) => slug));
  const selected = view.selected.filter((slug) => shown.has(slug));
  return { history, view: selected.length === view.selected.length ? view : { ...view, selected } };
}
