import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { seeded } from '../../bench/random.ts';
import type { ProjectionEntity, ProjectionTie } from '../../src/analysis/projection/records.ts';
import type { View } from '../../src/analysis/projection/view.ts';
import { answer } from '../../src/analysis/questions.ts';
import type { Cypher } from '../../src/engine/cypher.ts';
import { migrate } from '../../src/engine/migrations.ts';
import { UNKNOWN_HI, UNKNOWN_LO } from '../../src/model/interval.ts';
import type { TieConditions } from '../../src/model/tieFilter.ts';
import type { RelationshipType } from '../../src/model/vocabulary.ts';
import { buildProjection } from '../../src/revisions/buildProjection.ts';
import { tieId } from '../../src/store/mintId.ts';
import { engineFor, neo4jEngine } from '../support/engine/engines.ts';
import { useNeo4j } from '../support/neo4j/use.ts';
import { loadEntities, loadTies } from '../support/revisions/loadGraph.ts';
import { AT } from '../support/revisions/revisions.ts';
import { idOf } from '../support/revisions/rows.ts';

const ENTITIES = 80;
const TIES = 260;
const PAIRS = 150;
const MAX_HOPS = 6;
const TYPES = ['BACKS', 'ALLIED_WITH', 'FIGHTS', 'ATTACKS'] as const satisfies readonly RelationshipType[];
const random = seeded(5);
const pick = (count: number) => Math.floor(random() * count);

const entities = Array.from({ length: ENTITIES }, (_, n): ProjectionEntity => ({ id: idOf(n), kind: 'STATE', canon: idOf(n) }));
const ties = Array.from({ length: TIES }, (_, n): ProjectionTie => {
  const from = pick(ENTITIES);
  const to = (from + 1 + pick(ENTITIES - 1)) % ENTITIES;
  const first = 1_000 + pick(20);
  const days = random() < 0.2 ? { lo: UNKNOWN_LO, hi: UNKNOWN_HI } : { lo: first, hi: first + pick(12) };
  const id = tieId(TYPES[pick(TYPES.length)]!, ...([idOf(from), idOf(to)].sort() as [string, string]), { key: `${n}` });
  return { id, ...days, clo: days.lo, chi: days.hi, status: random() < 0.1 ? 'DENIED' : 'SUPPORTED', confidence: 0.5 + pick(5) / 10 };
});
const pairs = Array.from({ length: PAIRS }, () => {
  const from = pick(ENTITIES);
  return [idOf(from), idOf((from + 1 + pick(ENTITIES - 1)) % ENTITIES)] as const;
});

/** Length and number of the shortest paths between a pair; null if there is none. */
type Shortest = readonly [hops: number, ways: number] | null;

interface PairQuestion {
  readonly title: string;
  readonly types: readonly RelationshipType[];
  readonly day: number | null;
}
const QUESTIONS: readonly PairQuestion[] = [
  { title: 'over any ties', types: TYPES, day: null },
  { title: 'over two types', types: ['BACKS', 'FIGHTS'], day: null },
  { title: 'on a day', types: TYPES, day: 1_010 },
  { title: 'over three types on a day', types: ['BACKS', 'ALLIED_WITH', 'FIGHTS'], day: 1_010 },
];

const HOLDS = "r.status <> 'DENIED' AND ($day IS NULL OR r.lo <= $day <= r.hi)";

/** The older form of Cypher: all shortest paths whose ties all pass. */
function allShortest({ types, title }: PairQuestion): Cypher {
  const text = `
UNWIND range(0, size($pairs) - 1) AS n
MATCH (a:Entity {id: $pairs[n][0]}) MATCH (b:Entity {id: $pairs[n][1]})
MATCH p = allShortestPaths((a)-[:${types.join('|')}*..${MAX_HOPS}]-(b))
WHERE all(r IN relationships(p) WHERE ${HOLDS})
RETURN n, length(p), count(*)`;
  return { name: `test.allShortest(${title})`, text };
}

/** The newer form, with the predicate inside of the pattern. */
function shortestGroups({ types, title }: PairQuestion): Cypher {
  const text = `
UNWIND range(0, size($pairs) - 1) AS n
CALL (n) {
  MATCH p = SHORTEST 1 GROUPS (:Entity {id: $pairs[n][0]})(()-[r:${types.join('|')} WHERE ${HOLDS}]-()){1,${MAX_HOPS}}(:Entity {id: $pairs[n][1]})
  RETURN length(p) AS hops
}
RETURN n, hops, count(*)`;
  return { name: `test.shortestGroups(${title})`, text };
}

const servers = inject('neo4j').filter(({ version }) => version.startsWith('5.26'));
if (servers.length === 0) test.skip('on Neo4j 5.26', () => {});

describe.each(servers)('$name', (server) => {
  useNeo4j(server);
  const engine = engineFor(async () => neo4jEngine(server, 60_000));
  let view: View;
  beforeAll(async () => {
    await migrate(engine(), AT);
    await loadEntities(engine(), entities);
    await loadTies(engine(), ties);
    view = (await buildProjection(engine())).view;
  });
  afterAll(() => expect(view.tieCount).toBe(TIES));

  async function native(statement: Cypher, day: number | null): Promise<Shortest[]> {
    const rows = await engine().read(statement, { pairs, day });
    const found = new Map(rows.map(([n, hops, ways]) => [n, [hops, ways] as unknown as Shortest]));
    return pairs.map((_, n) => found.get(n) ?? null);
  }

  describe.each(QUESTIONS)(`the shortest paths of ${PAIRS} pairs $title`, (question) => {
    const filter: TieConditions = {
      types: question.types,
      window: question.day === null ? null : { first: question.day, last: question.day },
    };
    let ours: Shortest[];
    beforeAll(() => {
      ours = pairs.map(([from, to]) => shortest(view, view.node(from), view.node(to), filter));
    });

    test('some exist and some do not, of several lengths', () => {
      const lengths = new Set(ours.map((one) => one?.[0] ?? null));
      expect(lengths.size).toBeGreaterThan(3);
    });

    test('are as long and as many as allShortestPaths says', async () => {
      expect(await native(allShortest(question), question.day)).toEqual(ours);
    });

    test('are as long and as many as SHORTEST GROUPS says', async () => {
      expect(await native(shortestGroups(question), question.day)).toEqual(ours);
    });

    test('and distance says how long', () => {
      const limits = { steps: 1e9 };
      const lengths = pairs.map(
        ([from, to]) =>
          answer(view, { kind: 'distance', from: view.node(from), to: view.node(to), filter, maxDepth: MAX_HOPS }, limits).distance,
      );
      expect(lengths).toEqual(ours.map((one) => one?.[0] ?? null));
    });
  });
});

/** From the hundred best paths by ties: those of the first length. No pair has so many. */
function shortest(view: View, from: number, to: number, filter: TieConditions): Shortest {
  const question = { kind: 'paths', from, to, filter, distinct: 'RELATIONSHIPS', maxPaths: 100, maxDepth: MAX_HOPS } as const;
  const { paths } = answer(view, question, { steps: 1e9 });
  const hops = paths[0]?.hops.length;
  if (hops === undefined) return null;
  return [hops, paths.filter((path) => path.hops.length === hops).length];
}
