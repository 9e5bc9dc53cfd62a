import { type GraphiQLPlugin, pick, UnStyledButton, useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { QUESTIONS, type ReadyQuestion } from './questions.ts';

const Icon = () => (
  <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
    <path d="M4 4h16v13H11l-5 4v-4H4z" />
    <path d="M9.5 8.5a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.9-1.1 1.8" />
    <path d="M12 14.4v.4" />
  </svg>
);

/** The list of the ready questions; a click opens one in its tab, or in a new tab where that was closed or changed. */
const Questions = () => {
  const { tabs, activeTabIndex, queryEditor } = useGraphiQL(pick('tabs', 'activeTabIndex', 'queryEditor'));
  const { addTab, changeTab, setOperationName, updateActiveTabValues } = useGraphiQLActions();
  const currentDocument = tabs[activeTabIndex]?.query;

  const open = ({ document, name }: ReadyQuestion) => {
    const index = tabs.findIndex((tab) => tab.query === document);
    if (index >= 0) return changeTab(index);
    addTab();
    queryEditor?.setValue(document);
    // The editor gives its content to its tab a moment later: a click on another tab before that would lose it.
    updateActiveTabValues({ query: document });
    setOperationName(name);
  };

  return (
    <section className="questions" aria-label="Questions">
      <h2>Questions</h2>
      <p>Run one as it is, or change it into your own.</p>
      <ol>
        {QUESTIONS.map((question) => (
          <li key={question.document}>
            <UnStyledButton type="button" aria-current={question.document === currentDocument} onClick={() => open(question)}>
              {question.sentence}
            </UnStyledButton>
          </li>
        ))}
      </ol>
    </section>
  );
};

/** The side panel that lists the ready questions. */
export const QUESTIONS_PLUGIN: GraphiQLPlugin = { title: 'Questions', icon: Icon, content: Questions };
