import { useState } from 'react';
import { keepToken, readToken } from '../api/token.ts';
import { AddTie } from './AddTie.tsx';

/** Editing: with a token, which is kept for this tab only. */
export function Edit() {
  const [token, setToken] = useState(readToken);
  return (
    <section className="edit">
      <h1>Add a tie</h1>
      <form className="form" onSubmit={(event) => event.preventDefault()}>
        <label className="field">
          Token of an editor
          <input
            type="password"
            autoComplete="off"
            value={token}
            onChange={({ target }) => {
              setToken(target.value);
              keepToken(target.value);
            }}
          />
        </label>
      </form>
      <p className="hint">It is kept for this tab only. To dispute or retract a tie, open it first.</p>
      <AddTie />
    </section>
  );
}
