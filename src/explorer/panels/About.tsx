import { encodeQuestion, questionInWords } from '../answers/question.ts';
import { useOpenQuestion } from '../answers/useOpenQuestion.ts';
import type { Overview } from '../graph/loadOverview.ts';
import { examplesOf } from './examples.ts';

/** What the graph holds, and questions to start with. */
export function About({ overview }: { readonly overview: Overview | null }) {
  const openQuestion = useOpenQuestion();
  const status = overview?.result.status;
  const examples = overview ? examplesOf(overview.graph) : [];
  return (
    <section className="about">
      <h1>Who backs, fights and controls whom, when, and who says so</h1>
      {status && isEmpty(status) && <HowToFill />}
      {status && !isEmpty(status) && (
        <p className="lead" dir="auto">
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
                  <bdi>
                    {questionInWords(
                      question,
                      question.names.map((slug) => overview!.graph.entities.get(slug)!),
                      null,
                    )}
                  </bdi>
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
        <dt>Esc</dt>
        <dd>from there to the graph</dd>
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

type Status = Overview['result']['status'];

const isEmpty = ({ actors, places, events }: Status): boolean => actors + places + events === 0;

/** How an empty graph gets data. */
const HowToFill = () => (
  <>
    <p className="lead">This graph is empty. Import a table, read an article, or record the first relationship by hand.</p>
    <h2>Import a table</h2>
    <p>The first command proposes a mapping of the columns, the second imports the rows. They appear here at once.</p>
    <pre className="commands">
      <code>
        {'npx allegiance import csv table.csv --inspect > mapping.yaml\nnpx allegiance import csv table.csv --mapping mapping.yaml'}
      </code>
    </pre>
    <p>
      The tables of UCDP have importers of their own, as <code>npx allegiance import --help</code> says.
    </p>
  </>
);

const counted = (count: number, what: string): string => `${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`;
