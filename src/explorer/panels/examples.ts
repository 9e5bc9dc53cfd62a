import { ask } from '../api/ask.ts';
import { type GqlRelationshipFilter, NeighboursDocument } from '../api/operations.ts';
import type { Shared } from '../app/context.ts';
import type { TieRow } from '../graph/graph.ts';
import { NO_PATHS } from '../state/view.ts';

export interface Example {
  readonly words: string;
  /** Slugs of the entities that the question is about. */
  readonly needs: readonly string[];
  readonly open: (shared: Shared) => Promise<void>;
}

/** Example questions; the page offers those whose entities are in the graph. */
export const EXAMPLES: readonly Example[] = [
  {
    words: 'Who controls Aleppo on 30 November 2024, and who says so?',
    needs: ['aleppo'],
    open: async ({ dispatch, show }) => {
      const ties = await tiesOf('aleppo', { types: ['CONTROLS'], at: '2024-11-30' });
      if (!show(ties.flatMap(endsOf))) return;
      const disputed = ties.find(({ status }) => status === 'DISPUTED');
      dispatch({ do: 'view', view: { time: { at: '2024-11-30', until: null }, panel: 'about', off: [] } });
      dispatch(disputed ? { do: 'tie', id: disputed.id } : { do: 'select', slugs: ['aleppo'] });
    },
  },
  {
    words: 'How were Iran and Israel connected in 2016?',
    needs: ['iran', 'israel'],
    open: async ({ dispatch, show }) => {
      if (!show(['iran', 'israel'])) return;
      const paths = { ...NO_PATHS, from: 'iran', to: 'israel', time: 'SIMULTANEOUS' as const, forward: true, depth: 2 };
      dispatch({ do: 'select', slugs: [] });
      dispatch({ do: 'view', view: { time: { at: '2016', until: null }, panel: 'paths', paths, off: [] } });
    },
  },
  {
    words: 'Who backed the Syrian government in 2015?',
    needs: ['syrian-government'],
    open: async ({ dispatch, show }) => {
      const ties = await tiesOf('syrian-government', { types: ['BACKS'], at: '2015' });
      if (!show(ties.flatMap(endsOf))) return;
      dispatch({ do: 'select', slugs: ['syrian-government'] });
      dispatch({ do: 'view', view: { time: { at: '2015', until: null }, panel: 'about', off: [] } });
    },
  },
];

async function tiesOf(id: string, filter: GqlRelationshipFilter): Promise<readonly TieRow[]> {
  const { entity } = await ask(NeighboursDocument, { id, direction: 'IN', filter, first: 50 });
  return entity?.relationships.nodes ?? [];
}

const endsOf = ({ from, to }: TieRow): readonly string[] => [from.slug, to.slug];
