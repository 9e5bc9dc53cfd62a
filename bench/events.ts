import 'reflect-metadata';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type ExecutionResult, graphql } from 'graphql';
import { countByGroup, countByTime } from '../src/analysis/events/counts.ts';
import { EventMatcher } from '../src/analysis/events/matcher.ts';
import { openEmbedded } from '../src/engine/embedded/embedded.ts';
import type { Engine, Parameters, Value } from '../src/engine/engine.ts';
import { migrate } from '../src/engine/migrations.ts';
import { openNeo4j } from '../src/engine/neo4j/neo4j.ts';
import { importInto } from '../src/exchange/import/run.ts';
import { storeTarget } from '../src/exchange/import/target/store.ts';
import { Context } from '../src/graph/common/context.ts';
import { createServices, type Services } from '../src/graph/common/services.ts';
import { allegianceSchema } from '../src/graph/schema.ts';
import { dayText } from '../src/model/calendar.ts';
import { parseDate } from '../src/model/date.ts';
import { UNKNOWN_HI } from '../src/model/interval.ts';
import { GraphFile } from '../src/revisions/graphFile.ts';
import { entityId } from '../src/store/mintId.ts';
import { NEO4J_RELEASES } from '../tests/support/neo4j/releases.ts';
import { startNeo4j } from '../tests/support/neo4j/server.ts';
import { actorSlug, CREATE_EVENTS, countrySlug, madeEventFormat, madeEvents, rowOfEvent } from './madeEvents.ts';
import { mebibytes, Times, table } from './times.ts';

/**
 * npm run bench:events [-- --sizes 10000,100000,1000000 --imported 20000 --rounds 7 --only embedded|neo4j --data DIRECTORY]
 *
 * Questions about made events, shaped like UCDP's, through our API in this process, and in Cypher by hand on the same store, in
 * turn in one run. Every question has another first day, so that no answer is known already. `--imported` events are imported
 * with all checks and a passage each, which is timed; the others are created by Cypher without these. Milliseconds are
 * median / 95th percentile. With `--data`, the events of a large store that `bench:largeStore` made, and whose graph a server has saved.
 */
const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '10000,100000' },
    imported: { type: 'string', default: '20000' },
    rounds: { type: 'string', default: '7' },
    only: { type: 'string' },
    data: { type: 'string' },
  },
});
const sizes = values.sizes.split(',').map(Number);
const ROUNDS = Number(values.rounds);
const NEO4J = NEO4J_RELEASES[0].version;
const schema = allegianceSchema();

async function measureMade(directory: string): Promise<void> {
  const engine = await openEmbedded(directory, 600_000);
  await measureQuestions(engine, createServices(engine, { graphFile: new GraphFile(join(directory, 'graph.columns'), console.log) }));
  await engine.close();
}

async function measure(engine: Engine, size: number, name: string): Promise<void> {
  const imported = Math.min(size, Number(values.imported));
  console.log(`\n${name}, ${size.toLocaleString('en')} events`);
  await migrate(engine, new Date());
  console.log(await fill(engine, size, imported));
  const services = createServices(engine);
  await measureQuestions(engine, services);
  const { events } = services.projection.eventMemory!;
  if (events !== size) throw new Error(`Expected ${size} events in memory, got ${events}.`);
}

async function measureQuestions(engine: Engine, services: Services): Promise<void> {
  const before = process.memoryUsage().rss;
  await services.projection.view();
  const start = performance.now();
  await services.projection.viewWithEvents();
  const read = performance.now() - start;
  const { events, bytes } = services.projection.eventMemory!;
  const perEvent = (bytes / events).toFixed(0);
  console.log(
    `${events.toLocaleString('en')} events in memory after ${Math.round(read)} ms: ${perEvent} bytes an event; process ${mebibytes(before)} before, with garbage`,
  );
  const rows: string[][] = [];
  for (const [title, question] of Object.entries(QUESTIONS)) rows.push([title, ...(await timesOf(engine, services, question))]);
  console.log(table(['counting alone', 'first time', 'then'], await countingTimes(services)));
  console.log(`${table(['', 'ours', 'Cypher by hand', 'ratio'], rows)}\nprocess ${mebibytes(process.memoryUsage().rss)}`);
}

/** Imports some events, and creates the others. Returns the rate of the import. */
async function fill(engine: Engine, size: number, imported: number): Promise<string> {
  let [events, spent] = [0, 0];
  const own = storeTarget(engine, () => new Date());
  await importInto(
    async (given, options, checked) => {
      const start = performance.now();
      const report = await own(given, options, checked);
      if (report.problems[0]) throw new Error(report.problems[0].message);
      if (given.events) {
        events += given.events.length;
        spent += performance.now() - start;
      }
      return report;
    },
    madeEventFormat(size, imported),
    [],
  );
  let rows: Value[] = [];
  const create = () =>
    engine.write(async (transaction) => {
      await transaction.run(CREATE_EVENTS, { rows: rows.splice(0) });
      return { commit: true, value: null };
    });
  let index = 0;
  for (const event of madeEvents(size)) {
    if (index++ < imported) continue;
    rows.push(rowOfEvent(event) as unknown as Value);
    if (rows.length === 5_000) await create();
  }
  if (rows.length > 0) await create();
  rows = [];
  return `import with a passage each: ${Math.round((events / spent) * 1_000).toLocaleString('en')} events a second (${events.toLocaleString('en')} of them)`;
}

interface Question {
  /** A query of ours; `FILTER` stands for the conditions of time that make it a new question. */
  readonly query: string;
  /** The same by hand: `$first` is that day. */
  readonly cypher: string;
}

const DEATHS = 'deaths { best }';
const SUMS = 'count(v) AS n, sum(coalesce(v.deathsBest, 0)) AS best';
const LIST = 'events(filter: FILTER, first: 20) { nodes { key title deaths { best } } }';
/** What a hand-written query checks of an event. */
const CHECKED = "v.hi >= $first AND v.status <> 'DENIED'";

const QUESTIONS: Readonly<Record<string, Question>> = {
  'series by month': {
    query: `eventSeries(by: MONTH, filter: FILTER) { start events ${DEATHS} }`,
    cypher: `MATCH (v:Event) WHERE ${CHECKED} RETURN substring(v.start, 0, 7) AS month, ${SUMS} ORDER BY month LIMIT 100000`,
  },
  'series and remainder by day': {
    query: `eventSeries(by: DAY, filter: FILTER) { start events } eventRemainder(by: DAY, filter: FILTER) { events }`,
    cypher: `MATCH (v:Event) WHERE ${CHECKED} RETURN v.start, v.end, ${SUMS} LIMIT 100000`,
  },
  'breakdown by actor': {
    query: `eventBreakdown(by: ACTOR, filter: FILTER) { label events ${DEATHS} }`,
    cypher: `MATCH (v:Event) WHERE ${CHECKED} MATCH (v)<-[:PARTICIPATES]-(a:Actor) RETURN a.name, ${SUMS} ORDER BY n DESC LIMIT 20`,
  },
  'breakdown by dyad': {
    query: `eventBreakdown(by: DYAD, filter: FILTER) { label events ${DEATHS} }`,
    cypher: `MATCH (v:Event) WHERE ${CHECKED} MATCH (v)<-[:PARTICIPATES {role: 'SIDE_A'}]-(a:Actor)
      MATCH (v)<-[:PARTICIPATES {role: 'SIDE_B'}]-(b:Actor) RETURN a.name, b.name, ${SUMS} ORDER BY n DESC LIMIT 20`,
  },
  'breakdown by province': {
    query: `eventBreakdown(by: PROVINCE, filter: FILTER) { label events ${DEATHS} }`,
    cypher: `MATCH (v:Event) WHERE ${CHECKED} MATCH (v)-[:HAPPENED_IN]->(t:Place) MATCH (t)-[:LOCATED_IN]->(p:Place)
      WHERE p.placeKind = 'PROVINCE' RETURN p.name, ${SUMS} ORDER BY n DESC LIMIT 20`,
  },
  'count, at least 25 deaths': {
    query: 'events(filter: { minDeaths: 25, FILTER }, first: 0) { totalCount deaths { best } }',
    cypher: `MATCH (v:Event) WHERE v.deathsBest >= 25 AND ${CHECKED} RETURN ${SUMS}`,
  },
  'count of one actor': {
    query: `events(filter: { actors: ["${actorSlug(3)}"], FILTER }, first: 0) { totalCount deaths { best } }`,
    cypher: `MATCH (a:Entity {id: '${entityId(actorSlug(3))}'})-[:PARTICIPATES]->(v:Event) WHERE ${CHECKED} RETURN ${SUMS}`,
  },
  'count within a country': {
    query: `events(filter: { within: "${countrySlug(3)}", FILTER }, first: 0) { totalCount deaths { best } }`,
    cypher: `MATCH (c:Entity {id: '${entityId(countrySlug(3))}'})<-[:LOCATED_IN]-(p:Place) MATCH (p)<-[:LOCATED_IN]-(t:Place)
      MATCH (t)<-[:HAPPENED_IN]-(v:Event) WHERE ${CHECKED} RETURN ${SUMS}`,
  },
  'first page': {
    query: LIST,
    cypher: `MATCH (v:Event) WHERE ${CHECKED} RETURN v.key, v.title, v.deathsBest, v.ord ORDER BY v.ord LIMIT 20`,
  },
  'first page by deaths': {
    query: LIST.replace('first: 20', 'orderBy: DEATHS_DESC, first: 20'),
    cypher: `MATCH (v:Event) WHERE ${CHECKED} RETURN v.key, v.title, v.deathsBest, v.deathsOrd ORDER BY v.deathsOrd DESC LIMIT 20`,
  },
  'first page of one actor': {
    query: LIST.replace('FILTER', `{ actors: ["${actorSlug(3)}"], FILTER }`),
    cypher: `MATCH (a:Entity {id: '${entityId(actorSlug(3))}'})-[:PARTICIPATES]->(v:Event) WHERE ${CHECKED}
      RETURN v.key, v.title, v.deathsBest, v.ord ORDER BY v.ord LIMIT 20`,
  },
};

/** The same by the columns alone, without GraphQL and without the store; the first time, when sums are made, apart. */
async function countingTimes(services: Services): Promise<string[][]> {
  const view = await services.projection.viewWithEvents();
  const count: Readonly<Record<string, (matcher: EventMatcher) => Promise<unknown>>> = {
    'series by month': (matcher) => countByTime(matcher, 'MONTH', null),
    'series by day': (matcher) => countByTime(matcher, 'DAY', null),
    'breakdown by actor': (matcher) => countByGroup(matcher, 'ACTOR', 20),
    'breakdown by province': (matcher) => countByGroup(matcher, 'PROVINCE', 20),
    'breakdown by dyad': (matcher) => countByGroup(matcher, 'DYAD', 20),
  };
  const rows: string[][] = [];
  for (const [title, run] of Object.entries(count)) {
    const [firstTime, times] = [new Times(), new Times()];
    for (let round = 0; round <= ROUNDS; round++) {
      const first = parseDate('1990-01-01').first + ++questions;
      const question = { first, last: UNKNOWN_HI, certainty: 'POSSIBLE', status: ['REPORTED', 'SUPPORTED', 'DISPUTED'] } as const;
      const matcher = new EventMatcher(view, { ...question, kinds: null, minDeaths: null, groups: [], within: [], opposed: null });
      await (round === 0 ? firstTime : times).measure(() => run(matcher));
    }
    rows.push([title, firstTime.at(0.5).toFixed(0), String(times)]);
  }
  return rows;
}

/** Counts the questions: each has another first day. */
let questions = 0;

async function timesOf(engine: Engine, services: Services, { query, cypher }: Question): Promise<string[]> {
  const [ours, byHand] = [new Times(), new Times()];
  const WARM = 2;
  for (let round = 0; round < WARM + ROUNDS; round++) {
    const first = parseDate('1990-01-01').first + ++questions;
    const during = `during: { start: "${dayText(first)}" }`;
    const source = `{ ${query.replaceAll(/\{([^{}]*), FILTER \}/g, `{$1, ${during} }`).replaceAll('FILTER', `{ ${during} }`)} }`;
    const [ourTimes, handTimes] = round < WARM ? [new Times(), new Times()] : [ours, byHand];
    await ourTimes.measure(() => answer(engine, services, source));
    await handTimes.measure(() => engine.read({ name: 'bench.byHand', text: cypher }, { first } as Parameters));
  }
  return [String(ours), String(byHand), (ours.at(0.5) / byHand.at(0.5)).toFixed(2)];
}

async function answer(engine: Engine, services: Services, source: string): Promise<void> {
  const result: ExecutionResult = await graphql({ schema, source, contextValue: new Context(engine, services) });
  if (result.errors) throw result.errors[0]!;
}

if (values.data) await measureMade(values.data);
else if (values.only !== 'neo4j') {
  for (const size of sizes) {
    const engine = await openEmbedded(null, 600_000);
    await measure(engine, size, 'embedded');
    await engine.close();
  }
}
if (values.only !== 'embedded' && !values.data) {
  for (const size of sizes) {
    const { uri, stop } = await startNeo4j(NEO4J, { memory: 2_048 });
    const engine = openNeo4j({ uri, user: null, password: null, database: null, timeout: 600_000, responseTimeout: 600_000 });
    await measure(engine, size, `Neo4j ${NEO4J}`);
    await engine.close();
    await stop();
  }
}
