import { setTimeout } from 'node:timers/promises';
import { ServerProcess } from '../api/http/support/launch.ts';
import type { ProvidedNeo4j } from '../support/neo4j/provided.ts';

export interface ApiResponse {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string; readonly retryAfter?: number } }[];
}

/** A server process on a shared Neo4j. */
export interface ApiProcess {
  readonly url: string;
  execute(query: string, variables?: object): Promise<ApiResponse>;
  end(): Promise<void>;
}

/** Starts `count` server processes on one store; the first creates the token that is valid for all. */
export async function apiProcesses({ uri, user, password }: ProvidedNeo4j, count: number): Promise<ApiProcess[]> {
  const environment = { NEO4J_URI: uri, ...(password && { NEO4J_USER: user, NEO4J_PASSWORD: password }) };
  const processes: ApiProcess[] = [];
  let token = '';
  while (processes.length < count) {
    const launched = new ServerProcess({ ...environment, ALLEGIANCE_QUERY_TIMEOUT_MS: '30000', ALLEGIANCE_RATE: '10000000' }, []);
    const url = await launched.url();
    token ||= (await launched.waitForOutput(/Editor token: (\S+)/))[1]!;
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    /** Sends an operation, and again where the server has refused it unread and says when to come back. */
    const execute = async (query: string, variables: object = {}): Promise<ApiResponse> => {
      for (;;) {
        const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
        const answer = (await response.json()) as ApiResponse;
        const { code, retryAfter } = answer.errors?.[0]?.extensions ?? {};
        if (code !== 'OVERLOADED') return answer;
        await setTimeout(Number(retryAfter) * 1_000);
      }
    };
    const end = async () => {
      launched.kill('SIGKILL');
      await launched.ended;
    };
    processes.push({ url, execute, end });
  }
  return processes;
}
