import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { validate } from 'dockerfile-utils';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { SETTINGS } from '../../../src/config.ts';
import { serveSeed } from './served.ts';
import { instructions, instructionsOf, shipped } from './support/dockerfile.ts';

const settings = SETTINGS.map(({ name }) => name);

describe('the Dockerfile', () => {
  test('has no problems that a linter finds', () => {
    expect(validate(readFileSync('Dockerfile', 'utf8'))).toEqual([]);
  });

  test('builds in one stage and runs in another, both on the oldest Node.js that is supported', () => {
    expect(instructionsOf('FROM')).toEqual(['FROM node:20-slim AS build', 'FROM node:20-slim']);
  });

  test('runs as an unprivileged user that owns the volume of the data', () => {
    const lines = instructions();
    expect(instructionsOf('USER')).toEqual(['USER node']);
    expect(instructionsOf('VOLUME')).toEqual(['VOLUME /data']);
    expect(instructionsOf('RUN').at(-1)).toBe('RUN mkdir /data && chown node:node /data');
    expect(lines.indexOf('USER node')).toBeGreaterThan(lines.findLastIndex((line) => line.startsWith('RUN ')));
    expect(instructionsOf('ENTRYPOINT')).toEqual(['ENTRYPOINT ["node", "--max-semi-space-size=32", "dist/server/main.js"]']);
  });

  test('listens on every address, with existing settings', () => {
    const set = instructionsOf('ENV')[0]!.match(/\w+=\S+/g)!;
    expect(set).toEqual(['NODE_ENV=production', 'HOST=0.0.0.0', 'PORT=4000', 'ALLEGIANCE_DATA=/data']);
    expect(settings).toEqual(expect.arrayContaining(['HOST', 'PORT', 'ALLEGIANCE_DATA']));
  });

  test('copies what exists, and leaves out what the build does not need', () => {
    const copied = instructionsOf('COPY').filter((line) => !line.includes('--from'));
    const paths = [...copied.flatMap((line) => line.split(' ').slice(1, -1)), ...shipped().map(({ from }) => from)];
    expect(paths.filter((path) => path !== 'dist' && !existsSync(path))).toEqual([]);
    const ignored = readFileSync('.dockerignore', 'utf8').split('\n');
    expect(ignored).toEqual(expect.arrayContaining(['.git', 'data', 'dist', 'node_modules', 'tests']));
    expect(
      ignored.filter((path) => ['src', 'schema', 'scripts', 'seed', 'package.json', 'package-lock.json', 'tsconfig.json'].includes(path)),
    ).toEqual([]);
  });
});

describe('the health check of the image', () => {
  const url = serveSeed();
  const [command, ...parameters] = JSON.parse(instructionsOf('HEALTHCHECK')[0]!.replace(/^.* CMD /, '')) as string[];

  /** Its exit code for a server on this port. */
  async function check(port: string): Promise<number> {
    const [code] = await once(spawn(command!, parameters, { env: { PATH: process.env.PATH, PORT: port } }), 'exit');
    return code as number;
  }

  test('passes if the server is ready, and fails if nothing answers', async () => {
    expect(await check(new URL(url()).port)).toBe(0);
    expect(await check('1')).toBe(1);
  });
});

interface Service {
  image?: string;
  build?: string;
  command?: string[];
  environment: Record<string, string>;
  ports?: string[];
  volumes?: string[];
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { test: string[] };
}

describe('compose.yaml', () => {
  const { services, volumes } = parse(readFileSync('compose.yaml', 'utf8')) as {
    services: Record<'allegiance' | 'neo4j', Service>;
    volumes: Record<string, null>;
  };
  const { allegiance, neo4j } = services;

  test('runs this product, once Neo4j is healthy, with existing settings', () => {
    expect(Object.keys(services)).toEqual(['allegiance', 'neo4j']);
    expect(allegiance.build).toBe('.');
    expect(allegiance.command).toEqual(['--seed']);
    expect(allegiance.depends_on).toEqual({ neo4j: { condition: 'service_healthy' } });
    expect(Object.keys(allegiance.environment).filter((name) => !settings.includes(name))).toEqual([]);
  });

  test('runs the Neo4j that the tests run on, with a volume for its data and a health check', () => {
    expect(neo4j.image).toBe('neo4j:5.26');
    expect(neo4j.volumes).toEqual(['neo4j:/data']);
    expect(volumes).toEqual({ neo4j: null });
    expect(neo4j.healthcheck!.test.at(-1)).toBe('http://127.0.0.1:7474');
  });

  test('connects the two by address and password, and publishes only the API, to this machine', () => {
    const { NEO4J_URI, NEO4J_USER, NEO4J_PASSWORD } = allegiance.environment;
    expect(NEO4J_URI).toBe('bolt://neo4j:7687');
    expect(neo4j.environment.NEO4J_AUTH).toBe(`${NEO4J_USER}/${NEO4J_PASSWORD}`);
    expect(allegiance.ports).toEqual(['127.0.0.1:4000:4000']);
    expect(neo4j.ports).toBeUndefined();
  });
});
