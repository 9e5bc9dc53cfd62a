import { useEffect, useMemo, useRef, useState } from 'react';
import { useExplorer } from '../common/context.ts';
import { playgroundAddress } from '../common/PlaygroundLink.tsx';
import { Waiting } from '../common/Waiting.tsx';
import { cleanText } from '../graph/names.ts';
import { addShown, MAX_SHOWN } from '../state/picture.ts';
import { AnswerQuote } from './AnswerQuote.tsx';
import type { AnswerRow, ShownAnswer } from './answer.ts';
import { AnswerChart } from './charts.tsx';
import { loadAnswer } from './load.ts';
import { decodeQuestion, type Question, whenOf } from './question.ts';
import { useOpenQuestion } from './useOpenQuestion.ts';

/** Rows that are shown before a click shows all. */
const MAX_FIRST_ROWS = 25;

interface Props {
  readonly text: string;
  /** Whom the picture of a link shows where the answer names nobody. */
  readonly otherwise: readonly string[];
}

/** The answer to the question of the address: a sentence, then rows with their first quotes, then charts. */
export function AnswerPanel({ text, otherwise }: Props) {
  const { dispatch, highlightPath, state } = useExplorer();
  const { answer, error } = useAnswer(text);
  const ties = useMemo(() => new Set(answer?.ties ?? []), [answer]);
  const { past, present } = state.history;
  const untouched = present.picture.length === 0 && !present.cleared && past.length === 0;

  useEffect(() => {
    if (ties.size > 0) highlightPath(ties);
    return () => highlightPath(null);
  }, [ties, highlightPath]);

  // A link that holds a question and no picture opens the picture of its answer.
  useEffect(() => {
    const slugs = answer && answer.slugs.length > 0 ? answer.slugs : answer || error ? otherwise : [];
    if (!untouched || slugs.length === 0) return;
    const time = present.time ?? decodeQuestion(text)?.time ?? null;
    dispatch({ do: 'open', ...present, picture: addShown([], slugs.slice(0, MAX_SHOWN)), time, view: state.view });
  }, [answer, error, otherwise, untouched, dispatch, present, state.view, text]);

  // A picture that is exactly that of the answer before follows the answer when the graph changes.
  const before = useRef<ShownAnswer | null>(null);
  useEffect(() => {
    const last = before.current;
    before.current = answer;
    if (!answer || last?.question !== answer.question || sameSlugs(last.slugs, answer.slugs)) return;
    const shown = present.picture.map(({ slug }) => slug);
    if (sameSlugs(shown, last.slugs.slice(0, MAX_SHOWN))) dispatch({ do: 'only', slugs: answer.slugs.slice(0, MAX_SHOWN) });
  }, [answer, present, dispatch]);

  const close = () => dispatch({ do: 'view', view: { question: null, panel: 'about' } });
  if (error) {
    return (
      <section className="answer">
        <p className="problem">{error}</p>
        <button type="button" onClick={close}>
          Close
        </button>
      </section>
    );
  }
  if (!answer) return <Waiting heading="Answer" text="Looking for the answer …" />;
  return (
    <section className="answer">
      <p className="kicker">
        <bdi>{cleanText(answer.question, 300)}</bdi>
      </p>
      <div role="status">
        <h1>
          <bdi>{cleanText(answer.sentence, 1_200)}</bdi>
        </h1>
      </div>
      {answer.notes.map((note) => (
        <p key={note} className="hint">
          <bdi>{cleanText(note, 600)}</bdi>
        </p>
      ))}
      <OtherTime text={text} />
      {answer.charts[0] && <AnswerChart chart={answer.charts[0]} />}
      <Rows rows={answer.rows} label="Answer" />
      {answer.instead.length > 0 && (
        <>
          <h2>The nearest that is known</h2>
          {answer.rows.length === 0 && ties.size > 0 && !present.possible && (
            <p className="hint">Tick “Show what is only possible” to see it in the picture.</p>
          )}
          <Rows rows={answer.instead} label="The nearest that is known" />
        </>
      )}
      {answer.charts.slice(1).map((chart) => (
        <AnswerChart key={chart.title} chart={chart} />
      ))}
      <p className="playground">
        <a href={playgroundAddress(answer.query.text, answer.query.variables)} target="_blank" rel="noreferrer">
          Open this query in the playground
        </a>
      </p>
      <div className="actions">
        <MorePaths text={text} />
        <button type="button" onClick={close}>
          Close this answer
        </button>
      </div>
    </section>
  );
}

const sameSlugs = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((slug) => b.includes(slug));

/** Leads from “how are X and Y connected” to the search for paths, with all of its choices. */
function MorePaths({ text }: { readonly text: string }) {
  const { dispatch, state } = useExplorer();
  const question = decodeQuestion(text);
  if (question?.kind !== 'connected') return null;
  const [from = null, to = null] = question.names;
  return (
    <button type="button" onClick={() => dispatch({ do: 'view', view: { panel: 'paths', paths: { ...state.view.paths, from, to } } })}>
      Choose how paths are searched
    </button>
  );
}

/** Offers the same question for the time that is chosen since. */
function OtherTime({ text }: { readonly text: string }) {
  const { time } = useExplorer().state.history.present;
  const openQuestion = useOpenQuestion();
  const question = decodeQuestion(text);
  if (question === null || question.kind === 'alone' || JSON.stringify(question.time) === JSON.stringify(time)) return null;
  const again: Question = { ...question, time };
  return (
    <p className="other-time">
      <button type="button" onClick={() => openQuestion(again)}>
        {time === null ? 'The same of all times' : `The same ${whenOf(time)}`}
      </button>
    </p>
  );
}

function Rows({ rows, label }: { readonly rows: readonly AnswerRow[]; readonly label: string }) {
  const [all, setAll] = useState(false);
  if (rows.length === 0) return null;
  return (
    <>
      <ol className="answer-rows" aria-label={label}>
        {(all ? rows : rows.slice(0, MAX_FIRST_ROWS)).map((row) => (
          <Row key={row.key} row={row} />
        ))}
      </ol>
      {!all && rows.length > MAX_FIRST_ROWS && (
        <button type="button" onClick={() => setAll(true)}>
          Show all {rows.length}
        </button>
      )}
    </>
  );
}

function Row({ row }: { readonly row: AnswerRow }) {
  const { dispatch, show } = useExplorer();
  const { title, slug, tie, marks, when, statements, quotes } = row;
  const open = () => {
    if (slug !== null) {
      if (show([slug])) dispatch({ do: 'select', slugs: [slug] });
    } else if (tie !== null) dispatch({ do: 'tie', id: tie });
  };
  return (
    <li data-slug={slug ?? undefined} data-tie={tie ?? undefined}>
      <p className="answer-title">
        {slug === null && tie === null ? (
          <bdi>{cleanText(title, 300)}</bdi>
        ) : (
          <button type="button" className="link" onClick={open}>
            <bdi>{cleanText(title, 300)}</bdi>
          </button>
        )}
        {marks.map((mark) => (
          <span key={mark} className="mark" data-mark={mark}>
            {mark}
          </span>
        ))}
      </p>
      {when !== '' && <p className="small">{cleanText(when, 300)}</p>}
      {statements.map((statement) => (
        <p key={`${statement.tie} ${statement.text}`} className="small">
          {statement.tie === null ? (
            cleanText(statement.text, 300)
          ) : (
            <button type="button" className="link" onClick={() => dispatch({ do: 'tie', id: statement.tie })}>
              <bdi>{cleanText(statement.text, 300)}</bdi>
            </button>
          )}
        </p>
      ))}
      {quotes.map((quote) => (
        <AnswerQuote key={quote.id} quote={quote} />
      ))}
    </li>
  );
}

interface Loaded {
  readonly answer: ShownAnswer | null;
  readonly error: string | null;
}

/** The answer, loaded again when the graph changes; while it loads, the answer before to the same question stays. */
function useAnswer(text: string): Loaded {
  const { revision } = useExplorer();
  const [loaded, setLoaded] = useState<Loaded & { readonly text: string }>({ text: '', answer: null, error: null });
  useEffect(() => {
    let current = true;
    loadAnswer(text, revision > 0)
      .then((answer) => current && setLoaded({ text, answer, error: null }))
      .catch((error: Error) => current && setLoaded({ text, answer: null, error: error.message }));
    return () => {
      current = false;
    };
  }, [text, revision]);
  return loaded.text === text ? loaded : { answer: null, error: null };
}
