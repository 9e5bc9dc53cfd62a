import { type ReactNode, useEffect, useRef, useState } from 'react';
import { ACTOR_KINDS, CONTROL_EXTENTS, EVENT_KINDS, PLACE_KINDS, STANCES } from '../../model/kinds.ts';
import { MAX_SLUG_LENGTH, slugOf, slugStart } from '../../model/slug.ts';
import { VOCABULARY } from '../../model/vocabulary.ts';
import { DeskSaveDocument } from '../api/operations.ts';
import { runMutation } from '../api/requests.ts';
import { EntityField } from '../common/EntityField.tsx';
import { enumLabel } from '../graph/names.ts';
import { rowInputOf } from './decisions.ts';
import type { DeskRow, RowInput } from './draft.ts';
import type { DeskState } from './useDesk.ts';

/** The fields of each kind of row that can be corrected: text, a choice, or an entity. The quote cannot: it is the words of the text. */
type FieldKind = 'text' | 'entity' | readonly (readonly [value: string, label: string])[];
const labelled = (values: readonly string[]): FieldKind => values.map((value) => [value, enumLabel(value)] as const);
const TYPES: FieldKind = VOCABULARY.map(({ type, phrase }) => [type, phrase] as const);
const FIELDS: Readonly<Record<DeskRow['kind'], readonly (readonly [name: string, label: string, kind: FieldKind])[]>> = {
  ACTOR: [
    ['name', 'Name', 'text'],
    ['kind', 'Kind', labelled(ACTOR_KINDS)],
    ['description', 'Description', 'text'],
  ],
  PLACE: [
    ['name', 'Name', 'text'],
    ['kind', 'Kind', labelled(PLACE_KINDS)],
    ['within', 'Within', 'entity'],
  ],
  SOURCE: [
    ['title', 'Title', 'text'],
    ['publisher', 'Publisher', 'text'],
    ['publishedOn', 'Published', 'text'],
  ],
  EVENT: [
    ['title', 'Title', 'text'],
    ['kind', 'Kind', labelled(EVENT_KINDS)],
    ['start', 'Start', 'text'],
    ['end', 'End', 'text'],
    ['place', 'Place', 'entity'],
  ],
  RELATIONSHIP: [
    ['from', 'From', 'entity'],
    ['type', 'Relationship', TYPES],
    ['to', 'To', 'entity'],
    ['extent', 'Extent', labelled(CONTROL_EXTENTS)],
    ['start', 'Start', 'text'],
    ['end', 'End', 'text'],
    ['attestedFrom', 'Attested from', 'text'],
    ['attestedUntil', 'Attested until', 'text'],
  ],
  EVIDENCE: [['stance', 'Says', labelled(STANCES)]],
};

interface Props {
  readonly row: DeskRow;
  readonly desk: DeskState;
  readonly onDone: () => void;
}

/** Form to correct a proposal. What is emptied is left out of the row. */
export function RowForm({ row, desk, onDone }: Props) {
  const [input, setInput] = useState<RowInput>(() => rowInputOf(row, desk.decisions));
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLElement>('input, select')?.focus(), []);
  const set = (name: string, value: unknown) => setInput(({ [name]: _, ...rest }) => (value === '' ? rest : { ...rest, [name]: value }));
  const passage = firstPassage(row, input);
  const setPassage = (part: RowInput) => setInput((before) => withPassage(row, before, part));
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  return (
    <form
      ref={form}
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        desk.act({ do: 'correct', input });
        onDone();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onDone();
      }}
    >
      {FIELDS[row.kind].map(([name, label, kind]) => {
        if (name === 'extent' && input.type !== 'CONTROLS') return null;
        if (kind === 'entity')
          return <EntityOfRow key={name} {...{ row, desk, label }} slug={text(input[name])} onChange={(slug) => set(name, slug)} />;
        return (
          <Labelled key={name} label={label}>
            {kind === 'text' ? (
              <input dir="auto" value={text(input[name])} onChange={({ target }) => set(name, target.value)} />
            ) : (
              <select value={text(input[name])} onChange={({ target }) => set(name, target.value)}>
                {!input[name] && <option value="">Not chosen</option>}
                {kind.map(([value, words]) => (
                  <option key={value} value={value}>
                    {words}
                  </option>
                ))}
              </select>
            )}
          </Labelled>
        );
      })}
      {passage && (
        <>
          <label className="check">
            <input type="checkbox" checked={passage.hedged === true} onChange={({ target }) => setPassage({ hedged: target.checked })} />
            hedged
          </label>
          <Labelled label="Said by, in words">
            <input
              dir="auto"
              value={text(passage.attribution)}
              onChange={({ target }) => setPassage({ attribution: target.value || null })}
            />
          </Labelled>
        </>
      )}
      <div className="actions">
        <button type="submit" className="primary">
          Accept as corrected
        </button>
        <button type="button" onClick={onDone}>
          Cancel
        </button>
      </div>
    </form>
  );
}

const Labelled = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  // biome-ignore lint/a11y/noLabelWithoutControl: the control is among the children
  <label className="field">
    {label}
    {children}
  </label>
);

/** The passage of a row: an EVIDENCE row is one itself; of others the first. */
function firstPassage(row: DeskRow, input: RowInput): RowInput | null {
  if (row.kind === 'EVIDENCE') return input;
  const evidence = input.evidence as readonly RowInput[] | undefined;
  return evidence?.[0] ?? null;
}

function withPassage(row: DeskRow, input: RowInput, part: RowInput): RowInput {
  if (row.kind === 'EVIDENCE') return { ...input, ...part };
  const [first, ...others] = (input.evidence as readonly RowInput[] | undefined) ?? [];
  return { ...input, evidence: [{ ...first, ...part }, ...others] };
}

interface EntityProps {
  readonly row: DeskRow;
  readonly desk: DeskState;
  readonly label: string;
  readonly slug: string;
  readonly onChange: (slug: string) => void;
}

/** An entity of the row: one of the graph, or one that is only proposed; a name that is neither can be proposed as a new actor. */
function EntityOfRow({ row, desk, label, slug, onChange }: EntityProps) {
  const proposed = desk.rows.filter(({ kind }) => kind === 'ACTOR' || kind === 'PLACE');
  const nameOfProposed = proposed.map(({ input }) => input).find((input) => input.slug === slug)?.name;
  const [name, setName] = useState<string | null>(null);
  return (
    <>
      <EntityField
        label={label}
        shown={name ?? (typeof nameOfProposed === 'string' ? nameOfProposed : slug)}
        onClear={() => {
          setName('');
          onChange('');
        }}
        onChoose={(entity) => {
          setName(entity.name);
          onChange(entity.slug);
        }}
      />
      {slug === '' && <NewActor {...{ row, desk }} onProposed={onChange} />}
    </>
  );
}

/** Adds a new actor to the draft, before the row that names it. Only while no row of the draft was written. */
function NewActor({ desk, onProposed }: Pick<EntityProps, 'row' | 'desk'> & { readonly onProposed: (slug: string) => void }) {
  const [name, setName] = useState('');
  const [kind, setKind] = useState<string>('ARMED_GROUP');
  const [problem, setProblem] = useState<string | null>(null);
  const { draft, rows, reload } = desk;
  const add = async () => {
    const slug = slugStart(slugOf(name), MAX_SLUG_LENGTH);
    const actor = { kind: 'ACTOR' as const, input: { slug, kind, name }, why: 'Added at the desk.' };
    const saved = rows.map(({ kind, input, quote, span, score, why }) => ({
      kind,
      input,
      quote,
      start: span?.start,
      end: span?.end,
      score,
      why,
    }));
    try {
      await runMutation(DeskSaveDocument, {
        draft: { id: draft!.id, title: draft!.title, source: draft!.source?.id, rows: [...saved, actor] },
      });
      onProposed(slug);
      reload();
    } catch (error) {
      setProblem((error as Error).message);
    }
  };
  return (
    <details className="edit">
      <summary>A new actor</summary>
      <Labelled label="Name">
        <input dir="auto" value={name} onChange={({ target }) => setName(target.value)} />
      </Labelled>
      <Labelled label="Kind">
        <select value={kind} onChange={({ target }) => setKind(target.value)}>
          {ACTOR_KINDS.map((each) => (
            <option key={each} value={each}>
              {enumLabel(each)}
            </option>
          ))}
        </select>
      </Labelled>
      {problem && <p className="problem">{problem}</p>}
      <button type="button" disabled={slugOf(name) === ''} onClick={() => void add()}>
        Propose it
      </button>
    </details>
  );
}
