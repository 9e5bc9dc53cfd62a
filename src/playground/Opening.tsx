import { pick, useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { useEffect, useRef } from 'react';
import { QUESTIONS } from './questions.ts';

/**
 * What happens once both editors stand: long lines wrap, and a ready question that the page opens with is asked,
 * so that a newcomer sees an answer. The visitor's own words wait for the run button.
 */
export const Opening = () => {
  const { queryEditor, responseEditor } = useGraphiQL(pick('queryEditor', 'responseEditor'));
  const { run } = useGraphiQLActions();
  const opened = useRef(false);

  useEffect(() => {
    if (opened.current || !queryEditor || !responseEditor) return;
    opened.current = true;
    for (const editor of [queryEditor, responseEditor]) editor.updateOptions({ fontSize: 14, wordWrap: 'on', wrappingIndent: 'indent' });
    if (QUESTIONS.some(({ document }) => document === queryEditor.getValue())) run();
  }, [queryEditor, responseEditor, run]);

  return null;
};
