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

/** Milliseconds after which one who takes nothing is cut off. */
const PATIENCE = 60_000;

/** So many entities and ties of an export cost as much as an object of an answer. */
const AS_ONE_OBJECT = 10;

/**
 * `GET /export/graph.gexf?types=BACKS&at=2016`: the graph, or the part of it that the filters of the API choose, in any
 * format of exports. It is written as it is taken, packed with gzip where that is accepted, and stops when nobody takes it.
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
      log.error('an export broke off', error);
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

/** A parameter that is given several times has all their values. */
function textsOf(query: Request['query']): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)]));
}

/** What the file is called: as asked, but for what a header or a file system cannot take. */
function nameOf(asked: string | undefined, file: ExportFile, format: ExportFormat): string {
  const plain = asked?.replace(/[^\w.-]+/g, '-').slice(0, 100) ?? '';
  return /[^.]/.test(plain) ? plain : `allegiance-${file.name}.${format.name}`;
}
