import type { QueryRunner } from './runner.ts';

/** Hops as short texts: statement, parallel ties, and each passage with its source. */

interface Passage {
  readonly stance: string;
  readonly quote: string;
  readonly locator: string | null;
  readonly source: { readonly key: string };
}

interface HopAnswer {
  readonly statement: string;
  readonly forward: boolean;
  readonly relationship: {
    readonly status: string;
    readonly confidence: number;
    readonly evidence: { readonly nodes: readonly Passage[] };
  };
  readonly parallel: readonly { readonly statement: string }[];
}

export const HOPS = `hops { statement forward parallel { statement }
  relationship { status confidence evidence(first: 5) { nodes { stance quote locator source { key } } } } }`;

/** For each path its hops, and for each hop its lines. */
export async function hopsOf({ execute }: QueryRunner, args: string): Promise<string[][][]> {
  interface Answer {
    readonly paths: { readonly paths: ReadonlyArray<{ readonly hops: readonly HopAnswer[] }> };
  }
  const { paths } = await execute<Answer>(`{ paths(${args}) { paths { ${HOPS} } } }`);
  return paths.paths.map(({ hops }) => hops.map(linesOf));
}

function linesOf({ statement, forward, relationship, parallel }: HopAnswer): string[] {
  const { status, confidence, evidence } = relationship;
  return [
    `${statement}, ${forward ? 'along' : 'against'} the tie, ${status} ${confidence}`,
    `beside ${parallel.length} parallel: ${parallel.map((other) => other.statement).join('; ')}`,
    ...evidence.nodes.map(({ stance, quote, locator, source }) => `${stance}: ${quote} [${source.key}, ${locator}]`),
  ];
}
