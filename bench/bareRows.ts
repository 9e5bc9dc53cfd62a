import type { Engine, Value } from '../src/engine/engine.ts';
import { entityId } from '../src/store/mintId.ts';
import { EVIDENCE as PASSAGE } from '../src/store/source.ts';
import { TIE } from '../src/store/tie.ts';
import { actorsFor, type MadeTie } from './importRows.ts';
import { slugOf } from './powerLawGraph.ts';

const statement = (name: string, text: string) => ({ name: `bench.${name}`, text });
const ACTORS = statement('actors', 'UNWIND $rows AS row CREATE (n:Bare {id: row.id}) SET n += row');
const TIES = statement(
  'ties',
  'UNWIND $rows AS row MATCH (a:Bare {id: row.from}) MATCH (b:Bare {id: row.to}) CREATE (a)-[r:BARE]->(b) SET r += row.tie',
);
const WHOLE_TIES = statement(
  'wholeTies',
  `UNWIND $rows AS row MATCH (a:Bare {id: row[0]}) MATCH (b:Bare {id: row[1]}) CREATE (a)-[r:WHOLE ${TIE.mapLiteral('row', 2)}]->(b)`,
);
const WHOLE_EVIDENCE = statement('wholeEvidence', `UNWIND $rows AS row CREATE (n:WholeEvidence ${PASSAGE.mapLiteral('row', 0)})`);
const EVIDENCE = statement('evidence', 'UNWIND $rows AS row CREATE (n:BareEvidence {id: row.id}) SET n += row');

/** The baseline without any checks: the same rows by `UNWIND … CREATE`, one transaction per batch. */
export class Bare {
  constructor(private readonly engine: Engine) {}

  /** Creates the actors, with an index on their id as ours have. */
  async begin(ties: number): Promise<void> {
    await this.engine.define({ kind: 'unique', label: 'Bare', property: 'id' });
    const count = actorsFor(ties);
    for (let start = 0; start < count; start += 2_000) {
      const rows = Array.from({ length: Math.min(2_000, count - start) }, (_, index) => ({
        id: idOf(start + index),
        name: `Made actor ${start + index}`,
      }));
      await this.run(ACTORS, rows);
    }
  }

  async ties(made: readonly MadeTie[]): Promise<void> {
    await this.engine.write(async (transaction) => {
      const ties = made.map(({ from, to, quote: _, ...tie }) => ({ from: idOf(from), to: idOf(to), tie }));
      await transaction.run(TIES, { rows: ties as unknown as Value });
      const evidence = made.map(({ key, quote }) => ({ id: `passage ${key}`, about: key, source: 'made-table', quote }));
      await transaction.run(EVIDENCE, { rows: evidence });
      return { commit: true, value: null };
    });
  }

  /** The same with every property that our import stores, from the parameters of its own statements. */
  async whole(ties: Value[], evidence: Value[]): Promise<void> {
    await this.engine.write(async (transaction) => {
      await transaction.run(WHOLE_TIES, { rows: ties });
      await transaction.run(WHOLE_EVIDENCE, { rows: evidence });
      return { commit: true, value: null };
    });
  }

  private async run(cypher: typeof ACTORS, rows: Value): Promise<void> {
    await this.engine.write(async (transaction) => ({ commit: true, value: await transaction.run(cypher, { rows }) }));
  }
}

function idOf(actor: number): string {
  return entityId(slugOf(actor));
}
