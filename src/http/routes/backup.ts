import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Response, Router } from 'express';
import type { Engine } from '../../engine/engine.ts';
import { requireRole } from '../../graph/common/access.ts';
import { AllegianceError } from '../../model/errors.ts';
import { clientInfoOf } from '../operations/client.ts';
import { createContext, type ServerContext } from '../operations/context.ts';
import { handler } from '../operations/errors.ts';

/** `GET /backup`, for admins: a consistent copy of the whole embedded store, history included, as one file. */
export function backupRoutes(server: ServerContext): Router {
  const answer = handler('backup', async (request, response, disconnected) => {
    requireRole(await createContext(server, clientInfoOf(request), disconnected), 'admin');
    await sendBackup(server.engine, response);
  });
  return Router().get('/backup', answer);
}

async function sendBackup(engine: Engine, response: Response): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'allegiance-backup-'));
  const file = join(directory, 'backup.grafeo');
  try {
    await writeBackup(engine, file);
    response.set({ 'Content-Type': 'application/octet-stream', 'Content-Disposition': 'attachment; filename="allegiance.grafeo"' });
    await pipeline(createReadStream(file), response);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** Writes a consistent copy of the store to a new file. @throws BAD_INPUT on Neo4j, which has its own tool */
export async function writeBackup(engine: Engine, file: string): Promise<void> {
  if (engine.backup) return engine.backup(file);
  throw new AllegianceError(
    'BAD_INPUT',
    'Expected the embedded store; got Neo4j. Back up Neo4j with `neo4j-admin database backup` or `dump`, which include the history. `allegiance export jsonl` writes the graph without its history.',
  );
}
