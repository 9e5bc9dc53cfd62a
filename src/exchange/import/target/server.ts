import { AllegianceError, ERROR_CODES, type ErrorCode } from '../../../model/errors.ts';
import { type CheckedRow, checkRows, isGood, type Rows } from '../../../write/batch.ts';
import type { Problem, RowProblem, RowReport, Verdict } from '../../../write/report.ts';
import type { Target } from './target.ts';

/** Rows and bytes that one call may have. */
const MOST_ROWS = 1_000;
const MOST_BYTES = 200_000;

/** The mutations that write rows, in the order of writing: what others name comes first. */
const MUTATIONS = [
  { kind: 'sources', mutation: 'upsertSources', input: 'SourceInput' },
  { kind: 'places', mutation: 'upsertPlaces', input: 'PlaceInput' },
  { kind: 'actors', mutation: 'upsertActors', input: 'ActorInput' },
  { kind: 'events', mutation: 'upsertEvents', input: 'EventInput' },
  { kind: 'relationships', mutation: 'recordRelationships', input: 'RelationshipInput' },
] as const;

export interface ServerAddress {
  /** Of its GraphQL API: `http://127.0.0.1:4000/graphql`. */
  readonly url: string;
  /** A token of an editor. */
  readonly token: string | null;
}

interface Answer {
  readonly revision: number;
  readonly rows: readonly { readonly verdict: Verdict; readonly id: string | null; readonly problems: readonly Problem[] }[];
}

/**
 * Writes through the mutations of a running server, as any front end would. Each call is one revision in the name of the
 * token's holder; a run again finds that its rows say nothing new.
 * @throws what the server answers, and STORE_UNAVAILABLE where it does not
 */
export function serverAt(address: ServerAddress): Target {
  return async (rows) => {
    const checked = checkRows(rows);
    const parts = [checked.filter((row) => !isGood(row)).map(refused)];
    let revision = 0;
    for (const { kind, mutation, input } of MUTATIONS) {
      const query = `mutation ($rows: [${input}!]!) { report: ${mutation}(rows: $rows, partial: true) { revision rows { verdict id problems { field code message } } } }`;
      for (const call of calls(checked.filter((row) => isGood(row) && row.kind === kind))) {
        const answer = await ask(address, query, { rows: call.map(({ index }) => rows[kind]![index]) });
        revision = Math.max(revision, answer.revision);
        parts.push(call.map((row, at) => told(row, at, answer)));
      }
    }
    const all = [...parts.flat(), ...others(rows)];
    return { rows: all.map(({ row }) => row), problems: all.flatMap(({ problems }) => problems), revision };
  };
}

interface Told {
  readonly row: RowReport;
  readonly problems: readonly RowProblem[];
}

function told({ kind, index }: CheckedRow, at: number, { rows }: Answer): Told {
  const { verdict, id, problems } = rows[at]!;
  return {
    row: { kind, row: index, verdict, id },
    problems: problems.map((problem) => ({ ...problem, kind, row: index })),
  };
}

function refused(checked: CheckedRow): Told {
  const { kind, index } = checked;
  const problems = 'problems' in checked ? checked.problems : [];
  return {
    row: { kind, row: index, verdict: 'REJECTED', id: null },
    problems: problems.map((problem) => ({ ...problem, kind, row: index })),
  };
}

/** Rows for which the API has no call that may be partial. */
function others(rows: Rows): Told[] {
  const known = new Set<string>(MUTATIONS.map(({ kind }) => kind));
  const strange = Object.entries(rows).filter(([kind]) => !known.has(kind));
  const message =
    'Expected sources, places, actors, events or relationships; a server takes no other rows. Import it into the store itself.';
  return strange.flatMap(([kind, list]) =>
    list.map((_, index) => refused({ kind, index, problems: [{ field: null, code: 'BAD_INPUT', message }] } as CheckedRow)),
  );
}

function* calls(rows: readonly CheckedRow[]): Generator<CheckedRow[]> {
  let call: CheckedRow[] = [];
  let bytes = 0;
  for (const row of rows) {
    const length = Buffer.byteLength(JSON.stringify(row));
    if (call.length === MOST_ROWS || (call.length > 0 && bytes + length > MOST_BYTES)) {
      yield call;
      call = [];
      bytes = 0;
    }
    call.push(row);
    bytes += length;
  }
  if (call.length > 0) yield call;
}

async function ask({ url, token }: ServerAddress, query: string, variables: object): Promise<Answer> {
  const headers = { 'content-type': 'application/json', ...(token === null ? {} : { authorization: `Bearer ${token}` }) };
  let answered: { data?: { report: Answer } | null; errors?: readonly { message: string; extensions?: { code?: string } }[] };
  try {
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
    answered = (await response.json()) as typeof answered;
  } catch (error) {
    const message = `Expected an answer of the server at ${url}; none that can be read came. What was answered before stays written: run it again.`;
    throw new AllegianceError('STORE_UNAVAILABLE', message, {}, { cause: error });
  }
  const [error] = answered.errors ?? [];
  if (!error && answered.data) return answered.data.report;
  const code = ERROR_CODES.find((known) => known === error?.extensions?.code) ?? ('INTERNAL_SERVER_ERROR' satisfies ErrorCode);
  throw new AllegianceError(code, error?.message ?? `The server at ${url} gave no answer.`);
}
