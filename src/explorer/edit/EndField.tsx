import { useState } from 'react';
import { ACTOR_KINDS, PLACE_KINDS } from '../../model/kinds.ts';
import type { FieldProblem } from '../api/requests.ts';
import { EntityField } from '../common/EntityField.tsx';
import { capitalized, enumLabel, nameOf } from '../graph/names.ts';
import { ProblemsOfField } from './Problems.tsx';
import { type NewRow, newSlug } from './recordTogether.ts';

/** An end of a relationship, or an actor or place of an event: an entity of the graph, or a new one with a kind of actor or place. */
export type EndDraft =
  | { readonly slug: string; readonly name: string; readonly kind: null }
  | { readonly slug: null; readonly name: string; readonly kind: string };

export const NO_END: EndDraft = { slug: '', name: '', kind: null };

const isPlaceKind = (kind: string): boolean => (PLACE_KINDS as readonly string[]).includes(kind);

/** What the row of a relationship or event has for an end. */
export const endSlug = (end: EndDraft): string => end.slug ?? newSlug(end.name);

/** The row that is recorded for a new end, actor or place with what names it in `field`. */
export function newEnd(end: EndDraft, field: string): NewRow[] {
  if (end.kind === null) return [];
  const input = { slug: newSlug(end.name), name: end.name.trim(), kind: end.kind };
  return [{ kind: isPlaceKind(end.kind) ? 'PLACE' : 'ACTOR', field, input }];
}

interface Props {
  readonly label: string;
  readonly field: string;
  /** What a new one can be. Default: both. */
  readonly takes?: 'actor' | 'place' | 'actor or place';
  readonly end: EndDraft;
  readonly problems: readonly FieldProblem[];
  readonly onChange: (end: EndDraft) => void;
}

/** Searches an entity, or takes the name and the kind of a new one. */
export function EndField({ label, field, takes = 'actor or place', end, problems, onChange }: Props) {
  const [typed, setTyped] = useState('');
  if (end.kind === null) {
    return (
      <div className="with-new">
        <EntityField
          label={label}
          placeholder="A name"
          shown={end.slug && end.name}
          onType={setTyped}
          onClear={() => onChange(NO_END)}
          onChoose={(entity) => onChange({ slug: entity.slug, name: nameOf(entity), kind: null })}
        />
        <ProblemsOfField problems={problems} of={field} />
        <button
          type="button"
          className="link new"
          onClick={() => onChange({ slug: null, name: typed, kind: takes === 'place' ? 'TOWN' : 'ARMED_GROUP' })}
        >
          New {takes} …
        </button>
      </div>
    );
  }
  return (
    <fieldset>
      <legend>
        {label}: new {takes}
      </legend>
      <label className="field">
        Name
        <input dir="auto" value={end.name} onChange={({ target }) => onChange({ ...end, name: target.value })} />
      </label>
      <ProblemsOfField problems={problems} of={`${field}.name`} />
      <ProblemsOfField problems={problems} of={`${field}.slug`} />
      <label className="field">
        Kind
        <select value={end.kind} onChange={({ target }) => onChange({ ...end, kind: target.value })}>
          {takes !== 'place' && <KindOptions label="Actors" kinds={ACTOR_KINDS} />}
          {takes !== 'actor' && <KindOptions label="Places" kinds={PLACE_KINDS} />}
        </select>
      </label>
      <ProblemsOfField problems={problems} of={`${field}.kind`} />
      <ProblemsOfField problems={problems} of={field} />
      <button type="button" onClick={() => onChange(NO_END)}>
        Search one instead
      </button>
    </fieldset>
  );
}

/** The fields of a new end that can have problems. */
export const fieldsOfNewEnd = (field: string): string[] => ['name', 'slug', 'kind'].map((each) => `${field}.${each}`);

const KindOptions = ({ label, kinds }: { readonly label: string; readonly kinds: readonly string[] }) => (
  <optgroup label={label}>
    {kinds.map((kind) => (
      <option key={kind} value={kind}>
        {capitalized(enumLabel(kind))}
      </option>
    ))}
  </optgroup>
);
