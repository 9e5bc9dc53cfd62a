import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { graphql } from 'graphql';
import type { Config } from '../../config.ts';
import { copyReadOnlyStore, isWritable } from '../../engine/embedded/readOnlyStore.ts';
import { STORE_FILE } from '../../engine/embedded/storeFiles.ts';
import { readExportOptions } from '../../exchange/export/filter.ts';
import { exportFileNamed } from '../../exchange/export/formats.ts';
import { leftOutOf } from '../../exchange/export/leftOutOf.ts';
import { Snapshot } from '../../exchange/export/snapshot.ts';
import { Context } from '../../graph/common/context.ts';
import { createServices } from '../../graph/common/services.ts';
import { requireEntities } from '../../graph/entity/search.loader.ts';
import { exportedView } from '../../graph/entity/voices.loader.ts';
import { allegianceSchema } from '../../graph/schema.ts';
import { writeBackup } from '../../http/routes/backup.ts';
import { AllegianceError } from '../../model/errors.ts';
import { resolveEnds, tieCriterion } from '../../model/tieFilter.ts';
import { openStore } from '../store.ts';
import type { GraphClient } from './graphClient.ts';

/**
 * Opens the configured store and runs operations on it, with the same schema as a server. Of a store that cannot be written, such as on
 * a read-only medium, it opens a temporary copy.
 * @throws BAD_INPUT where there is no store, STORE_IN_USE where another process has it open
 */
export async function localGraph(config: Config): Promise<GraphClient> {
  expectStore(config);
  if (config.neo4j !== null || isWritable(config.data)) return openedGraph(config);
  const { directory, remove } = await copyReadOnlyStore(config.data);
  try {
    const graph = await openedGraph({ ...config, data: directory });
    return { ...graph, close: () => graph.close().finally(remove) };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function openedGraph(config: Config): Promise<GraphClient> {
  const engine = await openStore(config, 'use the server with --url.');
  // The process ends after one operation, so a cache is of no use.
  const services = createServices(engine, { steps: config.searchSteps, time: config.searchTime, cacheBytes: 0 });
  const newContext = () => new Context(engine, services);
  return {
    execute: async ({ text }, variables) => {
      const request = { schema: allegianceSchema(), source: text, variableValues: variables, contextValue: newContext() };
      const { data, errors: [error] = [] } = await graphql(request);
      if (error) throw error.originalError ?? new AllegianceError('BAD_INPUT', error.message);
      return data as never;
    },
    exportFile: async (name, parameters) => {
      const { file, format } = exportFileNamed(name);
      const { filter, options } = readExportOptions(parameters, format.name);
      const context = newContext();
      const part = await resolveEnds(tieCriterion(filter), (references) => requireEntities(context, references));
      const snapshot = new Snapshot(engine, await exportedView(context, filter), part);
      return { pieces: file.write(snapshot, options), revision: snapshot.revision, leftOut: () => leftOutOf(format, snapshot) };
    },
    backup: (file) => writeBackup(engine, file),
    close: async () => {
      await services.workerPool.close();
      await engine.close();
    },
  };
}

function expectStore({ neo4j, data }: Config): void {
  if (neo4j !== null || existsSync(join(data, STORE_FILE))) return;
  const message = `There is no store in ${data}. Create one with \`allegiance start\`, name another directory with ALLEGIANCE_DATA, or use a running server with --url.`;
  throw new AllegianceError('BAD_INPUT', message);
}
