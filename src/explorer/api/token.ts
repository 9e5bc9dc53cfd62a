const KEY = 'allegiance.token';

/** The token with which the visitor edits: kept for this tab only, and never in the address. */
export const readToken = (): string => sessionStorage.getItem(KEY) ?? '';

export const keepToken = (token: string): void => sessionStorage.setItem(KEY, token.trim());

export const authorization = (): Record<string, string> => {
  const token = readToken();
  return token ? { authorization: `Bearer ${token}` } : {};
};
