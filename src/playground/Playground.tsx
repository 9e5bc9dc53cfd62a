import { GraphiQL, HISTORY_PLUGIN } from 'graphiql';
import { ActiveTab } from './ActiveTab.tsx';
import { fetcher } from './fetcher.ts';
import { Opening } from './Opening.tsx';
import { QUESTIONS_PLUGIN } from './QuestionsPlugin.tsx';
import { QUESTIONS } from './questions.ts';

const tabs = QUESTIONS.map(({ document }) => ({ query: document }));
const plugins = [QUESTIONS_PLUGIN, HISTORY_PLUGIN];

/** On a narrow window the question and its answer need the room that the list would take. */
const opensWithQuestions = window.matchMedia('(min-width: 1100px)').matches;

/** GraphiQL with the ready questions, over this server's API. */
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
    <Opening />
  </GraphiQL>
);
