import { RELIABILITIES } from '../../model/kinds.ts';
import type { FieldProblem } from '../api/requests.ts';
import { ProblemsOfField } from './Problems.tsx';
import { type NewRow, newSlug } from './recordTogether.ts';

/** A source that is recorded with the passage that cites it. */
export interface SourceDraft {
  readonly title: string;
  readonly publisher: string;
  readonly publishedOn: string;
  readonly url: string;
  readonly reliability: string;
}

export const EMPTY_SOURCE: SourceDraft = { title: '', publisher: '', publishedOn: '', url: '', reliability: 'F' };

/** The key of a new source: of its title and its day. */
export const sourceKeyOf = ({ title, publishedOn }: SourceDraft): string =>
  [newSlug(title), publishedOn.trim()].filter((part) => part !== '').join('-');

/** What problems of a new source begin with. */
export const NEW_SOURCE = 'source';

export function newSourceRow(source: SourceDraft): NewRow {
  const given = Object.entries(source).flatMap(([name, value]) => (value.trim() === '' ? [] : [[name, value.trim()] as const]));
  return { kind: 'SOURCE', field: NEW_SOURCE, input: { key: sourceKeyOf(source), ...Object.fromEntries(given) } };
}

const FIELDS = [
  ['title', 'Title', ''],
  ['publisher', 'Publisher', ''],
  ['publishedOn', 'Published on', '2016, 2016-12 or 2016-12-22'],
  ['url', 'Web address', 'https://'],
] as const;

interface Props {
  readonly source: SourceDraft;
  readonly problems: readonly FieldProblem[];
  readonly onChange: (source: SourceDraft) => void;
}

/** The fields of a new source. */
export function NewSource({ source, problems, onChange }: Props) {
  return (
    <fieldset>
      <legend>New source</legend>
      {FIELDS.map(([name, label, placeholder]) => (
        <div key={name}>
          <label className="field">
            {label}
            <input
              dir="auto"
              placeholder={placeholder}
              value={source[name]}
              onChange={({ target }) => onChange({ ...source, [name]: target.value })}
            />
          </label>
          <ProblemsOfField problems={problems} of={`${NEW_SOURCE}.${name}`} />
        </div>
      ))}
      <label className="field">
        Reliability, A (best) to F (not judged)
        <select value={source.reliability} onChange={({ target }) => onChange({ ...source, reliability: target.value })}>
          {RELIABILITIES.map((letter) => (
            <option key={letter}>{letter}</option>
          ))}
        </select>
      </label>
    </fieldset>
  );
}

/** The fields of a new source that can have problems. */
export const FIELDS_OF_NEW_SOURCE = FIELDS.map(([name]) => `${NEW_SOURCE}.${name}`);
