import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import { SuggestDocument, type SuggestQuery } from '../api/operations.ts';
import { runQuery } from '../api/requests.ts';
import { cleanText, enumLabel } from '../graph/names.ts';

type Hit = NonNullable<SuggestQuery['search']>[number];

/** Milliseconds from the last key to the request. */
const DEBOUNCE_MS = 120;

interface Props {
  readonly label: string;
  readonly placeholder?: string;
  /** The text of the field while the user does not type. */
  readonly shown?: string;
  readonly onChoose: (entity: Hit['entity']) => void;
  readonly onClear?: () => void;
  readonly hiddenLabel?: boolean;
  readonly shortcut?: boolean;
}

/** A search field that suggests entities by any of their names: arrow keys move, Enter selects, Escape closes. */
export function EntityField({ label, placeholder, shown = '', onChoose, onClear, hiddenLabel, shortcut }: Props) {
  const id = useId();
  const [text, setText] = useState<string | null>(null);
  const { hits, errorMessage } = useHits(text);
  const [active, setActive] = useState(0);
  const open = text !== null && text.trim() !== '' && (hits !== null || errorMessage !== null);

  const choose = (hit: Hit | undefined) => {
    if (!hit) return;
    setText(null);
    setActive(0);
    onChoose(hit.entity);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const count = hits?.length ?? 0;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (count > 0) setActive((active + (event.key === 'ArrowDown' ? 1 : count - 1)) % count);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      choose(hits?.[active]);
    } else if (event.key === 'Escape') setText(null);
  };

  return (
    <div className="field entity-field">
      <label htmlFor={id} className={hiddenLabel ? 'visually-hidden' : undefined}>
        {label}
      </label>
      <input
        id={id}
        type="search"
        role="combobox"
        autoComplete="off"
        spellCheck={false}
        dir="auto"
        aria-expanded={open}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={open && hits?.[active] ? `${id}-${active}` : undefined}
        aria-keyshortcuts={shortcut ? '/' : undefined}
        placeholder={placeholder}
        value={text ?? shown}
        onChange={({ target }) => {
          setText(target.value);
          setActive(0);
          if (target.value === '') onClear?.();
        }}
        onKeyDown={onKeyDown}
        onBlur={() => setText(null)}
      />
      <div id={`${id}-list`} role="listbox" aria-label={label} className="suggestions" hidden={!open}>
        {open &&
          hits?.map((hit, index) => (
            <Suggestion key={hit.entity.id} id={`${id}-${index}`} hit={hit} active={index === active} onChoose={choose} />
          ))}
      </div>
      {open && (errorMessage !== null || hits?.length === 0) && (
        <p className="suggestions none" role="status">
          {errorMessage ?? 'No entity with such a name.'}
        </p>
      )}
    </div>
  );
}

interface SuggestionProps {
  readonly id: string;
  readonly hit: Hit;
  readonly active: boolean;
  readonly onChoose: (hit: Hit) => void;
}

function Suggestion({ id, hit, active, onChoose }: SuggestionProps) {
  const { entity, matched } = hit;
  return (
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={active}
      className="suggestion"
      onPointerDown={(event) => {
        event.preventDefault();
        onChoose(hit);
      }}
    >
      <i className="dot" data-kind={entity.kind} />
      <bdi>{cleanText(entity.name, 60)}</bdi>
      {matched !== entity.name && (
        <small>
          <bdi>{cleanText(matched, 40)}</bdi>
        </small>
      )}
      <small className="kind">{enumLabel(entity.kind)}</small>
    </div>
  );
}

/** The search results for a text, requested after a pause in typing. */
function useHits(text: string | null): { readonly hits: readonly Hit[] | null; readonly errorMessage: string | null } {
  const [result, setResult] = useState<{ hits: readonly Hit[] | null; errorMessage: string | null }>({ hits: null, errorMessage: null });
  useEffect(() => {
    const query = text?.trim().slice(0, 200) ?? '';
    if (query === '') return setResult({ hits: null, errorMessage: null });
    let current = true;
    const timer = setTimeout(() => {
      runQuery(SuggestDocument, { text: query })
        .then(({ search }) => current && setResult({ hits: search, errorMessage: null }))
        .catch((error: Error) => current && setResult({ hits: null, errorMessage: error.message }));
    }, DEBOUNCE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [text]);
  return result;
}
