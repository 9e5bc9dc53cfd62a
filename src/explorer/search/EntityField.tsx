import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import { ask } from '../api/ask.ts';
import { SuggestDocument, type SuggestQuery } from '../api/operations.ts';
import { inWords, tidy } from '../graph/names.ts';

type Hit = NonNullable<SuggestQuery['search']>[number];

/** Milliseconds from the last key to the request. */
const PAUSE = 120;

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
  const { hits, problem } = useHits(text);
  const [active, setActive] = useState(0);
  const open = text !== null && text.trim() !== '' && (hits !== null || problem !== null);

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
      {open && (problem !== null || hits?.length === 0) && (
        <p className="suggestions none" role="status">
          {problem ?? 'No entity with such a name.'}
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
      <bdi>{tidy(entity.name, 60)}</bdi>
      {matched !== entity.name && (
        <small>
          <bdi>{tidy(matched, 40)}</bdi>
        </small>
      )}
      <small className="kind">{inWords(entity.kind)}</small>
    </div>
  );
}

/** The search results for a text, requested after a pause in typing. */
function useHits(text: string | null): { readonly hits: readonly Hit[] | null; readonly problem: string | null } {
  const [found, setFound] = useState<{ hits: readonly Hit[] | null; problem: string | null }>({ hits: null, problem: null });
  useEffect(() => {
    const asked = text?.trim().slice(0, 200) ?? '';
    if (asked === '') return setFound({ hits: null, problem: null });
    let wanted = true;
    const timer = setTimeout(() => {
      ask(SuggestDocument, { text: asked })
        .then(({ search }) => wanted && setFound({ hits: search, problem: null }))
        .catch((error: Error) => wanted && setFound({ hits: null, problem: error.message }));
    }, PAUSE);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [text]);
  return found;
}
