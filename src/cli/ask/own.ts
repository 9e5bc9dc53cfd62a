import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { graphql } from 'graphql';
import type { Config } from '../../config.ts';
import { STORE_FILE } from '../../engine/embedded/storeFiles.ts';
import { migrate } from '../../engine/migrations.ts';
import { openEngine } from '../../engine/open.ts';
import { type FilterTexts, partOf, readOptions } from '../../exchange/export/filter.ts';
import { exportFileNamed } from '../../exchange/export/formats.ts';
import { Snapshot } from '../../exchange/export/snapshot.ts';
import { shapeOf } from '../../feed/shape.ts';
import { Context } from '../../graph/common/context.ts';
import { allegianceSchema } from '../../graph/schema.ts';
import { requireEntities } from '../../graph/search/search.loader.ts';
import { backUp } from '../../http/backup.ts';
import { AllegianceError } from '../../model/errors.ts';
import type { AskedGraph } from './asked.ts';

/**
 * Opens the configured store and runs operations on it, with the same schema as a server.
 * @throws BAD_INPUT where there is no store, STORE_IN_USE where another process has it open
 */
export async function ownGraph(config: Config): Promise<AskedGraph> {
  expectStore(config);
  const engine = await openEngine(config).catch(withHint);
  if (engine.notice !== null) console.error(engine.notice);
  await migrate(engine, new Date());
  // The process ends after one operation, so a cache is of no use.
  const shape = shapeOf(engine, { steps: config.searchSteps, time: config.searchTime, keptBytes: 0 });
  const contextNow = () => new Context(engine, shape);
  return {
    ask: async ({ text }, variables) => {
      const request = {
        schema: allegianceSchema(),
        source: text,
        variableValues: variables as Readonly<Record<string, unknown>>,
        contextValue: contextNow(),
      };
      const { data, errors: [error] = [] } = await graphql(request);
      if (error) throw error.originalError ?? new AllegianceError('BAD_INPUT', error.message);
      return data as never;
    },
    exportFile: async (name, parameters) => {
      const { file } = exportFileNamed(name);
      const { filters, defuse } = readOptions(parameters);
      const part = await partOf(filters as FilterTexts, (references) => requireEntities(contextNow(), references));
      const snapshot = new Snapshot(engine, await shape.feed.view(), part);
      return { pieces: file.write(snapshot, { defuse }), revision: snapshot.revision };
    },
    backup: (file) => backUp(engine, file),
    close: async () => {
      await shape.analyst.close();
      await engine.close();
    },
  };
}

function expectStore({ neo4j, data }: Config): void {
  if (neo4j !== null || existsSync(join(data, STORE_FILE))) return;
  const message = `There is no store in ${data}. Create one with \`allegiance start\`, name another directory with ALLEGIANCE_DATA, or use a running server with --url.`;
  throw new AllegianceError('BAD_INPUT', message);
}

function withHint(error: unknown): never {
  if (!(error instanceof AllegianceError) || error.code !== 'STORE_IN_USE') throw error;
  throw new AllegianceError('STORE_IN_USE', `${error.message} If a server runs on it, use the server with --url.`, {}, { cause: error });
}
