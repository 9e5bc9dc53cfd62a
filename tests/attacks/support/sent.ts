/** What a server answered to whatever was sent. */
export interface Sent {
  /** The body of the request, as far as it is known. */
  readonly asked: string;
  readonly status: number;
  /** Of the content, without its parameters. */
  readonly type: string;
  readonly headers: Headers;
  readonly text: string;
  readonly data: unknown;
  readonly codes: readonly string[];
  readonly messages: readonly string[];
}

interface GraphQLError {
  readonly message: string;
  readonly extensions?: { readonly code?: string };
}

/** Codes that say that something went wrong on the server's side: no request may bring it there. */
const OURS = ['INTERNAL_SERVER_ERROR', 'STORE_UNAVAILABLE', 'QUERY_TIMEOUT', 'undefined'];

/** What the inside of the server would be known by: a line of a stack, a file of ours, the words of a store, a statement. */
const INSIDE = [
  /\.[cm]?[jt]s:\d+/g,
  /\bat (?:async |new )?[\w.$<>]+ \(/g,
  /node_modules|node:internal/g,
  /\bNeo\.\w+|\bNeo4jError\b|\bGrafeo\w*/g,
  /\b(?:MATCH|MERGE|CREATE) \(|\bUNWIND \$|\bRETURN \w+\./g,
];

/** Sends a body as it is, as JSON unless said otherwise. */
export async function send(url: string, body: string | Buffer<ArrayBuffer>, headers: Record<string, string> = {}): Promise<Sent> {
  const sent = { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body };
  return read(await fetch(`${url}/graphql`, sent), body.toString());
}

/** Asks; with a token, in the name of who holds it. */
export function post(url: string, query: string, variables: object = {}, token?: string): Promise<Sent> {
  return send(url, JSON.stringify({ query, variables }), token ? { authorization: `Bearer ${token}` } : {});
}

/** Throws where the answer is no JSON: none may be a page or a bare word. */
export async function read(response: Response, asked = ''): Promise<Sent> {
  const text = await response.text();
  const { data, errors = [] } = JSON.parse(text) as { data?: unknown; errors?: readonly GraphQLError[] };
  return {
    asked,
    status: response.status,
    type: (response.headers.get('content-type') ?? '').replace(/;.*/, ''),
    headers: response.headers,
    text,
    data,
    codes: errors.map(({ extensions }) => String(extensions?.code)),
    messages: errors.map(({ message }) => message),
  };
}

/** What is wrong with an answer, whatever was asked; null where it is an answer or a refusal with a code and words of its own. */
export function fault(sent: Sent): string | null {
  const { status, codes, text } = sent;
  const inside = insideOf(sent);
  if (inside.length > 0) return `${status} shows ${inside.join(', ')}: ${text.slice(0, 500)}`;
  if (status < 500 && !codes.some((code) => OURS.includes(code))) return null;
  return `${status} ${codes.join(' ')} ${text.slice(0, 500)}`;
}

/** What the messages tell of the inside of the server. A refusal may say again what the request itself said. */
function insideOf({ asked, messages }: Sent): string[] {
  const found = messages.flatMap((message) => INSIDE.flatMap((words) => message.match(words) ?? []));
  return found.filter((words) => !asked.includes(words));
}
