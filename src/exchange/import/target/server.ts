import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { AllegianceError, ERROR_CODES, type ErrorCode } from '../../../model/errors.ts';
import { serverUrl } from '../../../model/serverUrl.ts';
import type { RowProblem, RowReport, WriteReport } from '../../../write/report.ts';
import { type BatchKind, type BatchRows, type CheckedRow, isValid } from '../../../write/validate/validate.ts';
import type { EarlierRecord, ImportGraph, Namesake } from '../earlier.ts';
import { jsonLines } from '../jsonl.ts';
import type { BatchInfo, Target } from '../run.ts';
import {
  FEW_ROWS,
  IMPORT_PATH,
  type ImportCall,
  type LAST_RECORDED,
  MAX_IMPORT_ROWS,
  NAMED_PATH,
  RECORDED_PATH,
  ROWS_HEADER,
} from './call.ts';

/** The bytes of rows after which a request is full: small ones, so that reads of the server are not held up. */
const CALL_BYTES = 200_000;

/** How long a request is repeated that the server refuses for now, in seconds, and the wait where it names none. */
const RETRY_LIMIT = 600;
const DEFAULT_WAIT = 1;

export interface ServerAddress {
  /** Address of the server, with or without `/graphql`. */
  readonly url: string;
  /** Token of an editor. */
  readonly token: string | null;
}

interface ErrorAnswer {
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

/**
 * A target that writes the rows of an import through a running server, as the holder of the token. Each request is one revision.
 * Running the import again changes nothing. A request that the server refuses for now, because of its load or the caller's rate,
 * is sent again.
 * @throws AllegianceError with the code of the server's error; STORE_UNAVAILABLE where no answer can be read
 */
export function serverTarget(address: ServerAddress): Target {
  // The server says with each answer how many it takes next.
  let most = FEW_ROWS;
  const target: Target = async (rows, info, checked) => {
    const report = { rows: [] as RowReport[], problems: [] as RowProblem[], revision: 0 };
    for (const row of checked) if (!isValid(row)) addRejected(report, row);
    let [number, sent] = [0, 0];
    for (const call of calls(checked.filter(isValid), rows, () => most)) {
      number++;
      const given: BatchRows = Object.fromEntries([...call].map(([kind, indexes]) => [kind, indexes.map((index) => rows[kind]![index])]));
      const count = [...call.values()].flat().length;
      // By its rows: what is divided otherwise when the import is run again is not what was written under this key.
      const { report: answer, next } = await send(address, {
        rows: given,
        key: `${info.key} ${sent}+${count}`,
        summary: summaryOf(info, number),
      });
      sent += count;
      most = next;
      report.revision = Math.max(report.revision, answer.revision);
      const inBatch = <T extends { readonly kind: BatchKind; readonly row: number }>(one: T): T => ({
        ...one,
        row: call.get(one.kind)![one.row]!,
      });
      report.rows.push(...answer.rows.map(inBatch));
      report.problems.push(...answer.problems.map(inBatch));
    }
    return report;
  };
  return Object.assign(target, { graph: graphAt(address) });
}

/**
 * A target that has a server check each batch, with those before it, and write nothing.
 * @throws as `serverTarget`; CONFLICT where the server was started again meanwhile
 */
export function serverDryRunTarget(address: ServerAddress): Target {
  const name = randomUUID();
  let number = 0;
  const target: Target = async (rows, { key, summary }) =>
    (await send(address, { rows, key, summary, dryRun: { name, number: ++number } })).report;
  return Object.assign(target, { graph: graphAt(address) });
}

/** Reads the graph of a server. */
function graphAt(address: ServerAddress): ImportGraph {
  const headers: Record<string, string> = address.token === null ? {} : { authorization: `Bearer ${address.token}` };
  const request = async (path: string, init: RequestInit): Promise<Response> => {
    const response = await fetch(`${serverUrl(address.url)}${path}`, init).catch((error: unknown) => {
      throw unavailable(`No server answers at ${address.url}.`, error);
    });
    if (!response.ok || !response.body) throw errorOf(address, response, await answerOf(address, response));
    return response;
  };
  return {
    async *earlier(prefixes) {
      const query = new URLSearchParams(prefixes.map((prefix): [string, string] => ['prefix', prefix]));
      const { body } = await request(`${RECORDED_PATH}?${query}`, { headers });
      let isComplete = false;
      for await (const line of jsonLines(body!)) {
        const one = JSON.parse(line!) as EarlierRecord | typeof LAST_RECORDED;
        if ('what' in one) yield one;
        else isComplete = true;
      }
      if (!isComplete) throw unavailable(`The answer of the server at ${address.url} was cut off.`, undefined);
    },
    async named(names) {
      const init = { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify({ names }) };
      const answer = await answerOf(address, await request(NAMED_PATH, init));
      return new Map(Object.entries(answer as Record<string, readonly Namesake[]>));
    },
  };
}

/**
 * Makes sure that a server is there which takes rows of imports from the holder of this token.
 * @throws STORE_UNAVAILABLE, UNAUTHENTICATED, FORBIDDEN; BAD_INPUT where another program answers
 */
export async function checkServer(address: ServerAddress): Promise<void> {
  await send(address, { rows: {}, key: 'nothing', summary: 'Nothing' });
}

function summaryOf({ summary }: BatchInfo, number: number): string {
  return number === 1 ? summary : `${summary}, part ${number}`;
}

function addRejected(report: { rows: RowReport[]; problems: RowProblem[] }, { kind, index: row, ...checked }: CheckedRow): void {
  report.rows.push({ kind, row, verdict: 'REJECTED', id: null });
  if ('problems' in checked) report.problems.push(...checked.problems.map((problem) => ({ ...problem, kind, row })));
}

/** Divides rows, which are in the order of writing, into requests: for each kind the indexes of its rows. */
function* calls(valid: readonly CheckedRow[], rows: BatchRows, most: () => number): Generator<ReadonlyMap<BatchKind, readonly number[]>> {
  let call = new Map<BatchKind, number[]>();
  let [count, bytes] = [0, 0];
  for (const { kind, index } of valid) {
    const length = Buffer.byteLength(JSON.stringify(rows[kind]![index]));
    if (count >= most() || (count > 0 && bytes + length > CALL_BYTES)) {
      yield call;
      call = new Map();
      [count, bytes] = [0, 0];
    }
    const indexes = call.get(kind) ?? [];
    call.set(kind, indexes);
    indexes.push(index);
    count++;
    bytes += length;
  }
  if (count > 0) yield call;
}

/** @returns `next`: how many rows the server takes in the next request. */
async function send(address: ServerAddress, call: ImportCall): Promise<{ readonly report: WriteReport; readonly next: number }> {
  const until = performance.now() + RETRY_LIMIT * 1_000;
  for (;;) {
    const response = await post(address, JSON.stringify(call));
    const answer = await answerOf(address, response);
    if (response.ok && answer !== null) {
      const next = Number(response.headers.get(ROWS_HEADER));
      return { report: answer as WriteReport, next: next >= 1 && next <= MAX_IMPORT_ROWS ? next : FEW_ROWS };
    }
    const wait = Number(response.headers.get('retry-after') ?? DEFAULT_WAIT) * 1_000;
    if (!response.headers.has('retry-after') || performance.now() + wait > until) throw errorOf(address, response, answer);
    await sleep(wait);
  }
}

async function post({ url, token }: ServerAddress, body: string): Promise<Response> {
  const headers = { 'content-type': 'application/json', ...(token === null ? {} : { authorization: `Bearer ${token}` }) };
  return fetch(`${serverUrl(url)}${IMPORT_PATH}`, { method: 'POST', headers, body }).catch((error: unknown) => {
    throw unavailable(`No server answers at ${url}.`, error);
  });
}

/** The answer as JSON; null where it is none. @throws STORE_UNAVAILABLE where it is cut off */
async function answerOf({ url }: ServerAddress, response: Response): Promise<unknown> {
  const text = await response.text().catch((error: unknown) => {
    throw unavailable(`The answer of the server at ${url} was cut off.`, error);
  });
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function unavailable(what: string, cause: unknown): AllegianceError {
  const message = `${what} Nothing was written elsewhere; rows that the server confirmed are written. Run the import again to write the rest.`;
  return new AllegianceError('STORE_UNAVAILABLE', message, {}, { cause });
}

function errorOf({ url }: ServerAddress, { status }: Response, answer: unknown): AllegianceError {
  const [error] = (answer as ErrorAnswer | null)?.errors ?? [];
  if (!error || status === 404) {
    const message = `Expected an Allegiance server at ${url} that takes imports; got another answer (HTTP ${status}). Nothing was written.`;
    return new AllegianceError('BAD_INPUT', message);
  }
  const code = ERROR_CODES.find((known) => known === error.extensions?.code) ?? ('INTERNAL_SERVER_ERROR' satisfies ErrorCode);
  return new AllegianceError(code, `The server at ${url}: ${error.message}`);
}
