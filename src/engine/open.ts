import type { Engine, SavedReads } from './engine.ts';
import type { Neo4jAddress } from './neo4j/neo4j.ts';

export interface EngineSettings {
  readonly data: string;
  readonly neo4j: Neo4jAddress | null;
  readonly queryTimeout: number;
}

/**
 * Opens the configured engine; the code of the other one is not loaded.
 * @param options `serves`: is this the process of a server? Then an embedded store has a thread of its own.
 * `saved`: from which that answers before it is open, where it still is as it was then.
 */
export async function openEngine(
  settings: EngineSettings,
  { serves = false, saved = Promise.resolve(null) }: { readonly serves?: boolean; readonly saved?: Promise<SavedReads | null> } = {},
): Promise<Engine> {
  if (settings.neo4j !== null) {
    const { openNeo4j } = await import('./neo4j/neo4j.ts');
    return openNeo4j({ ...settings.neo4j, timeout: settings.queryTimeout });
  }
  const options = { remembers: true, serves };
  const { canOpenInThread, openInThread } = await import('./embedded/thread/openInThread.ts');
  if (serves && canOpenInThread()) return openInThread(settings.data, settings.queryTimeout, options, saved);
  const { openEmbedded } = await import('./embedded/embedded.ts');
  return openEmbedded(settings.data, settings.queryTimeout, options);
}
