import { pick, useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { useEffect, useRef } from 'react';
import { givenQuestion } from './given.ts';
import { QUESTIONS } from './questions.ts';

/**
 * Runs once when the editors are ready: long lines wrap, and a query in the address opens in a tab of its own. Without one, the
 * ready question of the first tab is run, so that a new user sees an answer. A query from the address is not run: it may be a
 * mutation that somebody else wrote.
 */
export const Opening = () => {
  const { queryEditor, variableEditor, responseEditor } = useGraphiQL(pick('queryEditor', 'variableEditor', 'responseEditor'));
  const { addTab, run } = useGraphiQLActions();
  const opened = useRef(false);

  useEffect(() => {
    if (opened.current || !queryEditor || !variableEditor || !responseEditor) return;
    opened.current = true;
    for (const editor of [queryEditor, responseEditor]) editor.updateOptions({ fontSize: 14, wordWrap: 'on', wrappingIndent: 'indent' });
    const given = givenQuestion(window.location.hash);
    if (given) {
      addTab();
      queryEditor.setValue(given.query);
      variableEditor.setValue(given.variables);
    } else if (QUESTIONS.some(({ document }) => document === queryEditor.getValue())) run();
  }, [queryEditor, variableEditor, responseEditor, addTab, run]);

  return null;
};
