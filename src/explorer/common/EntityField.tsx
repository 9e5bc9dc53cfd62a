import { useEffect, useState } from 'react';
import { SuggestDocument, type SuggestQuery } from '../api/operations.ts';
import { runQuery } from '../api/requests.ts';
import { cleanText, enumLabel } from '../graph/names.ts';
import { Combobox } from './Combobox.tsx';

export type EntityHit = NonNullable<SuggestQuery['search']>[number];

/** Milliseconds from the last key to the request. */
const DEBOUNCE_MS = 120;

interface Props {
  readonly label: string;
  readonly placeholder?: string;
  /** The text of the field while the user does not type. */
  readonly shown?: string;
  readonly onChoose: (entity: EntityHit['entity']) => void;
  readonly onClear?: () => void;
  /** Receives what the user types. */
  readonly onType?: (text: string) => void;
  readonly hiddenLabel?: boolean;
}

/** A search field that suggests entities by any of their names. */
export function EntityField({ label, placeholder, shown = '', onChoose, onClear, onType, hiddenLabel }: Props) {
  const [text, setText] = useState<string | null>(null);
  const { hits, errorMessage, foundFor } = useHits(text);
  return (
    <Combobox
      label={label}
      hiddenLabel={hiddenLabel ?? false}
      placeholder={placeholder ?? ''}
      text={text ?? shown}
      onText={(next) => {
        setText(next);
        onType?.(next);
        if (next === '') onClear?.();
      }}
      items={(hits ?? []).map((hit) => ({ key: hit.entity.slug, hit }))}
      upToDate={foundFor === text}
      show={({ hit }) => <EntitySuggestion hit={hit} among={hits ?? []} />}
      onChoose={({ hit }) => {
        setText(null);
        onChoose(hit.entity);
        return true;
      }}
      onLeave={() => setText(null)}
      message={errorMessage ?? (hits?.length === 0 ? 'No entity with such a name.' : null)}
    />
  );
}

/** An entity within a list: its name, the alias that matched, and its kind; its slug too where another of the list reads the same. */
export function EntitySuggestion({ hit: { entity, matched }, among }: { readonly hit: EntityHit; readonly among: readonly EntityHit[] }) {
  const alike = among.some((other) => other.entity.slug !== entity.slug && other.entity.name === entity.name);
  return (
    <>
      <i className="dot" data-kind={entity.kind} />
      <bdi>{cleanText(entity.name, 60)}</bdi>
      {matched !== entity.name && (
        <small>
          <bdi>{cleanText(matched, 40)}</bdi>
        </small>
      )}
      {alike && <small>{entity.slug}</small>}
      <small className="kind">{enumLabel(entity.kind)}</small>
    </>
  );
}

interface Hits {
  readonly hits: readonly EntityHit[] | null;
  readonly errorMessage: string | null;
  readonly foundFor: string | null;
}

const NO_HITS: Hits = { hits: null, errorMessage: null, foundFor: null };

/** The search results for a text, requested after a pause in typing. */
function useHits(text: string | null): Hits {
  const [result, setResult] = useState(NO_HITS);
  useEffect(() => {
    const query = text?.trim().slice(0, 200) ?? '';
    if (query === '') return setResult(NO_HITS);
    let current = true;
    const timer = setTimeout(() => {
      runQuery(SuggestDocument, { text: query })
        .then(({ search }) => current && setResult({ hits: search, errorMessage: null, foundFor: text }))
        .catch((error: Error) => current && setResult({ hits: null, errorMessage: error.message, foundFor: text }));
    }, DEBOUNCE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [text]);
  return result;
}
