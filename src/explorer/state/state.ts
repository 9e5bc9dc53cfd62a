import { amend, begin, type History, redo, step, undo } from './history.ts';
import { movedTo, onlyThese, type Picture, placed, type Spot, without, withPins, withShown } from './picture.ts';
import { FIRST_VIEW, type PathQuestion, type View } from './view.ts';

/** The state of the page, without the data of the server. */
export interface State {
  readonly history: History<Picture>;
  readonly view: View;
}

export type Action =
  | { readonly do: 'show' | 'hide' | 'only' | 'pin' | 'unpin'; readonly slugs: readonly string[] }
  | { readonly do: 'open'; readonly picture: Picture; readonly view: View }
  | { readonly do: 'move'; readonly slug: string; readonly spot: Spot }
  | { readonly do: 'placed'; readonly spots: ReadonlyMap<string, Spot> }
  | { readonly do: 'undo' | 'redo' | 'rearrange' }
  | { readonly do: 'select'; readonly slugs: readonly string[] }
  | { readonly do: 'tie'; readonly id: string | null }
  | { readonly do: 'view'; readonly view: Partial<View> }
  | { readonly do: 'paths'; readonly paths: Partial<PathQuestion> };

export const START: State = { history: begin([]), view: FIRST_VIEW };

export function reduce(state: State, action: Action): State {
  const { history, view } = state;
  const picture = history.present;
  const stepTo = (next: Picture): State => settle({ history: step(history, next), view });
  switch (action.do) {
    case 'open':
      return { history: begin(action.picture), view: action.view };
    case 'show':
      return stepTo(withShown(picture, action.slugs));
    case 'hide':
      return stepTo(without(picture, action.slugs));
    case 'only':
      return stepTo(onlyThese(picture, action.slugs));
    case 'pin':
    case 'unpin':
      return stepTo(withPins(picture, action.slugs, action.do === 'pin'));
    case 'move':
      return stepTo(movedTo(picture, action.slug, action.spot));
    case 'rearrange':
      return stepTo(picture.map((each) => (each.pinned ? each : { ...each, spot: null })));
    case 'placed':
      return { history: amend(history, placed(picture, action.spots)), view };
    case 'undo':
      return settle({ history: undo(history), view });
    case 'redo':
      return settle({ history: redo(history), view });
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
const panelFor = ({ panel }: View): View['panel'] => (panel === 'paths' ? 'paths' : 'about');

/** Removes entities from the selection that are no longer on the canvas. */
function settle({ history, view }: State): State {
  const shown = new Set(history.present.map(({ slug }) => slug));
  const selected = view.selected.filter((slug) => shown.has(slug));
  return { history, view: selected.length === view.selected.length ? view : { ...view, selected } };
}
