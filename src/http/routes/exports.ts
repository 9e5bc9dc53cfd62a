import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { type Request, type RequestHandler, type Response, Router } from 'express';
import { z } from 'zod';
import { readExportOptions } from '../../exchange/export/filter.ts';
import { type ExportFile, type ExportFormat, LEFT_OUT_HEADER, REVISION_HEADER } from '../../exchange/export/format.ts';
import { exportFileNamed } from '../../exchange/export/formats.ts';
import { leftOutOf } from '../../exchange/export/leftOutOf.ts';
import { Snapshot } from '../../exchange/export/snapshot.ts';
import { requireEntities } from '../../graph/entity/search.loader.ts';
import { exportedView } from '../../graph/entity/voices.loader.ts';
import { AllegianceError, received } from '../../model/errors.ts';
import { resolveEnds, tieCriterion } from '../../model/tieFilter.ts';
import { badRequest, parseBody } from '../limits/connection.ts';
import { clientInfoOf } from '../operations/client.ts';
import { createContext, type ServerContext } from '../operations/context.ts';
import { isJson } from '../operations/endpoints.ts';
import { handler } from '../operations/errors.ts';
import { LeftOutReports } from './leftOutReports.ts';

/** Milliseconds after which the connection of a client that reads nothing is closed. */
const WRITE_TIMEOUT = 60_000;

/** Number of exported entities and ties that cost as much as one object of a response. */
const RECORDS_PER_COST = 10;

/**
 * `GET /export/graph.gexf?types=BACKS&at=2016`: the graph, or the part that the filters select, in any export format. It is
 * streamed, with backpressure, compressed with gzip if the client accepts that, and ends when the client disconnects.
 * By POST the same parameters are a JSON object, of texts or lists of texts: an address has no room for the names of many entities.
 * What the export left out is known when it has ended: `GET /export/left-out/ID`, at the path in the header `Allegiance-Left-Out`.
 */
export function exportRoutes(server: ServerContext): Router {
  const reports = new LeftOutReports();
  const respond = handler('export', (request, response, disconnected) => sendExport({ server, reports }, request, response, disconnected));
  const report = handler('export', async (request, response, disconnected) => {
    const { clientKey } = await createContext(server, clientInfoOf(request), disconnected);
    server.limits.charge(clientKey, 0);
    response.set('Cache-Control', 'no-store').json(reports.get(String(request.params.id)));
  });
  return Router().get('/left-out/:id', report).get('/:file', respond).post('/:file', expectParameters, parseBody, respond);
}

interface ExportServices {
  readonly server: ServerContext;
  readonly reports: LeftOutReports;
}

async function sendExport({ server, reports }: ExportServices, request: Request, response: Response, signal: AbortSignal): Promise<void> {
  const context = await createContext(server, clientInfoOf(request), signal);
  const { format, file } = exportFileNamed(String(request.params.file));
  const { filter, options, name } = readExportOptions(parametersOf(request), format.name);
  const part = await resolveEnds(tieCriterion(filter), (references) => requireEntities(context, references));
  const view = await exportedView(context, filter);
  server.limits.charge(context.clientKey, Math.ceil((view.nodeCount + view.tieCount) / RECORDS_PER_COST));
  const snapshot = new Snapshot(server.engine, view, part);
  const isCompressed = request.acceptsEncodings('gzip', 'identity') === 'gzip';
  response.vary('Accept-Encoding');
  response.set({
    ...(isCompressed ? { 'Content-Encoding': 'gzip' } : {}),
    'Content-Type': `${format.mediaType}; charset=utf-8`,
    'Content-Disposition': `attachment; filename="${fileNameOf(name, file, format)}"`,
    'Cache-Control': 'no-cache',
    [REVISION_HEADER]: String(snapshot.revision),
    'X-Content-Type-Options': 'nosniff',
  });
  if (request.method === 'HEAD') return void response.end();
  const report = reports.begin();
  response.set(LEFT_OUT_HEADER, `${request.baseUrl}/left-out/${report}`);
  response.setTimeout(WRITE_TIMEOUT, () => response.destroy());
  const written = async function* () {
    yield* file.write(snapshot, options);
    // Before the response ends, so that a client that has read it all finds the report.
    reports.end(report, { format: format.name, revision: snapshot.revision, leftOut: await leftOutOf(format, snapshot) });
  };
  const chunks = Readable.from(written(), { objectMode: false, highWaterMark: 1 });
  await (isCompressed ? pipeline(chunks, createGzip(), response, { signal }) : pipeline(chunks, response, { signal }));
}

const expectParameters: RequestHandler = ({ headers }, response, next) => {
  if (isJson(headers['content-type'])) return next();
  const message = 'Expected the header `Content-Type: application/json` and a body such as {"from": ["iran"], "at": "2016"}; got another.';
  response.status(415).json(badRequest(message));
};

const PARAMETERS = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

/**
 * The parameters as texts; several values of one are joined by commas.
 * @throws BAD_INPUT for a body that is no object of texts
 */
function parametersOf({ method, query, body }: Request): Readonly<Record<string, string>> {
  if (method !== 'POST') return Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)]));
  const parsed = PARAMETERS.safeParse(body);
  if (parsed.success) return Object.fromEntries(Object.entries(parsed.data).map(([name, value]) => [name, String(value)]));
  throw new AllegianceError('BAD_INPUT', `Expected a JSON object of texts or lists of texts; got ${received(body)}.`);
}

/** File name for the client: the requested one, without characters that are unsafe in a header or a file system. */
function fileNameOf(requested: string | undefined, file: ExportFile, format: ExportFormat): string {
  const sanitized = requested?.replace(/[^\w.-]+/g, '-').slice(0, 100) ?? '';
  return /[^.]/.test(sanitized) ? sanitized : `allegiance-${file.name}.${format.name}`;
}
