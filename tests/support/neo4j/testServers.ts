import { ALL } from '../scope.ts';
import { type Neo4jAddress, readVersion, withDriver } from './driver.ts';
import { claimNeo4j, emptyNeo4j } from './empty.ts';
import { NEO4J_RELEASES, Neo4jUnavailable, type Neo4jVersion } from './releases.ts';
import { startNeo4j } from './server.ts';

/** A Neo4j server that the suite runs on. */
export interface TestServer {
  address: Neo4jAddress;
  version: string;
  /** The line that describes it: version, edition, where it runs. */
  title: string;
  stop(): Promise<void>;
}

export interface TestServers {
  running: TestServer[];
  /** The reason for each Neo4j that is skipped. */
  skipped: string[];
}

/**
 * The servers to test on: the one at NEO4J_TEST_URI, with NEO4J_TEST_USER and NEO4J_TEST_PASSWORD; none when that is `none`;
 * else each release, started here; only the newest unless everything runs: starting one takes both cores for a while.
 * @throws Error when the server at NEO4J_TEST_URI does not respond or holds data, or when one does not start
 */
export async function findTestServers(environment = process.env): Promise<TestServers> {
  const { NEO4J_TEST_URI: uri, NEO4J_TEST_USER: user = 'neo4j', NEO4J_TEST_PASSWORD: password = '' } = environment;
  if (uri === 'none') return { running: [], skipped: ['NEO4J_TEST_URI is `none`'] };
  if (uri) return { running: [await connectNamed({ uri, user, password })], skipped: [] };
  const started = await Promise.allSettled((ALL ? NEO4J_RELEASES : NEO4J_RELEASES.slice(-1)).map(({ version }) => startRelease(version)));
  const running = started.flatMap((server) => (server.status === 'fulfilled' ? [server.value] : []));
  const reasons: unknown[] = started.flatMap((server) => (server.status === 'rejected' ? [server.reason] : []));
  const failure = reasons.find((reason) => !(reason instanceof Neo4jUnavailable));
  if (!failure) return { running, skipped: reasons.map((reason) => (reason as Neo4jUnavailable).message) };
  await Promise.all(running.map((server) => server.stop()));
  throw failure;
}

async function startRelease(version: Neo4jVersion): Promise<TestServer> {
  try {
    const { java, stop, uri, user, password } = await startNeo4j(version, { serial: true });
    return await describe({ uri, user, password }, `on Java ${java}`, stop);
  } catch (error) {
    throw error instanceof Neo4jUnavailable ? new Neo4jUnavailable(`Neo4j ${version}: ${error.message}`) : error;
  }
}

async function connectNamed(address: Neo4jAddress): Promise<TestServer> {
  try {
    await withDriver(address, claimNeo4j);
    return await describe(address, `at ${address.uri}`, () => withDriver(address, emptyNeo4j));
  } catch (error) {
    throw new Error(`NEO4J_TEST_URI names ${address.uri}: ${(error as Error).message}`);
  }
}

async function describe(address: Neo4jAddress, where: string, stop: () => Promise<void>): Promise<TestServer> {
  const { version, edition } = await withDriver(address, readVersion);
  return { address, version, title: `Neo4j ${version} ${edition} ${where}`, stop };
}
