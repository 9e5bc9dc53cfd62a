import type { Value } from '../../engine/engine.ts';
import { passagesTag } from '../../revisions/touched.ts';
import { EVIDENCE, type EvidenceRecord } from '../../store/source.ts';
import { countPerKey, listPerKey, recordPerId } from '../common/batch.ts';
import { argumentsKey, type Context, ofRecord, type TagsOf } from '../common/context.ts';
import { type Connection, connectionOf, type Page, pageParameters } from '../common/page.ts';
import { COUNT_EVIDENCE, COUNT_EVIDENCE_OF, EVIDENCE_BY_ID, evidenceAbout, evidenceOf } from './evidence.cypher.ts';

/** A passage as resolvers return it. */
export interface EvidenceNode extends EvidenceRecord {
  readonly __typename: 'Evidence';
}

function evidenceNode(values: Value): EvidenceNode {
  return { ...EVIDENCE.decode(values), __typename: 'Evidence' };
}

export function loadEvidence(context: Context, id: string): Promise<EvidenceNode | null> {
  return context.load(
    'evidence',
    id,
    async ({ engine }, ids) => {
      return recordPerId(ids, await engine.read(EVIDENCE_BY_ID, { ids }), evidenceNode);
    },
    ofRecord,
  );
}

/** A page of the evidence about an event, or about ties that read as one. */
export async function loadEvidenceAbout(context: Context, about: readonly string[], page: Page): Promise<Connection<EvidenceNode>> {
  const found = await context.load(
    `evidenceAbout ${argumentsKey(page)}`,
    keyOf(about),
    async ({ engine }, keys) => {
      const rows = await engine.read(evidenceAbout(page.backward ? 'DESC' : 'ASC'), { rows: rowsOf(keys), ...pageParameters(page) });
      return listPerKey(keys, rows, evidenceNode);
    },
    ofPassages,
  );
  return connectionOf(
    page,
    found,
    (evidence) => evidence.ord,
    () => countEvidence(context, about),
  );
}

/** A page of the passages of a source. */
export async function loadEvidenceOf(context: Context, source: string, page: Page): Promise<Connection<EvidenceNode>> {
  const found = await context.load(
    `evidenceOf ${argumentsKey(page)}`,
    source,
    async ({ engine }, ids) => {
      const rows = await engine.read(evidenceOf(page.backward ? 'DESC' : 'ASC'), { ids, ...pageParameters(page) });
      return listPerKey(ids, rows, evidenceNode);
    },
    ofPassages,
  );
  return connectionOf(
    page,
    found,
    (evidence) => evidence.ord,
    () =>
      context.load(
        'countEvidenceOf',
        source,
        async ({ engine }, ids) => countPerKey(ids, await engine.read(COUNT_EVIDENCE_OF, { ids })),
        ofPassages,
      ),
  );
}

/** Number of passages about an event, or about ties that read as one. */
export function countEvidence(context: Context, about: readonly string[]): Promise<number> {
  return context.load(
    'countEvidence',
    keyOf(about),
    async ({ engine }, keys) => countPerKey(keys, await engine.read(COUNT_EVIDENCE, { rows: rowsOf(keys) })),
    ofPassages,
  );
}

/** Of a list or count of the passages about some records, or of a source: the records are the key. */
const ofPassages: TagsOf<unknown> = (key) => key.split(' ').map(passagesTag);

const keyOf = (about: readonly string[]): string => about.join(' ');

function rowsOf(keys: readonly string[]): { key: string; about: string[] }[] {
  return keys.map((key) => ({ key, about: key.split(' ') }));
}
