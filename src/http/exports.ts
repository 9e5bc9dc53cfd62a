import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { type Request, type RequestHandler, type Response, Router } from 'express';
import { partOf, readOptions } from '../exchange/export/filter.ts';
import type { ExportFile, ExportFormat } from '../exchange/export/format.ts';
import { exportFileNamed } from '../exchange/export/formats.ts';
import { Snapshot } from '../exchange/export/snapshot.ts';
import { requireEntities } from '../graph/search/search.loader.ts';
import { type Answering, contextFor } from './contexts.ts';
import { log } from './log.ts';
import { originOf } from './origins.ts';
import { refuse } from './refuse.ts';
import { REVISION_HEADER } from './revisionHeader.ts';

/** Milliseconds after which the connection of a client that reads nothing is closed. */
const PATIENCE = 60_000;

/** Number of exported entities and ties that cost as much as one object of a response. */
const AS_ONE_OBJECT = 10;

/**
 * `GET /export/graph.gexf?types=BACKS&at=2016`: the graph, or the part that the filters select, in any export format. It is
 * streamed, with backpressure, compressed with gzip if the client accepts that, and ends when the client disconnects.
 */
export function exportsOf(answering: Answering): Router {
  const handler: RequestHandler = async (request, response) => {
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    try {
      await answer(answering, request, response, gone.signal);
    } catch (error) {
      if (gone.signal.aborted) return;
      if (!response.headersSent) return refuse(response, error);
      log.error('export failed after it had started', error);
      response.destroy();
    }
  };
  return Router().get('/:file', handler);
}

async function answer(answering: Answering, request: Request, response: Response, signal: AbortSignal): Promise<void> {
  const context = await contextFor(answering, originOf(request), signal);
  const { format, file } = exportFileNamed(String(request.params.file));
  const { filters, defuse, name } = readOptions(textsOf(request.query));
  const part = await partOf(filters, (references) => requireEntities(context, references));
  const view = await answering.shape.feed.view();
  answering.limits.charge(context.from, Math.ceil((view.nodeCount + view.tieCount) / AS_ONE_OBJECT));
  const snapshot = new Snapshot(answering.engine, view, part);
  const packed = request.acceptsEncodings('gzip', 'identity') === 'gzip';
  response.vary('Accept-Encoding');
  response.set({
    ...(packed ? { 'Content-Encoding': 'gzip' } : {}),
    'Content-Type': `${format.mediaType}; charset=utf-8`,
    'Content-Disposition': `attachment; filename="${nameOf(name, file, format)}"`,
    'Cache-Control': 'no-cache',
    [REVISION_HEADER]: String(snapshot.revision),
    'X-Content-Type-Options': 'nosniff',
  });
  if (request.method === 'HEAD') return void response.end();
  response.setTimeout(PATIENCE, () => response.destroy());
  const pieces = Readable.from(file.write(snapshot, { defuse }), { objectMode: false, highWaterMark: 1 });
  await (packed ? pipeline(pieces, createGzip(), response, { signal }) : pipeline(pieces, response, { signal }));
}

/** The query parameters as texts; the values of a repeated parameter are joined by commas. */
function textsOf(query: Request['query']): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)]));
}

/** File name for the client: the requested one, without characters that are unsafe in a header or a file system. */
function nameOf(asked: string | undefined, file: ExportFile, format: ExportFormat): string {
  const plain = asked?.replace(/[^\w.-]+/g, '-').slice(0, 100) ?? '';
  return /[^.]/.test(plain) ? plain : `allegiance-${file.name}.${format.name}`;
}
