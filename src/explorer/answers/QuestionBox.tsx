import { useState } from 'react';
import { Combobox } from '../common/Combobox.tsx';
import { useExplorer } from '../common/context.ts';
import { EntitySuggestion } from '../common/EntityField.tsx';
import type { Completion } from './completions.ts';
import { useCompletions } from './useCompletions.ts';
import { useOpenQuestion } from './useOpenQuestion.ts';

/** Moves the focus to the graph, the table or the map, past the commands and the legend between them and the box. */
const focusPicture = () => document.querySelector<HTMLElement>('.main [tabindex="0"]')?.focus();

/** The one box of the page: it takes names in any script, and questions in words. */
export function QuestionBox() {
  const { state, dispatch, show } = useExplorer();
  const openQuestion = useOpenQuestion();
  const [text, setText] = useState('');
  const { completions, message, text: foundFor } = useCompletions(text, state.history.present.time);

  const hits = completions.flatMap((completion) => (completion.offers === 'entity' ? [completion.hit] : []));
  const choose = (completion: Completion): boolean => {
    if (completion.offers === 'beginning') {
      setText(completion.text);
      return false;
    }
    setText('');
    if (completion.offers === 'question') openQuestion(completion.question);
    else {
      const { slug } = completion.hit.entity;
      if (show([slug])) dispatch({ do: 'select', slugs: [slug] });
    }
    return true;
  };
  return (
    <Combobox
      label="Search"
      hiddenLabel
      shortcut
      placeholder="A name or a question: who backed … in 2015"
      text={text}
      onText={setText}
      items={completions}
      upToDate={foundFor === text}
      show={(completion) =>
        completion.offers === 'entity' ? (
          <EntitySuggestion hit={completion.hit} among={hits} />
        ) : (
          <bdi className="question">{completion.label}</bdi>
        )
      }
      onChoose={choose}
      onLeave={() => setText('')}
      onEscape={focusPicture}
      message={message}
    />
  );
}
