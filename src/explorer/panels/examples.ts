import { NeighborsDocument, type NeighborsQueryVariables } from '../api/operations.ts';
import { runQuery } from '../api/requests.ts';
import type { ExplorerContextValue } from '../common/context.ts';
import { timeFilter } from '../graph/filter.ts';
import type { GraphTie } from '../graph/graph.ts';
import { EMPTY_PATH_SEARCH } from '../state/view.ts';

export interface Example {
  readonly question: string;
  /** Slugs of the entities that the question is about. */
  readonly needs: readonly string[];
  readonly run: (context: ExplorerContextValue) => Promise<void>;
}

/** Example questions; the page offers those whose entities are in the graph. */
export const EXAMPLES: readonly Example[] = [
  {
    question: 'Who controls Aleppo on 30 November 2024, and who says so?',
    needs: ['aleppo'],
    run: async ({ state, dispatch, show }) => {
      const time = { at: '2024-11-30', until: null };
      const ties = await tiesOf('aleppo', { types: ['CONTROLS'], ...timeFilter(time, state.history.present.possible) });
      if (!show(ties.flatMap(endsOf))) return;
      const disputed = ties.find(({ status }) => status === 'DISPUTED');
      dispatch({ do: 'filter', filters: { time, hidden: [] } });
      dispatch({ do: 'view', view: { panel: 'about' } });
      dispatch(disputed ? { do: 'tie', id: disputed.id } : { do: 'select', slugs: ['aleppo'] });
    },
  },
  {
    question: 'How were Iran and Israel connected in 2016?',
    needs: ['iran', 'israel'],
    run: async ({ dispatch, show }) => {
      if (!show(['iran', 'israel'])) return;
      const paths = { ...EMPTY_PATH_SEARCH, from: 'iran', to: 'israel', time: 'SIMULTANEOUS' as const, forward: true, depth: 2 };
      dispatch({ do: 'select', slugs: [] });
      dispatch({ do: 'filter', filters: { time: { at: '2016', until: null }, hidden: [] } });
      dispatch({ do: 'view', view: { panel: 'paths', paths } });
    },
  },
  {
    question: 'Who backed the Syrian government in 2015?',
    needs: ['syrian-government'],
    run: async ({ state, dispatch, show }) => {
      const time = { at: '2015', until: null };
      const ties = await tiesOf('syrian-government', { types: ['BACKS'], ...timeFilter(time, state.history.present.possible) });
      if (!show(ties.flatMap(endsOf))) return;
      dispatch({ do: 'select', slugs: ['syrian-government'] });
      dispatch({ do: 'filter', filters: { time, hidden: [] } });
      dispatch({ do: 'view', view: { panel: 'about' } });
    },
  },
];

async function tiesOf(id: string, filter: NeighborsQueryVariables['filter']): Promise<readonly GraphTie[]> {
  const { entity } = await runQuery(NeighborsDocument, { id, direction: 'IN', filter, first: 50 });
  return entity?.relationships.nodes ?? [];
}

const endsOf = ({ from, to }: GraphTie): readonly string[] => [from.slug, to.slug];
