const KEY = 'allegiance.token';

/** The token of the user, for editing: in the session storage of this tab only, never in the address. */
export const readToken = (): string => sessionStorage.getItem(KEY) ?? '';

export const storeToken = (token: string): void => sessionStorage.setItem(KEY, token.trim());

export const authorization = (): Record<string, string> => {
  const token = readToken();
  return token ? { authorization: `Bearer ${token}` } : {};
};
