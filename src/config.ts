import proxyAddress from 'proxy-addr';
import type { JwtSettings } from './access/jwt.ts';
import { AllegianceError, quoted } from './model/errors.ts';

/** Log levels, most severe first. */
export const LOG_LEVELS = ['error', 'warn', 'info'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** All settings: environment variables, read here and nowhere else. */
export interface Config {
  readonly host: string;
  readonly port: number;
  /** Directory of the embedded store. */
  readonly data: string;
  /** Set: Neo4j; null: the embedded engine. */
  readonly neo4j: {
    readonly uri: string;
    readonly user: string | null;
    readonly password: string | null;
    readonly database: string | null;
  } | null;
  /** Time limit of one database query, in milliseconds. */
  readonly queryTimeout: number;
  /** Limits of one path search or analysis: relationships visited, and milliseconds. */
  readonly searchSteps: number;
  readonly searchTime: number;
  /** Size of the cache in bytes; 0 switches it off. */
  readonly cacheBytes: number;
  /** Subscriptions that may be open at the same time. */
  readonly maxSubscriptions: number;
  /** Allowed CORS origins; null allows those of this machine, `*` all. */
  readonly origins: readonly string[] | null;
  /** Cost that one caller may spend per second, on average; 0: unlimited. */
  readonly rate: number;
  /** Proxies whose `X-Forwarded-For` is trusted. */
  readonly trustedProxies: readonly string[];
  /** Is introspection of the schema allowed? */
  readonly introspection: boolean;
  readonly logLevel: LogLevel;
  /** Does the log contain the values of variables? */
  readonly logVariables: boolean;
  /** URL of an OpenTelemetry collector; null: no tracing. */
  readonly tracingEndpoint: string | null;
  /** May clients without a token read, whatever the host is? */
  readonly openReading: boolean;
  /** The server that commands query instead of opening a store of their own, and the token they send. */
  readonly url: string | null;
  readonly token: string | null;
  /** Issuer of accepted signed tokens; null: none are accepted. */
  readonly jwt: JwtSettings | null;
}

interface Setting {
  readonly name: string;
  readonly defaultValue: string | null;
  readonly meaning: string;
}

/** What `--help` prints and the README lists. */
export const SETTINGS: readonly Setting[] = [
  { name: 'PORT', defaultValue: '4000', meaning: 'Port to listen on; 0 picks a free one' },
  { name: 'HOST', defaultValue: '127.0.0.1', meaning: 'Address to listen on' },
  { name: 'ALLEGIANCE_DATA', defaultValue: 'data', meaning: 'Directory of the embedded store' },
  {
    name: 'NEO4J_URI',
    defaultValue: null,
    meaning: 'URI of a Neo4j server (neo4j://… or bolt://…); if not set, the embedded store is used',
  },
  { name: 'NEO4J_USER', defaultValue: null, meaning: 'Neo4j user; if not set, no authentication' },
  { name: 'NEO4J_PASSWORD', defaultValue: null, meaning: 'Neo4j password' },
  { name: 'NEO4J_DATABASE', defaultValue: null, meaning: "Neo4j database; if not set, the user's home database" },
  { name: 'ALLEGIANCE_QUERY_TIMEOUT_MS', defaultValue: '10000', meaning: 'Time limit of one database query, in milliseconds' },
  {
    name: 'ALLEGIANCE_SEARCH_MAX_STEPS',
    defaultValue: '50000000',
    meaning: 'Number of relationships that one path search or analysis may visit',
  },
  { name: 'ALLEGIANCE_SEARCH_TIMEOUT_MS', defaultValue: '5000', meaning: 'Time limit of one path search or analysis, in milliseconds' },
  { name: 'ALLEGIANCE_CACHE_MIB', defaultValue: '128', meaning: 'Size of the cache in MiB; 0 switches it off' },
  { name: 'ALLEGIANCE_MAX_SUBSCRIPTIONS', defaultValue: '1000', meaning: 'Maximum number of open subscriptions' },
  {
    name: 'ALLEGIANCE_ORIGINS',
    defaultValue: null,
    meaning: 'Allowed CORS origins, separated by commas, or *; if not set, those of this machine',
  },
  {
    name: 'ALLEGIANCE_RATE',
    defaultValue: '100000',
    meaning: 'Rate limit: cost that one caller may spend per second, on average; 0 switches it off',
  },
  {
    name: 'ALLEGIANCE_TRUSTED_PROXIES',
    defaultValue: null,
    meaning: 'Trusted proxies (X-Forwarded-For), separated by commas: addresses, networks, or loopback',
  },
  { name: 'ALLEGIANCE_INTROSPECTION', defaultValue: '1', meaning: 'Introspection: 0 switches it off' },
  { name: 'ALLEGIANCE_LOG_LEVEL', defaultValue: 'warn', meaning: 'Log level: error, warn or info (every request)' },
  {
    name: 'ALLEGIANCE_LOG_VARIABLES',
    defaultValue: '0',
    meaning: '1: the log contains the values of variables and the full text of errors',
  },
  {
    name: 'OTEL_EXPORTER_OTLP_ENDPOINT',
    defaultValue: null,
    meaning: 'OpenTelemetry collector (OTLP over HTTP) that receives traces of requests and database queries',
  },
  {
    name: 'ALLEGIANCE_OPEN_READING',
    defaultValue: '0',
    meaning: '1: clients without a token may read, whatever HOST is; on a loopback address they always may',
  },
  { name: 'ALLEGIANCE_URL', defaultValue: null, meaning: 'Server that commands such as `search` and `export` query; same as --url' },
  { name: 'ALLEGIANCE_TOKEN', defaultValue: null, meaning: 'Token that these commands send; same as --token' },
  { name: 'ALLEGIANCE_JWKS_URL', defaultValue: null, meaning: 'JWKS URL of an issuer; its signed tokens (JWT) are accepted' },
  {
    name: 'ALLEGIANCE_JWT_ISSUER',
    defaultValue: null,
    meaning: 'Expected issuer (iss) of signed tokens; required with ALLEGIANCE_JWKS_URL',
  },
  {
    name: 'ALLEGIANCE_JWT_AUDIENCE',
    defaultValue: null,
    meaning: 'Expected audience (aud) of signed tokens; required with ALLEGIANCE_JWKS_URL',
  },
  {
    name: 'ALLEGIANCE_JWT_ROLE_CLAIM',
    defaultValue: 'role',
    meaning: 'Claim of signed tokens that holds the role: reader, editor or admin',
  },
];

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads and checks all settings.
 * @throws BAD_INPUT for an invalid value
 */
export function readConfig(environment: Environment): Config {
  const value: ValueOf = (name) => environment[name]?.trim() || SETTINGS.find((setting) => setting.name === name)!.defaultValue;
  const uri = value('NEO4J_URI');
  if (uri !== null && !/^(neo4j|bolt)(\+s|\+ssc)?:\/\/./.test(uri)) {
    throw new AllegianceError('BAD_INPUT', `Expected NEO4J_URI to begin with neo4j:// or bolt:// (or +s, +ssc); got ${quoted(uri)}.`);
  }
  return {
    host: value('HOST')!,
    port: readInteger('PORT', value('PORT')!, 65_535),
    data: value('ALLEGIANCE_DATA')!,
    neo4j: uri === null ? null : { uri, user: value('NEO4J_USER'), password: value('NEO4J_PASSWORD'), database: value('NEO4J_DATABASE') },
    queryTimeout: readInteger('ALLEGIANCE_QUERY_TIMEOUT_MS', value('ALLEGIANCE_QUERY_TIMEOUT_MS')!, 3_600_000, 1),
    searchSteps: readInteger('ALLEGIANCE_SEARCH_MAX_STEPS', value('ALLEGIANCE_SEARCH_MAX_STEPS')!, 1_000_000_000_000, 1),
    searchTime: readInteger('ALLEGIANCE_SEARCH_TIMEOUT_MS', value('ALLEGIANCE_SEARCH_TIMEOUT_MS')!, 3_600_000, 1),
    cacheBytes: readInteger('ALLEGIANCE_CACHE_MIB', value('ALLEGIANCE_CACHE_MIB')!, 1_000_000) * 2 ** 20,
    maxSubscriptions: readInteger('ALLEGIANCE_MAX_SUBSCRIPTIONS', value('ALLEGIANCE_MAX_SUBSCRIPTIONS')!, 1_000_000),
    origins: splitList(value('ALLEGIANCE_ORIGINS')),
    rate: readInteger('ALLEGIANCE_RATE', value('ALLEGIANCE_RATE')!, 1_000_000_000),
    trustedProxies: readTrustedProxies(splitList(value('ALLEGIANCE_TRUSTED_PROXIES')) ?? []),
    introspection: readInteger('ALLEGIANCE_INTROSPECTION', value('ALLEGIANCE_INTROSPECTION')!, 1) === 1,
    logLevel: readLevel(value('ALLEGIANCE_LOG_LEVEL')!),
    logVariables: readInteger('ALLEGIANCE_LOG_VARIABLES', value('ALLEGIANCE_LOG_VARIABLES')!, 1) === 1,
    tracingEndpoint: readUrl('OTEL_EXPORTER_OTLP_ENDPOINT', value),
    openReading: readInteger('ALLEGIANCE_OPEN_READING', value('ALLEGIANCE_OPEN_READING')!, 1) === 1,
    url: value('ALLEGIANCE_URL'),
    token: value('ALLEGIANCE_TOKEN'),
    jwt: readJwt(value),
  };
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

/** The value of a setting, or its default; null where it has neither. */
type ValueOf = (name: string) => string | null;

/** The audience is required too: an issuer signs tokens for other services as well, and theirs must not be accepted. */
function readJwt(value: ValueOf): JwtSettings | null {
  const jwks = readUrl('ALLEGIANCE_JWKS_URL', value);
  if (jwks === null) return null;
  const issuer = value('ALLEGIANCE_JWT_ISSUER');
  const audience = value('ALLEGIANCE_JWT_AUDIENCE');
  if (issuer === null || audience === null) {
    throw new AllegianceError(
      'BAD_INPUT',
      'Expected ALLEGIANCE_JWT_ISSUER and ALLEGIANCE_JWT_AUDIENCE together with ALLEGIANCE_JWKS_URL; at least one is not set.',
    );
  }
  return { jwks, issuer, audience, roleClaim: value('ALLEGIANCE_JWT_ROLE_CLAIM')! };
}

function readUrl(name: string, value: ValueOf): string | null {
  const text = value(name);
  if (text === null || (URL.canParse(text) && /^https?:/.test(text))) return text;
  throw new AllegianceError('BAD_INPUT', `Expected ${name} to be a URL with https:// or http://; got ${quoted(text)}.`);
}

function readLevel(text: string): LogLevel {
  const level = LOG_LEVELS.find((one) => one === text);
  if (level) return level;
  throw new AllegianceError('BAD_INPUT', `Expected ALLEGIANCE_LOG_LEVEL to be one of ${LOG_LEVELS.join(', ')}; got ${quoted(text)}.`);
}

function readTrustedProxies(trustedProxies: string[]): string[] {
  try {
    proxyAddress.compile(trustedProxies);
    return trustedProxies;
  } catch {
    throw new AllegianceError(
      'BAD_INPUT',
      `Expected ALLEGIANCE_TRUSTED_PROXIES to list addresses such as 10.0.0.1, networks such as 10.0.0.0/8, or loopback; got ${quoted(trustedProxies.join(','))}.`,
    );
  }
}

/** Values separated by commas. */
function splitList(text: string | null): string[] | null {
  return text?.split(',').map((one) => one.trim()) ?? null;
}

function readInteger(name: string, text: string, max: number, min = 0): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= min && number <= max) return number;
  throw new AllegianceError('BAD_INPUT', `Expected ${name} to be a whole number from ${min} to ${max}; got ${quoted(text)}.`);
}
