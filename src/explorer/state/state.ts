import {
  addShown,
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
import { addStep, redo, replacePresent, startHistory, type UndoHistory, undo } from './undoHistory.ts';
import { INITIAL_VIEW, type PathSearch, type ViewState } from './view.ts';

/** The state of the page, without the data of the server. */
export interface State {
  readonly history: UndoHistory<Shown>;
  readonly view: ViewState;
}

export type Action =
  | { readonly do: 'show' | 'hide' | 'only' | 'pin' | 'unpin'; readonly slugs: readonly string[] }
  | ({ readonly do: 'open'; readonly view: ViewState } & Shown)
  | { readonly do: 'move'; readonly slug: string; readonly position: Position }
  | { readonly do: 'placed'; readonly positions: ReadonlyMap<string, Position> }
  | { readonly do: 'undo' | 'redo' | 'rearrange' }
  | { readonly do: 'possible'; readonly possible: boolean }
  | { readonly do: 'select'; readonly slugs: readonly string[] }
  | { readonly do: 'tie'; readonly id: string | null }
  | { readonly do: 'view'; readonly view: Partial<ViewState> }
  | { readonly do: 'paths'; readonly paths: Partial<PathSearch> };

export const INITIAL_STATE: State = { history: startHistory(NOTHING_SHOWN), view: INITIAL_VIEW };

export function reduce(state: State, action: Action): State {
  const { history, view } = state;
  const { picture, possible } = history.present;
  const stepTo = (next: Picture): State =>
    next === picture ? state : pruneSelection({ history: addStep(history, { picture: next, possible }), view });
  switch (action.do) {
    case 'open':
      return { history: startHistory({ picture: action.picture, possible: action.possible }), view: action.view };
    case 'show':
      return stepTo(addShown(picture, action.slugs));
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
    case 'placed':
      return { history: replacePresent(history, { picture: positionShown(picture, action.positions), possible }), view };
    case 'possible':
      return action.possible === possible ? state : { history: addStep(history, { picture, possible: action.possible }), view };
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

/** The panel that shows a selection: the path panel, below its form, where it is open, else the details. */
const panelFor = ({ panel }: ViewState): ViewState['panel'] => (panel === 'paths' ? 'paths' : 'about');

/** Removes entities from the selection that are no longer on the canvas. */
function pruneSelection({ history, view }: State): State {
  const shown = new Set(history.present.picture.map(({ slug }) => slug));
  const selected = view.selected.filter((slug) => shown.has(slug));
  return { history, view: selected.length === view.selected.length ? view : { ...view, selected } };
}
