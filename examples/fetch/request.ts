/** The response of the API: data, errors, or both. A field that failed is null in the data and named in the `path` of an error. */
export interface Answer<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly ApiError[];
  /** `revision`: the revision of the graph that the answer shows at least. */
  readonly extensions?: { readonly revision?: number };
}

export interface ApiError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: { readonly code: string; readonly [detail: string]: unknown };
}

// #region wait
/**
 * Sends a request, and again after the time that the server says if the rate of the caller is used up (error RATE_LIMITED, HTTP status
 * 429) or the server has too much to do (OVERLOADED, 503). Such a request was not executed, so this is safe for mutations too.
 */
export async function fetchAndWait(url: string, options: RequestInit): Promise<Response> {
  for (let attempt = 1; ; attempt++) {
    const response = await fetch(url, options);
    const seconds = response.headers.get('retry-after');
    if (seconds === null || attempt === 10) return response;
    await response.body?.cancel();
    await new Promise((resolve) => setTimeout(resolve, Number(seconds) * 1000));
  }
}
// #endregion

// #region request
/** Runs an operation. */
export async function request<Data>(url: string, query: string, variables: object = {}, token?: string): Promise<Answer<Data>> {
  const headers = { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) };
  const response = await fetchAndWait(url, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
  return (await response.json()) as Answer<Data>;
}
// #endregion
