import { useState } from 'react';
import { readToken, storeToken } from '../api/token.ts';
import { AddTie } from './AddTie.tsx';

/** The panel for editing. The token is stored for this tab only. */
export function Edit() {
  const [token, setToken] = useState(readToken);
  return (
    <section className="edit">
      <h1>Add a relationship</h1>
      <form className="form" onSubmit={(event) => event.preventDefault()}>
        <label className="field">
          Editor token
          <input
            type="password"
            autoComplete="off"
            value={token}
            onChange={({ target }) => {
              setToken(target.value);
              storeToken(target.value);
            }}
          />
        </label>
      </form>
      <p className="hint">The token is stored for this tab only. To dispute or retract a relationship, open it first.</p>
      <AddTie />
    </section>
  );
}
