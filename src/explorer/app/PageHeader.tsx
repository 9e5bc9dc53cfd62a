import { useRef } from 'react';
import { QuestionBox } from '../answers/QuestionBox.tsx';
import { useExplorer } from '../common/context.ts';
import { usePageKeys } from '../common/usePageKeys.ts';
import { SAVE_FORMATS } from '../export/save.ts';
import type { Theme } from '../theme/palette.ts';
import { Menu } from './Menu.tsx';
import type { Commands } from './useCommands.ts';

interface Props {
  readonly commands: Commands;
  readonly theme: Theme;
  readonly onToggleTheme: () => void;
  readonly showsTable: boolean;
}

/** Name, search, and the commands for the whole graph on the canvas. */
export function PageHeader({ commands, theme, onToggleTheme, showsTable }: Props) {
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
        <button type="button" title="Fit to view (F)" disabled={showsTable} onClick={commands.fit}>
          Fit
        </button>
        <button
          type="button"
          aria-pressed={showsTable}
          onClick={() => dispatch({ do: 'view', view: { as: view.as === 'table' ? 'picture' : 'table' } })}
        >
          Table
        </button>
        <Menu label="Save">
          {SAVE_FORMATS.map((option) => (
            <button type="button" role="menuitem" key={option.format} onClick={() => commands.save(option.format)}>
              {option.label}
            </button>
          ))}
          <button type="button" role="menuitem" onClick={commands.copyLink}>
            Copy link
          </button>
        </Menu>
        <Menu label="View">
          <button type="button" role="menuitem" onClick={onToggleTheme}>
            {theme === 'dark' ? 'Light colours' : 'Dark colours'}
          </button>
          <button
            type="button"
            role="menuitemcheckbox"
            aria-checked={view.ownScript}
            onClick={() => dispatch({ do: 'view', view: { ownScript: !view.ownScript } })}
          >
            Names in native script
          </button>
          <button type="button" role="menuitem" onClick={() => dispatch({ do: 'rearrange' })}>
            Re-run layout
          </button>
          <a role="menuitem" href="/graphql">
            Open the playground
          </a>
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
