import { BlockList, isIP } from 'node:net';
import proxyAddress from 'proxy-addr';
import type { Neo4jAddress } from './engine/neo4j/neo4j.ts';
import { AllegianceError, quoted } from './model/errors.ts';

/** The issuer of accepted signed tokens (JWT, RFC 7519), and the claims that they must have. */
export interface JwtSettings {
  /** URL of the issuer's public keys (JWKS, RFC 7517). */
  readonly jwks: string;
  readonly issuer: string;
  readonly audience: string;
  /** The claim that holds the role, or a list of roles of which the highest known one counts. */
  readonly roleClaim: string;
}

/** Log levels, most severe first. */
const LOG_LEVELS = ['error', 'warn', 'info'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

type Environment = Readonly<Record<string, string | undefined>>;

/** Makes a value of the text of a variable. @throws BAD_INPUT */
type Reader<T> = (text: string, name: string) => T;

interface Setting<T> {
  /** Its environment variable. */
  readonly name: string;
  readonly defaultValue: string | null;
  readonly meaning: string;
  readonly valueIn: (environment: Environment) => T;
}

function setting<T>(name: string, defaultValue: string, meaning: string, read: Reader<T>): Setting<T> {
  return { name, defaultValue, meaning, valueIn: (environment) => read(environment[name]?.trim() || defaultValue, name) };
}

/** A setting without a default: its value is null where it is not set. */
function optional<T>(name: string, meaning: string, read: Reader<T>): Setting<T | null> {
  const valueIn = (environment: Environment) => {
    const text = environment[name]?.trim();
    return text ? read(text, name) : null;
  };
  return { name, defaultValue: null, meaning, valueIn };
}

/** All settings, by their names in `Config`: environment variables, read here and nowhere else. */
const DECLARED = {
  port: setting('PORT', '4000', 'Port to listen on; 0 picks a free one', integer(0, 65_535)),
  host: setting('HOST', '127.0.0.1', 'Address to listen on', String),
  data: setting('ALLEGIANCE_DATA', 'data', 'Directory of the embedded store', String),
  neo4jUri: optional(
    'NEO4J_URI',
    'URI of a Neo4j server (neo4j://… or bolt://…); if not set, the embedded store is used',
    matching(/^(neo4j|bolt)(\+s|\+ssc)?:\/\/./, 'to begin with neo4j:// or bolt:// (or +s, +ssc)'),
  ),
  neo4jUser: optional('NEO4J_USER', 'Neo4j user; if not set, no authentication', String),
  neo4jPassword: optional('NEO4J_PASSWORD', 'Neo4j password', String),
  neo4jDatabase: optional('NEO4J_DATABASE', "Neo4j database; if not set, the user's home database", String),
  queryTimeout: setting('ALLEGIANCE_QUERY_TIMEOUT_MS', '10000', 'Time limit of one database query, in milliseconds', integer(1, 3_600_000)),
  searchSteps: setting(
    'ALLEGIANCE_SEARCH_MAX_STEPS',
    '50000000',
    'Number of relationships that one path search or analysis may visit',
    integer(1, 1_000_000_000_000),
  ),
  searchTime: setting(
    'ALLEGIANCE_SEARCH_TIMEOUT_MS',
    '5000',
    'Time limit of one path search or analysis, in milliseconds',
    integer(1, 3_600_000),
  ),
  cacheBytes: setting('ALLEGIANCE_CACHE_MIB', '128', 'Size of the cache in MiB; 0 switches it off', mebibytes),
  graphDirectory: optional(
    'ALLEGIANCE_GRAPH_DIRECTORY',
    'Directory in which a copy of a large graph is saved, from which the next start goes on; if not set, that of the embedded store, and with Neo4j .cache/allegiance of the user',
    String,
  ),
  maxSubscriptions: setting('ALLEGIANCE_MAX_SUBSCRIPTIONS', '1000', 'Maximum number of open subscriptions', integer(0, 1_000_000)),
  hosts: optional(
    'ALLEGIANCE_HOSTS',
    'Host names by which clients reach the server, separated by commas, beside localhost; * allows all. If not set: on a loopback address no others, else all',
    listed,
  ),
  origins: optional('ALLEGIANCE_ORIGINS', 'Allowed CORS origins, separated by commas, or *; if not set, those of this machine', listed),
  rate: optional(
    'ALLEGIANCE_RATE',
    'Rate limit: cost that one caller may spend per second, on average; 0 switches it off; if not set, 100000, and on a loopback address none',
    integer(0, 1_000_000_000),
  ),
  trustedProxies: optional(
    'ALLEGIANCE_TRUSTED_PROXIES',
    'Trusted proxies (X-Forwarded-For), separated by commas: addresses, networks, or loopback',
    trustedProxies,
  ),
  introspection: setting('ALLEGIANCE_INTROSPECTION', '1', 'Introspection: 0 switches it off', flag),
  logLevel: setting('ALLEGIANCE_LOG_LEVEL', 'warn', 'Log level: error, warn or info (every request)', logLevel),
  logVariables: setting('ALLEGIANCE_LOG_VARIABLES', '0', '1: the log contains the values of variables and the full text of errors', flag),
  tracingEndpoint: optional(
    'OTEL_EXPORTER_OTLP_ENDPOINT',
    'OpenTelemetry collector (OTLP over HTTP) that receives traces of requests and database queries',
    url,
  ),
  openReading: setting(
    'ALLEGIANCE_OPEN_READING',
    '0',
    '1: clients without a token may read, whatever HOST is; on a loopback address they always may',
    flag,
  ),
  url: optional('ALLEGIANCE_URL', 'Server that commands such as `search`, `export` and `import` use; same as --url', String),
  token: optional('ALLEGIANCE_TOKEN', 'Token that these commands send; same as --token', String),
  modelUrl: optional(
    'ALLEGIANCE_MODEL_URL',
    'Server of a language model (OpenAI-compatible), such as http://127.0.0.1:11434/v1: `read` sends it the text and adds its proposals',
    url,
  ),
  modelName: optional('ALLEGIANCE_MODEL', 'Name of the model on that server', String),
  modelKey: optional('ALLEGIANCE_MODEL_KEY', 'Key that is sent to that server', String),
  jwksUrl: optional('ALLEGIANCE_JWKS_URL', 'JWKS URL of an issuer; its signed tokens (JWT) are accepted', url),
  jwtIssuer: optional('ALLEGIANCE_JWT_ISSUER', 'Expected issuer (iss) of signed tokens; required with ALLEGIANCE_JWKS_URL', String),
  jwtAudience: optional('ALLEGIANCE_JWT_AUDIENCE', 'Expected audience (aud) of signed tokens; required with ALLEGIANCE_JWKS_URL', String),
  jwtRoleClaim: setting(
    'ALLEGIANCE_JWT_ROLE_CLAIM',
    'role',
    'Claim of signed tokens that holds the role: reader, proposer, editor or admin',
    String,
  ),
};

/** What `--help` prints and the README lists. */
export const SETTINGS: readonly Setting<unknown>[] = Object.values(DECLARED);

type Values = { readonly [Name in keyof typeof DECLARED]: ReturnType<(typeof DECLARED)[Name]['valueIn']> };

/** Cost that one caller may spend per second where other machines reach the server. */
const DEFAULT_RATE = 100_000;

/** The values of all settings. */
export interface Config extends Omit<Values, 'rate'> {
  /** 0: no limit. */
  readonly rate: number;
  /** Set: Neo4j; null: the embedded engine. */
  readonly neo4j: Neo4jAddress | null;
  /** Issuer of accepted signed tokens; null: none are accepted. */
  readonly jwt: JwtSettings | null;
}

/**
 * Reads and checks all settings.
 * @throws BAD_INPUT for an invalid value
 */
export function readConfig(environment: Environment): Config {
  const values = Object.fromEntries(Object.entries(DECLARED).map(([name, { valueIn }]) => [name, valueIn(environment)])) as Values;
  const { neo4jUri: uri, neo4jUser: user, neo4jPassword: password, neo4jDatabase: database } = values;
  const isLocal = isLoopback(values.host) && values.trustedProxies === null;
  return {
    ...values,
    rate: values.rate ?? (isLocal ? 0 : DEFAULT_RATE),
    neo4j: uri === null ? null : { uri, user, password, database },
    jwt: jwtOf(values),
  };
}

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

/** Is this `localhost`, or an address in any notation of IP that only programs on the same machine can reach? */
export function isLoopback(host: string): boolean {
  if (host.toLowerCase() === 'localhost') return true;
  const version = isIP(host);
  return version !== 0 && LOOPBACK.check(host, version === 4 ? 'ipv4' : 'ipv6');
}

/** A warning for each variable ALLEGIANCE_… that is no setting. It may also be one of another program, so it is no error. */
export function unknownSettings(environment: Environment): string[] {
  const known = SETTINGS.map(({ name }) => name).filter((name) => name.startsWith('ALLEGIANCE_'));
  return Object.keys(environment)
    .filter((name) => name.startsWith('ALLEGIANCE_') && !known.includes(name))
    .map((name) => `Unknown setting ${name}; it is ignored. The nearest known one is ${nearestTo(name, known)}.`);
}

/** The name with most words in common, then with most letters in common from the start. */
function nearestTo(name: string, known: readonly string[]): string {
  const words = name.split('_');
  const wordsInCommon = (one: string): number => one.split('_').filter((word) => words.includes(word)).length;
  const lettersInCommon = (one: string): number => [...`${one} `].findIndex((letter, at) => letter !== name[at]);
  return [...known].sort((a, b) => wordsInCommon(b) - wordsInCommon(a) || lettersInCommon(b) - lettersInCommon(a))[0]!;
}

/** The audience is required too: an issuer signs tokens for other services as well, and theirs must not be accepted. */
function jwtOf({ jwksUrl: jwks, jwtIssuer: issuer, jwtAudience: audience, jwtRoleClaim: roleClaim }: Values): JwtSettings | null {
  if (jwks === null) return null;
  if (issuer !== null && audience !== null) return { jwks, issuer, audience, roleClaim };
  throw new AllegianceError(
    'BAD_INPUT',
    'Expected ALLEGIANCE_JWT_ISSUER and ALLEGIANCE_JWT_AUDIENCE together with ALLEGIANCE_JWKS_URL; at least one is not set.',
  );
}

function unexpected(name: string, expected: string, text: string): AllegianceError {
  return new AllegianceError('BAD_INPUT', `Expected ${name} ${expected}; got ${quoted(text)}.`);
}

function matching(pattern: RegExp, expected: string): Reader<string> {
  return (text, name) => {
    if (pattern.test(text)) return text;
    throw unexpected(name, expected, text);
  };
}

function url(text: string, name: string): string {
  if (URL.canParse(text) && /^https?:/.test(text)) return text;
  throw unexpected(name, 'to be a URL with https:// or http://', text);
}

function logLevel(text: string, name: string): LogLevel {
  const level = LOG_LEVELS.find((one) => one === text);
  if (level) return level;
  throw unexpected(name, `to be one of ${LOG_LEVELS.join(', ')}`, text);
}

/** Values separated by commas. */
function listed(text: string): readonly string[] {
  return text.split(',').map((one) => one.trim());
}

function trustedProxies(text: string, name: string): readonly string[] {
  const proxies = listed(text);
  try {
    proxyAddress.compile([...proxies]);
    return proxies;
  } catch {
    throw unexpected(name, 'to list addresses such as 10.0.0.1, networks such as 10.0.0.0/8, or loopback', proxies.join(','));
  }
}

function integer(min: number, max: number): Reader<number> {
  return (text, name) => {
    const number = Number(text);
    if (Number.isInteger(number) && number >= min && number <= max) return number;
    throw unexpected(name, `to be a whole number from ${min} to ${max}`, text);
  };
}

function flag(text: string, name: string): boolean {
  return integer(0, 1)(text, name) === 1;
}

function mebibytes(text: string, name: string): number {
  return integer(0, 1_000_000)(text, name) * 2 ** 20;
}
