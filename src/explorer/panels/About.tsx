import { useShared } from '../app/context.ts';
import type { Opening } from '../app/useOpening.ts';
import { EXAMPLES } from './examples.ts';

/** What the graph holds, and questions to start with. */
export function About({ opening }: { readonly opening: Opening }) {
  const shared = useShared();
  const status = opening.answer?.status;
  const known = new Set(opening.slugs);
  const examples = EXAMPLES.filter(({ needs }) => needs.every((slug) => known.has(slug)));
  return (
    <section className="about">
      <h1>Who backs, fights and controls whom, when, and who says so</h1>
      {status && (
        <p className="lead">
          {say(status.actors, 'actor')} and {say(status.places, 'place')}, with {say(status.relationships, 'relationship')} and{' '}
          {say(status.events, 'event')}, each with the passages that assert or deny it.
        </p>
      )}
      {examples.length > 0 && (
        <>
          <h2>Start with a question</h2>
          <ol className="examples">
            {examples.map(({ words, open }) => (
              <li key={words}>
                <button type="button" onClick={() => open(shared).catch((error: Error) => shared.say(error.message))}>
                  {words}
                </button>
              </li>
            ))}
          </ol>
        </>
      )}
      <h2>Keyboard</h2>
      <dl className="keys">
        <dt>/</dt>
        <dd>search</dd>
        <dt>arrows, Enter</dt>
        <dd>move through the graph, open</dd>
        <dt>Space</dt>
        <dd>add to the selection</dd>
        <dt>H, P, F</dt>
        <dd>hide, pin, fit</dd>
      </dl>
      {status && status.attributions.length > 0 && (
        <details>
          <summary>Sources and licences</summary>
          {status.attributions.map((words) => (
            <p key={words} className="small">
              <bdi>{words}</bdi>
            </p>
          ))}
        </details>
      )}
    </section>
  );
}

const say = (count: number, what: string): string => `${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`;
