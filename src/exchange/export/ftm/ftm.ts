import { placedEvents } from '../events.ts';
import type { ExportFormat } from '../format.ts';
import type { Edge, Snapshot } from '../snapshot.ts';
import { eventEntity, type FtmEnd, ftmIdOf, linkEntity, nodeEntity } from './entities.ts';

/**
 * Entities of FollowTheMoney (https://followthemoney.tech), one in each line, for Aleph, OpenSanctions' tools and others that join by
 * them. docs/exporting.md lists what has no place there.
 */
export const FTM: ExportFormat = {
  name: 'ftm',
  mediaType: 'application/json+ftm',
  summary: 'FollowTheMoney entities in JSON lines, for Aleph; confidence, opponents and denials have no place there',
  lacks: ['denied', 'merged', 'documents'],
  files: [{ name: 'graph', write }],
};

async function* write(snapshot: Snapshot): AsyncGenerator<string, void> {
  const { records, leftOut } = snapshot;
  const cited = new Set<string>();
  // What links need of their ends, by id.
  const ends = new Map<string, FtmEnd>();
  for await (const nodes of snapshot.nodes()) {
    for (const node of nodes) ends.set(node.id, { kind: node.kind, name: node.name, ftmId: ftmIdOf(node) });
    yield lines(nodes.map((node) => nodeEntity(node, leftOut)));
  }
  for await (const edges of snapshot.edges()) {
    const evidence = await records.evidenceAbout(edges.map(({ tie }) => tie.id));
    const citedHere = [...new Set([...evidence.values()].flat().map(({ source }) => source))];
    for (const source of citedHere) cited.add(source);
    const sources = new Map((await records.sources(citedHere)).map((source) => [source.id, source]));
    const link = ({ tie }: Edge) => linkEntity(tie, [ends.get(tie.from)!, ends.get(tie.to)!], evidence.get(tie.id) ?? [], sources, leftOut);
    yield lines(edges.map(link));
  }
  const idOf = (id: string): string => ends.get(snapshot.canonicalId(id))?.ftmId ?? id;
  for await (const events of placedEvents(snapshot)) {
    const evidence = await records.evidenceAbout(events.map(({ event }) => event.id));
    for (const { source } of [...evidence.values()].flat()) cited.add(source);
    yield lines(events.map((placed) => eventEntity(placed, evidence.get(placed.event.id) ?? [], idOf, leftOut)));
  }
  leftOut.add('sourceDetails', cited.size);
}

function lines(entities: readonly object[]): string {
  return entities.map((entity) => `${JSON.stringify(entity)}\n`).join('');
}
