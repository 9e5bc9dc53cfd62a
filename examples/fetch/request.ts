/** The response of the API: data, errors, or both. A field that failed is null in the data and named in the `path` of an error. */
export interface Answer<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly ApiError[];
}

export interface ApiError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: { readonly code: string; readonly retryAfter?: number; readonly [detail: string]: unknown };
}

// #region request
/**
 * Sends an operation, and again after the time that the server says if the rate of the caller is used up (error RATE_LIMITED, HTTP
 * status 429). A limited request was not executed, so this is safe for mutations too.
 */
export async function request<Data>(url: string, query: string, variables: object = {}, token?: string): Promise<Answer<Data>> {
  const headers = { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) };
  for (let attempt = 1; ; attempt++) {
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
    const answer = (await response.json()) as Answer<Data>;
    const limited = answer.errors?.find(({ extensions }) => extensions.code === 'RATE_LIMITED');
    if (!limited || attempt === 10) return answer;
    await new Promise((resolve) => setTimeout(resolve, limited.extensions.retryAfter! * 1000));
  }
}
// #endregion
