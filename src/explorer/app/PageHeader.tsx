import { useRef } from 'react';
import { QuestionBox } from '../answers/QuestionBox.tsx';
import { useExplorer } from '../common/context.ts';
import { usePageKeys } from '../common/usePageKeys.ts';
import { SAVE_FORMATS } from '../export/formats.ts';
import type { ShownAs } from '../state/view.ts';
import type { Theme } from '../theme/palette.ts';
import { Menu, MenuCheckbox, MenuItem, MenuLink } from './Menu.tsx';
import type { Commands } from './useCommands.ts';

interface Props {
  readonly commands: Commands;
  readonly theme: Theme;
  readonly onToggleTheme: () => void;
  readonly shownAs: ShownAs;
}

/** Name, search, and the commands for the whole graph on the canvas. */
export function PageHeader({ commands, theme, onToggleTheme, shownAs }: Props) {
  const { state, dispatch } = useExplorer();
  const { history, view } = state;
  const header = useRef<HTMLElement>(null);
  useShortcuts(header, commands.undo);

  return (
    <header className="header" ref={header}>
      <a className="brand" href="/#">
        Allegiance
      </a>
      <QuestionBox />
      <div className="tools" role="toolbar" aria-label="Graph">
        <button type="button" title="Undo (Ctrl Z)" aria-label="Undo" disabled={history.past.length === 0} onClick={commands.undo}>
          ↶
        </button>
        <button
          type="button"
          title="Redo (Ctrl Y)"
          aria-label="Redo"
          disabled={history.future.length === 0}
          onClick={() => dispatch({ do: 'redo' })}
        >
          ↷
        </button>
        <button type="button" title="Fit to view (F)" disabled={shownAs !== 'picture'} onClick={commands.fit}>
          Fit
        </button>
        {(['table', 'map'] as const).map((as) => (
          <button
            type="button"
            key={as}
            aria-pressed={shownAs === as}
            onClick={() => dispatch({ do: 'view', view: { as: view.as === as ? 'picture' : as } })}
          >
            {as === 'table' ? 'Table' : 'Map'}
          </button>
        ))}
        <Menu label="Save">
          {SAVE_FORMATS.map((option) => (
            <MenuItem key={option.format} onSelect={() => commands.save(option.format)}>
              {option.label}
            </MenuItem>
          ))}
          <MenuItem onSelect={commands.copyLink}>Copy link</MenuItem>
        </Menu>
        <Menu label="View">
          <MenuItem onSelect={onToggleTheme}>{theme === 'dark' ? 'Light colours' : 'Dark colours'}</MenuItem>
          <MenuCheckbox checked={view.ownScript} onSelect={() => dispatch({ do: 'view', view: { ownScript: !view.ownScript } })}>
            Names in native script
          </MenuCheckbox>
          <MenuItem onSelect={() => dispatch({ do: 'rearrange' })}>Re-run layout</MenuItem>
          <MenuItem disabled={shownAs !== 'picture'} onSelect={commands.lasso}>
            Select with a lasso
          </MenuItem>
          <MenuItem onSelect={() => dispatch({ do: 'only', slugs: [] })}>Clear the picture</MenuItem>
          <MenuLink href="/graphql">Open the playground</MenuLink>
        </Menu>
      </div>
    </header>
  );
}

/** Keyboard shortcuts of the whole page: `/` moves the focus to the search, Ctrl Z and Ctrl Y undo and redo. */
function useShortcuts(header: { readonly current: HTMLElement | null }, undo: () => void) {
  const { dispatch } = useExplorer();
  usePageKeys((event) => {
    const command = event.ctrlKey || event.metaKey;
    const key = event.key.toLowerCase();
    if (!command && key !== '/') return false;
    if (key === '/') header.current?.querySelector('input')?.focus();
    else if (key === 'z') event.shiftKey ? dispatch({ do: 'redo' }) : undo();
    else if (key === 'y') dispatch({ do: 'redo' });
    else return false;
    return true;
  });
}
