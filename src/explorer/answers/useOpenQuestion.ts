import { useCallback, useRef } from 'react';
import { useExplorer } from '../common/context.ts';
import { MAX_SHOWN } from '../state/picture.ts';
import { encodeQuestion, type Question } from './question.ts';

/** Opens the answer to a question: its panel, its time, and a picture of exactly that answer. */
export function useOpenQuestion(): (question: Question) => void {
  const { dispatch, revision, notify } = useExplorer();
  const latest = useRef('');
  return useCallback(
    (question: Question) => {
      const text = encodeQuestion(question);
      latest.current = text;
      const gesture = `question ${text}`;
      dispatch({ do: 'view', view: { question: text, panel: 'answer', camera: null, selected: [], tie: null } });
      dispatch({ do: 'filter', filters: { time: question.time, hidden: [] }, gesture });
      import('./load.ts')
        .then(({ loadAnswer }) => loadAnswer(text, revision > 0))
        .then(({ slugs }) => {
          if (latest.current !== text) return;
          if (slugs.length > 0) dispatch({ do: 'only', slugs: slugs.slice(0, MAX_SHOWN), gesture });
        })
        .catch((error: Error) => notify(error.message));
    },
    [dispatch, notify, revision],
  );
}
