import { VOCABULARY } from '../../model/vocabulary.ts';
import { useExplorer } from '../common/context.ts';
import { EntityField } from '../common/EntityField.tsx';
import { nameOf } from '../graph/names.ts';
import type { PathSearch } from '../state/view.ts';

const TIME_OPTIONS: readonly (readonly [PathSearch['time'], string])[] = [
  ['ANY_TIME', 'at any time'],
  ['SIMULTANEOUS', 'all at the same time'],
  ['CHRONOLOGICAL', 'one after the other'],
];

/** The settings of a path search. It runs as soon as both ends are given. */
export function PathForm() {
  const { state, dispatch } = useExplorer();
  const { paths } = state.view;
  const update = (change: Partial<PathSearch>) => dispatch({ do: 'paths', paths: change });
  return (
    <form className="form" onSubmit={(event) => event.preventDefault()}>
      <End label="From" slug={paths.from} onChange={(from) => update({ from })} />
      <End label="To" slug={paths.to} onChange={(to) => update({ to })} />
      <label className="field">
        Relationships hold
        <select value={paths.time} onChange={({ target }) => update({ time: target.value as PathSearch['time'] })}>
          {TIME_OPTIONS.map(([time, label]) => (
            <option key={time} value={time}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        Length at most
        <select value={paths.depth} onChange={({ target }) => update({ depth: Number(target.value) })}>
          {[1, 2, 3, 4, 5, 6].map((depth) => (
            <option key={depth} value={depth}>
              {depth === 1 ? '1 relationship' : `${depth} relationships`}
            </option>
          ))}
        </select>
      </label>
      <label className="check">
        <input type="checkbox" checked={paths.forward} onChange={({ target }) => update({ forward: target.checked })} />
        follow direction
      </label>
      <label className="check">
        <input type="checkbox" checked={paths.avoidHubs} onChange={({ target }) => update({ avoidHubs: target.checked })} />
        avoid hubs
      </label>
      <details className="types">
        <summary>
          {paths.types.length === 0
            ? 'Any type of relationship'
            : `${paths.types.length} ${paths.types.length === 1 ? 'type' : 'types'} of relationship`}
        </summary>
        {VOCABULARY.map(({ type, phrase }) => (
          <label className="check" key={type}>
            <input
              type="checkbox"
              checked={paths.types.includes(type)}
              onChange={({ target }) =>
                update({ types: target.checked ? [...paths.types, type] : paths.types.filter((each) => each !== type) })
              }
            />
            {phrase}
          </label>
        ))}
      </details>
    </form>
  );
}

interface EndProps {
  readonly label: string;
  readonly slug: string | null;
  readonly onChange: (slug: string | null) => void;
}

function End({ label, slug, onChange }: EndProps) {
  const { graph, show } = useExplorer();
  const entity = slug ? graph.entities.get(slug) : undefined;
  return (
    <EntityField
      label={label}
      placeholder="A name"
      shown={slug ? nameOf(entity) || slug : ''}
      onClear={() => onChange(null)}
      onChoose={(chosen) => show([chosen.slug]) && onChange(chosen.slug)}
    />
  );
}
