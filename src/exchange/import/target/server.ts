import { AllegianceError, ERROR_CODES, type ErrorCode } from '../../../model/errors.ts';
import { serverUrl } from '../../../model/serverUrl.ts';
import type { RowProblem, RowReport, Verdict } from '../../../write/report.ts';
import type { Problem } from '../../../write/validate/problem.ts';
import { type BatchKind, type CheckedRow, isValid, validateRows } from '../../../write/validate/validate.ts';
import type { Target } from '../run.ts';

/** The most rows and bytes of one request. */
const MAX_CALL_ROWS = 1_000;
const MAX_CALL_BYTES = 200_000;

/** The mutations that write rows, in the order of writing: what other rows refer to comes first. */
const MUTATIONS = [
  { kind: 'sources', mutation: 'upsertSources', input: 'SourceInput' },
  { kind: 'places', mutation: 'upsertPlaces', input: 'PlaceInput' },
  { kind: 'actors', mutation: 'upsertActors', input: 'ActorInput' },
  { kind: 'events', mutation: 'upsertEvents', input: 'EventInput' },
  { kind: 'relationships', mutation: 'recordRelationships', input: 'RelationshipInput' },
] as const;

/** The problem of rows of a kind for which the API has no mutation with `partial`. */
const UNSUPPORTED: Problem = {
  field: null,
  code: 'BAD_INPUT',
  message:
    'Expected sources, places, actors, events or relationships; a server accepts no other rows. Import them without --url, into the store itself.',
};

export interface ServerAddress {
  /** Address of the server, with or without `/graphql`. */
  readonly url: string;
  /** Token of an editor. */
  readonly token: string | null;
}

/** What becomes of a row. */
interface RowResult {
  readonly verdict: Verdict;
  readonly id: string | null;
  readonly problems: readonly Problem[];
}

interface ServerReport {
  readonly revision: number;
  readonly rows: readonly RowResult[];
}

/**
 * A target that writes through the mutations of a running server. Each request is one revision by the holder of the token.
 * Running the import again changes nothing.
 * @throws AllegianceError with the code of the server's first error; STORE_UNAVAILABLE where no answer can be read
 */
export function serverTarget(address: ServerAddress): Target {
  return async (rows) => {
    const checked = validateRows(rows);
    const report = { rows: [] as RowReport[], problems: [] as RowProblem[], revision: 0 };
    const add = (kind: BatchKind, row: number, { verdict, id, problems }: RowResult): void => {
      report.rows.push({ kind, row, verdict, id });
      report.problems.push(...problems.map((problem) => ({ ...problem, kind, row })));
    };
    for (const row of checked) if ('problems' in row) add(row.kind, row.index, rejected(row.problems));
    for (const { kind, mutation, input } of MUTATIONS) {
      const query = `mutation ($rows: [${input}!]!) { report: ${mutation}(rows: $rows, partial: true) { revision rows { verdict id problems { field code message } } } }`;
      for (const call of calls(checked.filter((row) => isValid(row) && row.kind === kind))) {
        const answer = await execute(address, query, { rows: call.map(({ index }) => rows[kind]![index]) });
        report.revision = Math.max(report.revision, answer.revision);
        for (const [at, { index }] of call.entries()) add(kind, index, answer.rows[at]!);
      }
    }
    for (const [kind, unsupported] of Object.entries(rows) as [BatchKind, readonly unknown[]][]) {
      if (MUTATIONS.some((one) => one.kind === kind)) continue;
      for (const index of unsupported.keys()) add(kind, index, rejected([UNSUPPORTED]));
    }
    return report;
  };
}

function rejected(problems: readonly Problem[]): RowResult {
  return { verdict: 'REJECTED', id: null, problems };
}

function* calls(rows: readonly CheckedRow[]): Generator<CheckedRow[]> {
  let call: CheckedRow[] = [];
  let bytes = 0;
  for (const row of rows) {
    const length = Buffer.byteLength(JSON.stringify(row));
    if (call.length === MAX_CALL_ROWS || (call.length > 0 && bytes + length > MAX_CALL_BYTES)) {
      yield call;
      call = [];
      bytes = 0;
    }
    call.push(row);
    bytes += length;
  }
  if (call.length > 0) yield call;
}

async function execute({ url, token }: ServerAddress, query: string, variables: object): Promise<ServerReport> {
  const headers = { 'content-type': 'application/json', ...(token === null ? {} : { authorization: `Bearer ${token}` }) };
  let result: { data?: { report: ServerReport } | null; errors?: readonly { message: string; extensions?: { code?: string } }[] };
  try {
    const response = await fetch(`${serverUrl(url)}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
    result = (await response.json()) as typeof result;
  } catch (error) {
    const message = `Expected a GraphQL response from the server at ${url}; got none. Rows that were confirmed are written. Run the import again to write the rest.`;
    throw new AllegianceError('STORE_UNAVAILABLE', message, {}, { cause: error });
  }
  const [error] = result.errors ?? [];
  if (!error && result.data) return result.data.report;
  const code = ERROR_CODES.find((known) => known === error?.extensions?.code) ?? ('INTERNAL_SERVER_ERROR' satisfies ErrorCode);
  throw new AllegianceError(code, error?.message ?? `The server at ${url} returned neither data nor an error.`);
}
