import { GraphiQL, HISTORY_PLUGIN } from 'graphiql';
import { ActiveTab } from './ActiveTab.tsx';
import { EditorSetup } from './EditorSetup.tsx';
import { fetcher } from './fetcher.ts';
import { QUESTIONS_PLUGIN } from './QuestionsPlugin.tsx';
import { QUESTIONS } from './questions.ts';

/** The first question alone: the list beside the editor has them all, and opens each in a tab of its own. */
const tabs = QUESTIONS.slice(0, 1).map(({ document }) => ({ query: document }));
const plugins = [QUESTIONS_PLUGIN, HISTORY_PLUGIN];

/** In a narrow window the query and its answer need the space of the list. */
const opensWithQuestions = window.matchMedia('(min-width: 1100px)').matches;

/** GraphiQL with the ready questions, for the API of this server. */
export const Playground = () => (
  <GraphiQL
    fetcher={fetcher}
    defaultTabs={tabs}
    plugins={plugins}
    visiblePlugin={opensWithQuestions ? QUESTIONS_PLUGIN : undefined}
    shouldPersistHeaders={false}
    defaultEditorToolsVisibility={false}
  >
    <GraphiQL.Logo>
      <span className="brand">Allegiance</span>
    </GraphiQL.Logo>
    <ActiveTab />
    <EditorSetup />
  </GraphiQL>
);
