import { useState } from 'react';
import { readToken, storeToken } from '../api/token.ts';

/** The token that changes are sent with. It is stored for this tab only. */
export function TokenField({ onChange }: { readonly onChange?: (token: string) => void }) {
  const [token, setToken] = useState(readToken);
  return (
    <label className="field">
      Editor token
      <input
        type="password"
        autoComplete="off"
        value={token}
        onChange={({ target }) => {
          setToken(target.value);
          storeToken(target.value);
          onChange?.(target.value);
        }}
      />
    </label>
  );
}
