import { useExplorer } from '../common/context.ts';
import { cleanText, nameOf } from '../graph/names.ts';
import { EMPTY_PATH_SEARCH } from '../state/view.ts';
import { MenuItem, MenuSeparator, PlacedMenu } from './Menu.tsx';
import type { Commands } from './useCommands.ts';

/** What the menu of the canvas is about, and where it is open, in pixels of the canvas. */
export interface OpenMenu {
  /** null: the whole picture. */
  readonly slug: string | null;
  readonly at: { readonly x: number; readonly y: number };
}

interface Props extends OpenMenu {
  readonly commands: Commands;
  readonly onClose: () => void;
}

/** The menu of an entity on the canvas, of all that are selected where it is one of them, or of the whole picture. */
export function CanvasMenu({ slug, at, commands, onClose }: Props) {
  const { graph, state } = useExplorer();
  const { selected, ownScript } = state.view;
  const slugs = slug !== null && selected.includes(slug) ? selected : slug === null ? [] : [slug];
  const label =
    slug === null ? 'Picture' : slugs.length > 1 ? `${slugs.length} selected` : cleanText(nameOf(graph.entities.get(slug), ownScript), 60);
  return (
    <PlacedMenu label={label} at={at} onClose={onClose}>
      {slug === null ? <PictureItems commands={commands} /> : <EntityItems slug={slug} slugs={slugs} />}
    </PlacedMenu>
  );
}

const STEPS = [
  [1, 'Show neighbors: 1 step'],
  [2, 'Show neighbors: 2 steps'],
  [3, 'Show neighbors: 3 steps'],
] as const;

function EntityItems({ slug, slugs }: { readonly slug: string; readonly slugs: readonly string[] }) {
  const { state, dispatch, expand, graph } = useExplorer();
  const pinned = state.history.present.picture.some((each) => each.slug === slug && each.pinned);
  const neighbors = [...graph.ties.values()].flatMap(({ from, to }) =>
    slugs.includes(from.slug) || slugs.includes(to.slug) ? [from.slug, to.slug] : [],
  );
  return (
    <>
      {slugs.length === 1 && (
        <>
          <MenuItem onSelect={() => dispatch({ do: 'select', slugs })}>Open</MenuItem>
          {STEPS.map(([steps, text]) => (
            <MenuItem key={steps} onSelect={() => void expand(slug, steps)}>
              {text}
            </MenuItem>
          ))}
          <MenuItem onSelect={() => dispatch({ do: 'view', view: { panel: 'paths', paths: { ...EMPTY_PATH_SEARCH, from: slug } } })}>
            Paths from here
          </MenuItem>
          <MenuSeparator />
        </>
      )}
      <MenuItem onSelect={() => dispatch({ do: 'select', slugs: [...new Set([...slugs, ...neighbors])] })}>Select with neighbors</MenuItem>
      <MenuItem onSelect={() => dispatch({ do: 'only', slugs: [...new Set([...slugs, ...neighbors])] })}>Only this with neighbors</MenuItem>
      <MenuItem onSelect={() => dispatch({ do: pinned ? 'unpin' : 'pin', slugs })}>{pinned ? 'Unpin' : 'Pin'}</MenuItem>
      <MenuItem onSelect={() => dispatch({ do: 'hide', slugs })}>Hide</MenuItem>
    </>
  );
}

function PictureItems({ commands }: { readonly commands: Commands }) {
  const { state, dispatch } = useExplorer();
  const { picture } = state.history.present;
  return (
    <>
      <MenuItem onSelect={commands.fit}>Fit to view</MenuItem>
      <MenuItem onSelect={commands.lasso}>Select with a lasso</MenuItem>
      <MenuItem onSelect={() => dispatch({ do: 'select', slugs: picture.map(({ slug }) => slug) })}>Select all</MenuItem>
      <MenuItem disabled={state.view.selected.length === 0} onSelect={() => dispatch({ do: 'select', slugs: [] })}>
        Clear the selection
      </MenuItem>
      <MenuSeparator />
      <MenuItem onSelect={() => dispatch({ do: 'rearrange' })}>Re-run layout</MenuItem>
      <MenuItem onSelect={() => dispatch({ do: 'only', slugs: [] })}>Clear the picture</MenuItem>
    </>
  );
}
