import { pick, useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { useEffect, useRef } from 'react';
import { readLinkedQuery } from './linkedQuery.ts';
import { QUESTIONS } from './questions.ts';

/**
 * Runs once when the editors are ready: long lines wrap, and a query in the address opens in a tab of its own. Without one, the
 * ready question of the first tab is run, so that a new user sees an answer. A query from the address is not run: it may be a
 * mutation that somebody else wrote.
 */
export const EditorSetup = () => {
  const { queryEditor, variableEditor, responseEditor } = useGraphiQL(pick('queryEditor', 'variableEditor', 'responseEditor'));
  const { addTab, run } = useGraphiQLActions();
  const done = useRef(false);

  useEffect(() => {
    if (done.current || !queryEditor || !variableEditor || !responseEditor) return;
    done.current = true;
    for (const editor of [queryEditor, responseEditor]) editor.updateOptions({ fontSize: 14, wordWrap: 'on', wrappingIndent: 'indent' });
    const linked = readLinkedQuery(window.location.hash);
    if (linked) {
      addTab();
      queryEditor.setValue(linked.query);
      variableEditor.setValue(linked.variables);
    } else if (QUESTIONS.some(({ document }) => document === queryEditor.getValue())) run();
  }, [queryEditor, variableEditor, responseEditor, addTab, run]);

  return null;
};
