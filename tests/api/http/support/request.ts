/** A response of `/graphql`. */
export interface Reply {
  readonly status: number;
  readonly type: string | null;
  readonly body: { readonly data?: unknown; readonly errors?: ReadonlyArray<{ message: string; extensions: { code: string } }> };
  /** The body as text. */
  readonly text: string;
}

/** Sends a body as it is. Throws if the response is not JSON. */
export async function send(url: string, body: string, type = 'application/json'): Promise<Reply> {
  return read(await fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': type }, body }));
}

export function postQuery(url: string, query: string): Promise<Reply> {
  return send(url, JSON.stringify({ query }));
}

export async function read(response: Response): Promise<Reply> {
  const text = await response.text();
  return { status: response.status, type: response.headers.get('content-type'), body: JSON.parse(text), text };
}
