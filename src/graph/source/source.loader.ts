import type { Value } from '../../engine/engine.ts';
import { idKind } from '../../model/id.ts';
import { sourceId } from '../../store/mintId.ts';
import { SOURCE, type SourceRecord } from '../../store/source.ts';
import { recordPerId } from '../common/batch.ts';
import { argumentsKey, type Context } from '../common/context.ts';
import { type Connection, connectionOf, type Page, pageParameters } from '../common/page.ts';
import { COUNT_SOURCES, listSources, SOURCES_BY_ID } from './source.cypher.ts';

/** A source as resolvers return it. */
export interface SourceNode extends SourceRecord {
  readonly __typename: 'Source';
}

function sourceNode(values: Value): SourceNode {
  return { ...SOURCE.decode(values), __typename: 'Source' };
}

/** The source with this id or key; null if there is none. */
export function loadSource(context: Context, reference: string): Promise<SourceNode | null> {
  return context.load('source', idKind(reference) === 'source' ? reference : sourceId(reference), async (_, ids) => {
    return recordPerId(ids, await context.engine.read(SOURCES_BY_ID, { ids }), sourceNode);
  });
}

export async function loadSources(context: Context, page: Page): Promise<Connection<SourceNode>> {
  const found = await context.loadOne(`sources ${argumentsKey(page)}`, async () => {
    const rows = await context.engine.read(listSources(page.backward ? 'DESC' : 'ASC'), pageParameters(page));
    return rows.map(([values]) => sourceNode(values!));
  });
  return connectionOf(
    page,
    found,
    (source) => source.sort,
    () => context.loadOne('countSources', async () => (await context.engine.read(COUNT_SOURCES))[0]![0] as number),
  );
}
