import type { ReactNode } from 'react';
import { useExplorer } from '../common/context.ts';
import { Waiting } from '../common/Waiting.tsx';
import type { GraphEntity } from '../graph/graph.ts';
import { nameOf } from '../graph/names.ts';

interface CardOfProps<T> {
  /** What was asked of the server, so far. */
  readonly result: { readonly data: T | null | undefined; readonly error: string | null | undefined; readonly loading: boolean };
  /** The heading while it is loaded. */
  readonly heading: string;
  readonly children: (data: T) => ReactNode;
}

/** A card once its data are there; before that, that they are loaded, or why they cannot be. */
export function CardOf<T>({ result: { data, error, loading }, heading, children }: CardOfProps<T>) {
  if (data) return children(data);
  if (error) return <p className="problem">{error}</p>;
  return loading ? <Waiting heading={heading} /> : null;
}

/** What is known of the subject of a card: names and values. */
export const Facts = ({ facts }: { readonly facts: readonly (readonly [name: string, text: string])[] }) => (
  <dl className="facts">
    {facts.map(([name, text]) => (
      <div key={name}>
        <dt>{name}</dt>
        <dd>
          <bdi>{text}</bdi>
        </dd>
      </div>
    ))}
  </dl>
);

interface EntityButtonProps {
  readonly entity: GraphEntity;
  readonly children?: ReactNode;
}

/** An entity that a card names; a click shows it in the picture and opens its card. */
export function EntityButton({ entity, children }: EntityButtonProps) {
  const { dispatch, show, state } = useExplorer();
  const open = () => {
    if (show([entity.slug])) dispatch({ do: 'select', slugs: [entity.slug] });
  };
  return (
    <button type="button" onClick={open}>
      <i className="dot" data-kind={entity.kind} /> <bdi>{nameOf(entity, state.view.ownScript, 32)}</bdi>
      {children}
    </button>
  );
}
