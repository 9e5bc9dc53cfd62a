import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Request, type RequestHandler, type Response, Router } from 'express';
import { z } from 'zod';
import type { Engine } from '../../engine/engine.ts';
import { MAX_BATCH_ROWS } from '../../exchange/import/batches.ts';
import {
  FEW_ROWS,
  IMPORT_PATH,
  type ImportCall,
  LAST_RECORDED,
  MAX_IMPORT_BYTES,
  MAX_IMPORT_ROWS,
  NAMED_PATH,
  RECORDED_PATH,
  ROWS_HEADER,
} from '../../exchange/import/target/call.ts';
import { earlierRecordsIn } from '../../exchange/import/target/earlier.ts';
import { namedIn } from '../../exchange/import/target/named.ts';
import { type BatchWriter, uncheckedBatchWriter } from '../../exchange/import/target/store.ts';
import { requireRole } from '../../graph/common/access.ts';
import type { Context } from '../../graph/common/context.ts';
import { AllegianceError, quoted } from '../../model/errors.ts';
import { nestingOf } from '../../model/nesting.ts';
import { COMMAND_KINDS } from '../../write/validate/commands.ts';
import { ROW_KINDS } from '../../write/validate/rows.ts';
import { type BatchRows, validateRows } from '../../write/validate/validate.ts';
import { badRequest, jsonBody } from '../limits/connection.ts';
import { clientInfoOf } from '../operations/client.ts';
import { createContext, type RequestContext, type ServerContext } from '../operations/context.ts';
import { isJson } from '../operations/endpoints.ts';
import { handler, rejectionOf, sendRejection } from '../operations/errors.ts';
import { DryRuns } from './dryRuns.ts';

/** Rows are a few levels deep, inside the lists of their kinds. */
const MAX_NESTING = 24;

const KINDS = [...ROW_KINDS, ...COMMAND_KINDS];
const text = z
  .string()
  .min(1)
  .max(500)
  .regex(/^\P{Cc}*$/u);
const CALL = z.strictObject({
  rows: z.partialRecord(z.enum(KINDS), z.array(z.unknown())),
  key: text,
  summary: text,
  dryRun: z.strictObject({ name: text, number: z.int().min(1) }).optional(),
});

/** Entities that are remembered from one call to the next. */
const MAX_CACHED = 10_000;

const MAX_NAMES = 10_000;
const MAX_NAMES_BYTES = 4_194_304;
const NAMES = z.strictObject({ names: z.array(z.string().max(10_000)).max(MAX_NAMES) });

/**
 * `POST /import`, for editors: rows of any kind, as `allegiance import --url` sends them. They are written as an import into the
 * store itself would write them: valid ones, in one revision by the caller. The answer is the report of every row. With `dryRun`
 * nothing is written. `GET /import/recorded?prefix=ucdp-ged` lists what the graph has of some sources, as lines of JSON, and
 * `POST /import/named` the entities that have names.
 */
export function importRoutes(server: ServerContext): Router {
  const dryRuns = new DryRuns(server.engine);
  const writeBatch = uncheckedBatchWriter(server.engine, MAX_CACHED);
  const respond = handler('import', async (request, response) => {
    const context = response.locals.editor as RequestContext;
    const call = readCall(request.body);
    server.limits.charge(context.clientKey, Object.values(call.rows).flat().length);
    const report = await writeCall(server, { dryRuns, writeBatch }, context, call);
    const isReadLately = server.operationQueue.wasReadLately;
    response.set(ROWS_HEADER, String(isReadLately ? FEW_ROWS : MAX_IMPORT_ROWS)).json(report);
    // So that the next read need not wait for what all calls since the last one have changed.
    if (isReadLately) setImmediate(() => context.services.projection.viewInMemory());
  });
  const list = handler('import', async (request, response, disconnected) => {
    const prefixes = [request.query.prefix ?? []].flat().map(String);
    server.limits.charge((response.locals.editor as RequestContext).clientKey, 0);
    response.set('Content-Type', 'application/jsonl; charset=utf-8');
    await pipeline(Readable.from(recordedLines(server.engine, prefixes)), response, { signal: disconnected });
  });
  const listNamed = handler('import', async (request, response) => {
    const { data } = NAMES.safeParse(request.body);
    if (!data) throw new AllegianceError('BAD_INPUT', `Expected {"names": […]} with at most ${MAX_NAMES} names.`);
    server.limits.charge((response.locals.editor as RequestContext).clientKey, data.names.length);
    response.json(Object.fromEntries(await namedIn(server.engine, data.names)));
  });
  return Router()
    .get(RECORDED_PATH, admitEditor(server), list)
    .post(NAMED_PATH, expectJson, admitEditor(server), jsonBody(MAX_NAMES_BYTES), listNamed)
    .post(IMPORT_PATH, expectJson, admitEditor(server), jsonBody(MAX_IMPORT_BYTES), respond);
}

async function* recordedLines(engine: Engine, prefixes: readonly string[]): AsyncGenerator<string> {
  for await (const one of earlierRecordsIn(engine, prefixes)) yield `${JSON.stringify(one)}\n`;
  yield `${JSON.stringify(LAST_RECORDED)}\n`;
}

const expectJson: RequestHandler = ({ headers }, response, next) => {
  if (isJson(headers['content-type'])) return next();
  const message = 'Expected the header `Content-Type: application/json` and a body {"rows": {…}, "key": …, "summary": …}; got another.';
  response.status(415).json(badRequest(message));
};

/** Bodies are larger than those of operations, so they are read from editors only. */
function admitEditor(server: ServerContext): RequestHandler {
  return async (request: Request, response: Response, next) => {
    try {
      // Whatever has been sent is written, also if the client leaves.
      const context = await createContext(server, clientInfoOf(request), new AbortController().signal);
      requireRole(context, 'editor');
      response.locals.editor = context;
    } catch (error) {
      return sendRejection(response, rejectionOf(error));
    }
    next();
  };
}

/** @throws BAD_INPUT, TOO_MANY_ROWS */
function readCall(body: unknown): ImportCall {
  if (nestingOf(body) > MAX_NESTING) {
    throw new AllegianceError('BAD_INPUT', `Expected lists and objects nested at most ${MAX_NESTING} deep; got more.`);
  }
  const { data, error } = CALL.safeParse(body);
  if (!data) {
    const [issue] = error.issues;
    const message = `Expected {"rows": {"actors": […], …}, "key": …, "summary": …} with the kinds ${KINDS.join(', ')}; got ${quoted(issue?.path.join('.') || 'another value')}, which is wrong.`;
    throw new AllegianceError('BAD_INPUT', message);
  }
  const count = Object.values(data.rows).flat().length;
  const limit = data.dryRun ? MAX_BATCH_ROWS : MAX_IMPORT_ROWS;
  if (count <= limit) return data as ImportCall;
  throw new AllegianceError('TOO_MANY_ROWS', `Expected at most ${limit} rows in a call; got ${count}. Write them in several calls.`, {
    limit,
  });
}

async function writeCall(
  { operationQueue }: ServerContext,
  { dryRuns, writeBatch }: { readonly dryRuns: DryRuns; readonly writeBatch: BatchWriter<BatchRows> },
  { caller, services, clientKey }: Context,
  { rows, key, summary, dryRun }: ImportCall,
) {
  const isEmpty = Object.values(rows).every((list) => list.length === 0);
  if (isEmpty) return { rows: [], problems: [], revision: await services.clock.recent() };
  const release = await operationQueue.acquire('write', clientKey);
  try {
    if (dryRun) return await dryRuns.targetOf(dryRun, clientKey)(rows, { key, summary }, await validateRows(rows));
    const report = await writeBatch(rows, { key, summary, by: caller.name, at: new Date() });
    services.clock.revisionWritten(report.revision);
    return report;
  } finally {
    release();
  }
}
