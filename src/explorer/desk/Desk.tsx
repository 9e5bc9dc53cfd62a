import { useState } from 'react';
import { readToken } from '../api/token.ts';
import { useExplorer } from '../common/context.ts';
import { usePageKeys } from '../common/usePageKeys.ts';
import { Tabs } from '../panels/Tabs.tsx';
import { DeskText } from './DeskText.tsx';
import { Drafts } from './Drafts.tsx';
import { type DeskAction, rowInputOf } from './decisions.ts';
import { NewReading } from './NewReading.tsx';
import { Proposals } from './Proposals.tsx';
import { type DeskState, useDesk } from './useDesk.ts';

/** The desk: the text of an article on the left with its mentions, on the right what it proposes, for a person to accept or reject. */
export function Desk() {
  const { state, dispatch, notify, show } = useExplorer();
  const { draft: id } = state.view;
  const desk = useDesk(id);
  const [token, setToken] = useState(readToken);
  const open = (draft: string | null) => dispatch({ do: 'view', view: { draft } });
  const finish = async () => {
    const accepted = await desk.write();
    if (!accepted) return;
    const slugs = [...new Set(accepted.flatMap((row) => endsOf(rowInputOf(row, desk.decisions))))];
    notify(`${accepted.length} of ${desk.decisions.byRow.size} proposals recorded.`);
    if (slugs.length === 0) return;
    if (show(slugs)) {
      dispatch({ do: 'only', slugs });
      dispatch({ do: 'select', slugs: [] });
      dispatch({ do: 'view', view: { panel: 'about' } });
    }
  };
  useDeskKeys(desk);
  return (
    <>
      <main className="main desk">
        {desk.draft ? (
          <DeskText desk={desk} />
        ) : (
          <div className="page-of-text">
            {id === null ? <NewReading onSaved={open} onToken={setToken} /> : <p className="waiting">{desk.error ?? 'Loading …'}</p>}
          </div>
        )}
      </main>
      <aside className="side" aria-label="Proposals">
        <Tabs />
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <section className="panel" tabIndex={0} aria-label="Proposals">
          {desk.draft ? (
            <Proposals desk={desk} onFinish={() => void finish()} onClose={() => open(null)} />
          ) : (
            <Drafts key={token} token={token} onOpen={open} />
          )}
        </section>
      </aside>
    </>
  );
}

const endsOf = ({ from, to, slug, place }: Readonly<Record<string, unknown>>): string[] =>
  [from, to, slug, place].filter((each) => typeof each === 'string');

/** The keys of the desk: j and k move, a accepts, r rejects, u undoes. `e` is the button that opens the form. */
function useDeskKeys({ act }: DeskState): void {
  usePageKeys(({ key, ctrlKey, metaKey, altKey }) => {
    const action = DESK_KEYS.get(key);
    if (!action || ctrlKey || metaKey || altKey) return false;
    act(action);
    return true;
  });
}

const DESK_KEYS = new Map<string, DeskAction>([
  ['j', { do: 'move', by: 1 }],
  ['k', { do: 'move', by: -1 }],
  ['a', { do: 'accept' }],
  ['r', { do: 'reject' }],
  ['u', { do: 'undo' }],
]);
