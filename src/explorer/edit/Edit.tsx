import { useState } from 'react';
import { AddEvent } from './AddEvent.tsx';
import { AddTie } from './AddTie.tsx';
import { TokenField } from './TokenField.tsx';

/** The panel for editing. */
export function Edit() {
  const [what, setWhat] = useState<'relationship' | 'event'>('relationship');
  return (
    <section className="edit">
      <h1>Add {what === 'event' ? 'an event' : 'a relationship'}</h1>
      <form className="form" onSubmit={(event) => event.preventDefault()}>
        <TokenField />
        <label className="field">
          What to add
          <select value={what} onChange={({ target }) => setWhat(target.value as typeof what)}>
            <option value="relationship">A relationship</option>
            <option value="event">An event</option>
          </select>
        </label>
      </form>
      <p className="hint">The token is stored for this tab only. To dispute or retract a relationship, open it first.</p>
      {what === 'event' ? <AddEvent /> : <AddTie />}
    </section>
  );
}
