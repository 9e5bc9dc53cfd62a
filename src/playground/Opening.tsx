import { pick, useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { useEffect, useRef } from 'react';
import { givenQuestion } from './given.ts';
import { QUESTIONS } from './questions.ts';

/**
 * What happens once both editors stand: long lines wrap, a question that the address gives is shown in a tab of its own, and
 * where there is none a ready question that the page opens with is asked, so that a newcomer sees an answer. A question of
 * somebody else's waits for the run button: it may be one that changes the graph.
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
