import { placedEvents } from '../events.ts';
import type { ExportFormat } from '../format.ts';
import type { Snapshot } from '../snapshot.ts';
import { eventEntity, linkEntity, nodeEntity } from './entities.ts';

/**
 * Entities of FollowTheMoney (https://followthemoney.tech), one in each line, for Aleph, OpenSanctions' tools and others that join by
 * them. docs/exporting.md lists what has no place there.
 */
export const FTM: ExportFormat = {
  name: 'ftm',
  mediaType: 'application/json+ftm',
  summary: 'FollowTheMoney entities in JSON lines, for Aleph; confidence, opponents and denials have no place there',
  files: [{ name: 'graph', write }],
};

async function* write(snapshot: Snapshot): AsyncGenerator<string, void> {
  const kinds = new Map<string, string>();
  for await (const nodes of snapshot.nodes()) {
    for (const { id, kind } of nodes) kinds.set(id, kind);
    yield lines(nodes.map(nodeEntity));
  }
  for await (const edges of snapshot.edges()) {
    const evidence = await snapshot.records.evidenceAbout(edges.map(({ tie }) => tie.id));
    const cited = [...new Set([...evidence.values()].flat().map(({ source }) => source))];
    const sources = new Map((await snapshot.records.sources(cited)).map((source) => [source.id, source]));
    yield lines(edges.map(({ tie }) => linkEntity(tie, evidence.get(tie.id) ?? [], sources, (id) => kinds.get(id))));
  }
  for await (const events of placedEvents(snapshot)) yield lines(events.map(eventEntity));
}

function lines(entities: readonly object[]): string {
  return entities.map((entity) => `${JSON.stringify(entity)}\n`).join('');
}
