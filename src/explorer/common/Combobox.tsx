import { useCombobox } from 'downshift';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';

export interface ComboboxItem {
  readonly key: string;
}

interface Props<T extends ComboboxItem> {
  readonly label: string;
  readonly hiddenLabel?: boolean;
  readonly placeholder?: string;
  readonly shortcut?: boolean;
  /** The text of the field. */
  readonly text: string;
  readonly onText: (text: string) => void;
  /** What is offered, and whether that was found for the present text: until then Enter waits. */
  readonly items: readonly T[];
  readonly upToDate: boolean;
  readonly show: (item: T) => ReactNode;
  /** Chooses an item; where it returns false, the list stays open. */
  readonly onChoose: (item: T) => boolean;
  readonly onLeave: () => void;
  /** Escape in the empty field. */
  readonly onEscape?: () => void;
  /** Said above the list; where nothing is offered, in its place. */
  readonly message: string | null;
}

/** A text field with a list of what may be meant: arrow keys move, Enter chooses, Escape closes, and a screen reader hears each. */
export function Combobox<T extends ComboboxItem>(props: Props<T>) {
  const { label, hiddenLabel, placeholder, shortcut, text, onText, items, upToDate, show, onChoose, onLeave, onEscape, message } = props;
  const id = useId();
  const [typing, setTyping] = useState(false);
  const waiting = useRef(false);
  const choose = (item: T) => {
    waiting.current = false;
    setTyping(!onChoose(item));
  };
  const { getLabelProps, getInputProps, getMenuProps, getItemProps, highlightedIndex } = useCombobox<T>({
    id,
    inputId: `${id}-input`,
    items: [...items],
    inputValue: text,
    selectedItem: null,
    isOpen: typing && items.length > 0,
    defaultHighlightedIndex: 0,
    itemToString: () => text,
    itemToKey: (item) => item?.key ?? '',
    stateReducer: (state, { type, changes }) =>
      type === useCombobox.stateChangeTypes.InputBlur
        ? { ...changes, selectedItem: state.selectedItem, inputValue: state.inputValue }
        : changes,
    onSelectedItemChange: ({ selectedItem }) => selectedItem && choose(selectedItem),
  });

  useEffect(() => {
    const [first] = items;
    if (waiting.current && upToDate && first) choose(first);
  });

  const open = typing && text.trim() !== '' && (items.length > 0 || message !== null);
  return (
    <div className="field entity-field">
      <label {...getLabelProps()} htmlFor={`${id}-input`} className={hiddenLabel ? 'visually-hidden' : undefined}>
        {label}
      </label>
      <input
        {...getInputProps({
          onChange: ({ currentTarget }) => {
            waiting.current = false;
            setTyping(true);
            onText(currentTarget.value);
          },
          onKeyDown: (event) => {
            if (event.key === 'Escape') {
              setTyping(false);
              onLeave();
              if (text === '') onEscape?.();
            }
            if (event.key === 'ArrowDown') setTyping(true);
            if (event.key !== 'Enter') return;
            event.preventDefault();
            if (upToDate) return;
            waiting.current = text.trim() !== '';
            Object.assign(event.nativeEvent, { preventDownshiftDefault: true });
          },
          onBlur: () => {
            setTyping(false);
            onLeave();
          },
        })}
        type="search"
        autoComplete="off"
        spellCheck={false}
        dir="auto"
        aria-keyshortcuts={shortcut ? '/' : undefined}
        placeholder={placeholder}
      />
      <div className="suggestions" hidden={!open}>
        {message !== null && (
          <p className="none" role="status">
            {message}
          </p>
        )}
        <ul {...getMenuProps({ 'aria-label': label })}>
          {typing &&
            items.map((item, index) => (
              <li key={item.key} {...getItemProps({ item, index })} className="suggestion" data-active={index === highlightedIndex}>
                {show(item)}
              </li>
            ))}
        </ul>
      </div>
    </div>
  );
}
