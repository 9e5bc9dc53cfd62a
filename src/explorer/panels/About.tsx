import { encodeQuestion, questionInWords } from '../answers/question.ts';
import { useOpenQuestion } from '../answers/useOpenQuestion.ts';
import type { Overview } from '../graph/useOverview.ts';
import { examplesOf } from './examples.ts';

/** What the graph holds, and questions to start with. */
export function About({ overview }: { readonly overview: Overview }) {
  const openQuestion = useOpenQuestion();
  const status = overview.result?.status;
  const examples = overview.graph ? examplesOf(overview.graph) : [];
  return (
    <section className="about">
      <h1>Who backs, fights and controls whom, when, and who says so</h1>
      {status && (
        <p className="lead">
          {counted(status.actors, 'actor')} and {counted(status.places, 'place')}, with {counted(status.relationships, 'relationship')} and{' '}
          {counted(status.events, 'event')}, each with the passages that assert or deny it.
        </p>
      )}
      {examples.length > 0 && (
        <>
          <h2>Start with a question</h2>
          <ol className="examples">
            {examples.map((question) => (
              <li key={encodeQuestion(question)}>
                <button type="button" onClick={() => openQuestion(question)}>
                  {questionInWords(
                    question,
                    question.names.map((slug) => overview.graph!.entities.get(slug)!),
                    null,
                  )}
                </button>
              </li>
            ))}
          </ol>
        </>
      )}
      <h2>Keyboard</h2>
      <dl className="keys">
        <dt>/</dt>
        <dd>search, or ask in words</dd>
        <dt>arrows, Enter</dt>
        <dd>move through the graph, open</dd>
        <dt>Space</dt>
        <dd>add to the selection</dd>
        <dt>E, double click</dt>
        <dd>show neighbors</dd>
        <dt>Shift F10, right click</dt>
        <dd>menu</dd>
        <dt>Shift and drag</dt>
        <dd>select with a lasso</dd>
        <dt>H, P, F</dt>
        <dd>hide, pin, fit</dd>
        <dt>Ctrl Z, Ctrl Y</dt>
        <dd>undo, redo</dd>
      </dl>
      {status && status.attributions.length > 0 && (
        <details>
          <summary>Sources and licences</summary>
          {status.attributions.map((text) => (
            <p key={text} className="small">
              <bdi>{text}</bdi>
            </p>
          ))}
        </details>
      )}
    </section>
  );
}

const counted = (count: number, what: string): string => `${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`;
