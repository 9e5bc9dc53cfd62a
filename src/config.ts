import proxyAddress from 'proxy-addr';
import type { JwtSettings } from './access/jwt.ts';
import { AllegianceError, quoted } from './model/errors.ts';

/** What the log tells, from the gravest on. */
export const LOG_LEVELS = ['error', 'warn', 'info', 'debug'] as const;
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
  /** Milliseconds a statement may take. */
  readonly queryTimeout: number;
  /** Steps, and milliseconds, that a search for paths may take. */
  readonly searchSteps: number;
  readonly searchTime: number;
  /** Bytes for what requests have read, kept for those that come after. */
  readonly keptBytes: number;
  /** Subscriptions that may be open at once. */
  readonly subscriptions: number;
  /** Origins that browsers may call from; null allows those of this machine, `*` all. */
  readonly origins: readonly string[] | null;
  /** What a caller may cost a second; 0: any. */
  readonly rate: number;
  /** Proxies whose word on a client's address is taken. */
  readonly proxies: readonly string[];
  /** May clients ask for the schema? */
  readonly introspection: boolean;
  /** From which level on the log tells. */
  readonly logLevel: LogLevel;
  /** Does it tell the values of variables? */
  readonly logsVariables: boolean;
  /** Address of an OpenTelemetry collector; null: nothing is traced. */
  readonly collector: string | null;
  /** May everybody who reaches the port read, wherever that is? */
  readonly openReading: boolean;
  /** The server that commands ask instead of a store of their own, and the token they ask it with. */
  readonly url: string | null;
  readonly token: string | null;
  /** Whose signed tokens are taken; null: nobody's. */
  readonly jwt: JwtSettings | null;
}

interface Setting {
  readonly name: string;
  readonly fallback: string | null;
  readonly meaning: string;
}

/** What `--help` prints and the README lists. */
export const SETTINGS: readonly Setting[] = [
  { name: 'PORT', fallback: '4000', meaning: 'port to listen on; 0 takes a free one' },
  { name: 'HOST', fallback: '127.0.0.1', meaning: 'address to listen on' },
  { name: 'ALLEGIANCE_DATA', fallback: 'data', meaning: 'directory of the embedded store' },
  { name: 'NEO4J_URI', fallback: null, meaning: 'neo4j://… or bolt://…; set, Neo4j is used instead of the embedded store' },
  { name: 'NEO4J_USER', fallback: null, meaning: 'user of Neo4j; not set, no authentication' },
  { name: 'NEO4J_PASSWORD', fallback: null, meaning: 'password of that user' },
  { name: 'NEO4J_DATABASE', fallback: null, meaning: "name of the database; not set, the user's home database" },
  { name: 'ALLEGIANCE_QUERY_TIMEOUT', fallback: '10000', meaning: 'milliseconds a statement may take' },
  { name: 'ALLEGIANCE_SEARCH_STEPS', fallback: '50000000', meaning: 'ties a search for paths may look at' },
  { name: 'ALLEGIANCE_SEARCH_TIME', fallback: '5000', meaning: 'milliseconds a search for paths may take' },
  {
    name: 'ALLEGIANCE_KEPT_MEMORY',
    fallback: '128',
    meaning: 'MiB for what requests have read, kept until the next revision for others that ask it; 0: nothing is kept',
  },
  { name: 'ALLEGIANCE_SUBSCRIPTIONS', fallback: '1000', meaning: 'subscriptions that may be open at once' },
  {
    name: 'ALLEGIANCE_ORIGINS',
    fallback: null,
    meaning: 'origins whose pages may call the API, separated by commas, or *; not set, those of this machine',
  },
  { name: 'ALLEGIANCE_RATE', fallback: '100000', meaning: 'objects that one caller may ask for a second, on average; 0: any number' },
  {
    name: 'ALLEGIANCE_PROXIES',
    fallback: null,
    meaning: 'proxies whose X-Forwarded-For is believed, separated by commas: addresses, networks, or loopback',
  },
  { name: 'ALLEGIANCE_INTROSPECTION', fallback: '1', meaning: '0: the API does not tell its schema' },
  { name: 'ALLEGIANCE_LOG', fallback: 'warn', meaning: 'what the log tells: error, warn, info (every request) or debug' },
  { name: 'ALLEGIANCE_LOG_VARIABLES', fallback: '0', meaning: '1: the log tells the values of variables, too, and the words of failures' },
  {
    name: 'OTEL_EXPORTER_OTLP_ENDPOINT',
    fallback: null,
    meaning: 'address of an OpenTelemetry collector (OTLP over HTTP) to which requests and statements are traced',
  },
  { name: 'ALLEGIANCE_OPEN_READING', fallback: '0', meaning: '1: everybody may read, whatever HOST is; on 127.0.0.1 everybody may' },
  { name: 'ALLEGIANCE_URL', fallback: null, meaning: 'server that commands such as `search` and `export` ask, as with --url' },
  { name: 'ALLEGIANCE_TOKEN', fallback: null, meaning: 'token with which they ask it, as with --token' },
  { name: 'ALLEGIANCE_JWKS_URL', fallback: null, meaning: 'address of the keys (JWKS) of an issuer whose signed tokens (JWT) are taken' },
  { name: 'ALLEGIANCE_JWT_ISSUER', fallback: null, meaning: 'the issuer that such a token must name; needed with ALLEGIANCE_JWKS_URL' },
  { name: 'ALLEGIANCE_JWT_AUDIENCE', fallback: null, meaning: 'the audience that it must name; needed with ALLEGIANCE_JWKS_URL' },
  { name: 'ALLEGIANCE_JWT_ROLE_CLAIM', fallback: 'role', meaning: 'its claim that holds reader, editor or admin' },
];

type Environment = Readonly<Record<string, string | undefined>>;

/** Throws BAD_INPUT for a setting that cannot be read. */
export function readConfig(environment: Environment): Config {
  const value: ValueOf = (name) => environment[name]?.trim() || SETTINGS.find((setting) => setting.name === name)!.fallback;
  const uri = value('NEO4J_URI');
  if (uri !== null && !/^(neo4j|bolt)(\+s|\+ssc)?:\/\/./.test(uri)) {
    throw new AllegianceError('BAD_INPUT', `Expected NEO4J_URI to begin with neo4j:// or bolt:// (or +s, +ssc); got ${quoted(uri)}.`);
  }
  return {
    host: value('HOST')!,
    port: wholeNumber('PORT', value('PORT')!, 65_535),
    data: value('ALLEGIANCE_DATA')!,
    neo4j: uri === null ? null : { uri, user: value('NEO4J_USER'), password: value('NEO4J_PASSWORD'), database: value('NEO4J_DATABASE') },
    queryTimeout: wholeNumber('ALLEGIANCE_QUERY_TIMEOUT', value('ALLEGIANCE_QUERY_TIMEOUT')!, 3_600_000, 1),
    searchSteps: wholeNumber('ALLEGIANCE_SEARCH_STEPS', value('ALLEGIANCE_SEARCH_STEPS')!, 1_000_000_000_000, 1),
    searchTime: wholeNumber('ALLEGIANCE_SEARCH_TIME', value('ALLEGIANCE_SEARCH_TIME')!, 3_600_000, 1),
    keptBytes: wholeNumber('ALLEGIANCE_KEPT_MEMORY', value('ALLEGIANCE_KEPT_MEMORY')!, 1_000_000) * 2 ** 20,
    subscriptions: wholeNumber('ALLEGIANCE_SUBSCRIPTIONS', value('ALLEGIANCE_SUBSCRIPTIONS')!, 1_000_000),
    origins: list(value('ALLEGIANCE_ORIGINS')),
    rate: wholeNumber('ALLEGIANCE_RATE', value('ALLEGIANCE_RATE')!, 1_000_000_000),
    proxies: readProxies(list(value('ALLEGIANCE_PROXIES')) ?? []),
    introspection: wholeNumber('ALLEGIANCE_INTROSPECTION', value('ALLEGIANCE_INTROSPECTION')!, 1) === 1,
    logLevel: readLevel(value('ALLEGIANCE_LOG')!),
    logsVariables: wholeNumber('ALLEGIANCE_LOG_VARIABLES', value('ALLEGIANCE_LOG_VARIABLES')!, 1) === 1,
    collector: readAddress('OTEL_EXPORTER_OTLP_ENDPOINT', value),
    openReading: wholeNumber('ALLEGIANCE_OPEN_READING', value('ALLEGIANCE_OPEN_READING')!, 1) === 1,
    url: value('ALLEGIANCE_URL'),
    token: value('ALLEGIANCE_TOKEN'),
    jwt: readJwt(value),
  };
}

/** The value of a setting, or what stands for it; null where nothing does. */
type ValueOf = (name: string) => string | null;

/** An issuer alone would let in whomever it signs tokens for, so its audience must be named too. */
function readJwt(value: ValueOf): JwtSettings | null {
  const jwks = readAddress('ALLEGIANCE_JWKS_URL', value);
  if (jwks === null) return null;
  const issuer = value('ALLEGIANCE_JWT_ISSUER');
  const audience = value('ALLEGIANCE_JWT_AUDIENCE');
  if (issuer === null || audience === null) {
    throw new AllegianceError('BAD_INPUT', 'Expected ALLEGIANCE_JWT_ISSUER and ALLEGIANCE_JWT_AUDIENCE beside ALLEGIANCE_JWKS_URL.');
  }
  return { jwks, issuer, audience, roleClaim: value('ALLEGIANCE_JWT_ROLE_CLAIM')! };
}

function readAddress(name: string, value: ValueOf): string | null {
  const text = value(name);
  if (text === null || (URL.canParse(text) && /^https?:/.test(text))) return text;
  throw new AllegianceError('BAD_INPUT', `Expected ${name} to be an address with https:// or http://; got ${quoted(text)}.`);
}

function readLevel(text: string): LogLevel {
  const level = LOG_LEVELS.find((one) => one === text);
  if (level) return level;
  throw new AllegianceError('BAD_INPUT', `Expected ALLEGIANCE_LOG to be one of ${LOG_LEVELS.join(', ')}; got ${quoted(text)}.`);
}

function readProxies(proxies: string[]): string[] {
  try {
    proxyAddress.compile(proxies);
    return proxies;
  } catch {
    throw new AllegianceError(
      'BAD_INPUT',
      `Expected ALLEGIANCE_PROXIES to list addresses such as 10.0.0.1, networks such as 10.0.0.0/8, or loopback; got ${quoted(proxies.join(','))}.`,
    );
  }
}

/** Values separated by commas. */
function list(text: string | null): string[] | null {
  return text?.split(',').map((one) => one.trim()) ?? null;
}

function wholeNumber(name: string, text: string, largest: number, least = 0): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= least && number <= largest) return number;
  throw new AllegianceError('BAD_INPUT', `Expected ${name} to be a whole number from ${least} to ${largest}; got ${quoted(text)}.`);
}
