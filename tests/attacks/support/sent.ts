/** A request, and the response to it. */
export interface Sent {
  /** Body of the request, if known. */
  readonly requestBody: string;
  readonly status: number;
  /** Content type, without parameters. */
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

/** Error codes of faults of the server, which no request may cause. */
const SERVER_FAULT_CODES = ['INTERNAL_SERVER_ERROR', 'STORE_UNAVAILABLE', 'QUERY_TIMEOUT', 'undefined'];

/** Signs of internals of the server: a stack frame, a file name, a message of a store, a statement. */
const INTERNALS = [
  /\.[cm]?[jt]s:\d+/g,
  /\bat (?:async |new )?[\w.$<>]+ \(/g,
  /node_modules|node:internal/g,
  /\bNeo\.\w+|\bNeo4jError\b|\bGrafeo\w*/g,
  /\b(?:MATCH|MERGE|CREATE) \(|\bUNWIND \$|\bRETURN \w+\./g,
];

/** Sends a body as it is; the default content type is JSON. */
export async function send(url: string, body: string | Buffer<ArrayBuffer>, headers: Record<string, string> = {}): Promise<Sent> {
  const sent = { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body };
  return read(await fetch(`${url}/graphql`, sent), body.toString());
}

/** Sends a query, with a token or without. */
export function post(url: string, query: string, variables: object = {}, token?: string): Promise<Sent> {
  return send(url, JSON.stringify({ query, variables }), token ? { authorization: `Bearer ${token}` } : {});
}

/** Reads a response. Throws if it is not JSON. */
export async function read(response: Response, requestBody = ''): Promise<Sent> {
  const text = await response.text();
  const { data, errors = [] } = JSON.parse(text) as { data?: unknown; errors?: readonly GraphQLError[] };
  return {
    requestBody,
    status: response.status,
    type: (response.headers.get('content-type') ?? '').replace(/;.*/, ''),
    headers: response.headers,
    text,
    data,
    codes: errors.map(({ extensions }) => String(extensions?.code)),
    messages: errors.map(({ message }) => message),
  };
}

/** Describes what is wrong with a response, whatever the request; null if it has data, or errors with proper codes and messages. */
export function faultOf(sent: Sent): string | null {
  const { status, codes, text } = sent;
  const internals = internalsIn(sent);
  if (internals.length > 0) return `${status} shows ${internals.join(', ')}: ${text.slice(0, 500)}`;
  if (status < 500 && !codes.some((code) => SERVER_FAULT_CODES.includes(code))) return null;
  return `${status} ${codes.join(' ')} ${text.slice(0, 500)}`;
}

/** Internals of the server in the messages. An error may quote the request. */
function internalsIn({ requestBody, messages }: Sent): string[] {
  const found = messages.flatMap((message) => INTERNALS.flatMap((words) => message.match(words) ?? []));
  return found.filter((words) => !requestBody.includes(words));
}
