import type { Parameters, Value } from '../../../src/engine/engine.ts';
import { type Cases, type CasesOf, crossed, lists, pages, UNKNOWN } from '../engine/cases/cases.ts';
import { tieRows } from '../engine/cases/ties.ts';

const numbers: Cases = {
  'one, one twice, and an unknown one': { numbers: [1, 2, 2, 99] },
  none: { numbers: [] },
};

/** Some of the existing ones with an unknown one, and none. */
const some = (name: string, known: readonly string[]): Cases => ({
  'some and an unknown one': { [name]: [...known.slice(0, 5), UNKNOWN] },
  none: { [name]: [] },
});

const retracted = (number: number): Readonly<Record<string, Value>> => ({
  ...{ id: `gone ${number}`, kind: 'evidence', about: number % 2 ? 'something' : null, reason: 'ü', record: '{"a":"“"}' },
  ...{ recordedAt: '2026-02-01T00:00:00.000Z', revision: 99 },
});

const RETRACTED_IDS: Cases = { 'all that was, and an unknown one': { ids: ['retracted 1', 'retracted 2', 'about 1', UNKNOWN] } };

const draft = (number: number): Readonly<Record<string, Value>> => ({
  ...{ id: `R-NEW ${number}`, ord: `2026-02-01T00:00:00.000Z|R-NEW ${number}`, title: 'ü', by: 'a test', state: 'OPEN' },
  ...{ at: '2026-02-01T00:00:00.000Z', baseRevision: 1, source: null, rows: '[{"a":"“"}]', revisions: [], version: 1, lastKey: 'k' },
});
const STATES: Cases = { 'in any state': { state: null }, 'open ones': { state: 'OPEN' }, 'closed ones': { state: 'CLOSED' } };

const DRAFTS: Readonly<Record<string, CasesOf>> = {
  'draft.byId': () => ({ 'all there are, and an unknown one': { ids: ['draft 1', 'draft 2', UNKNOWN] }, none: { ids: [] } }),
  'draft.newest': () => crossed(STATES, pages(['1|draft 1', '2|draft 2', '3|draft 3'])),
  'draft.oldest': () => crossed(STATES, pages(['1|draft 1', '2|draft 2', '3|draft 3'])),
  'draft.count': () => STATES,
  'draft.countOpen': () => ({ 'of one who has some': { by: 'Anna' }, 'of nobody': { by: 'nobody' } }),
  'draft.create': () => ({
    'one and another': { rows: [draft(1), { ...draft(2), decidedBy: 'Anna', revisions: [3, 4] }] },
    none: { rows: [] },
    'a large number': { rows: Array.from({ length: 2_000 }, (_, number) => draft(number)) },
  }),
  'draft.update': () => ({
    'one and an unknown one': {
      rows: [
        { ...draft(1), id: 'draft 1', state: 'CLOSED' },
        { ...draft(2), id: UNKNOWN },
      ],
    },
    none: { rows: [] },
  }),
};

/** The statements of editing, and the cases on which the engines are compared. */
export const EDITING: Readonly<Record<string, CasesOf>> = {
  'write.evidenceById': ({ evidence }) => lists('ids', evidence),
  'write.entitiesByCanon': ({ entities }) => lists('canons', entities),
  'write.retractedById': () => RETRACTED_IDS,
  'write.retractedAbout': () => RETRACTED_IDS,
  'write.aboutBySource': ({ sources }) => lists('ids', sources),
  'write.aboutBySpeaker': ({ actors }) => lists('ids', actors),
  'write.canons': ({ merged }) => lists('ids', merged),
  'same.ofCanons': ({ actors }) => lists('ids', actors),
  'same.against': ({ actors }) => lists('ids', actors),
  'same.ofPairs': ({ ties }) => ({
    'the pairs of some': { rows: ties.slice(0, 50).map((id) => ({ first: id.slice(0, 12), second: id.slice(14, 26) })) },
    none: { rows: [] },
  }),
  'reassess.pending': () => ({ 'as it is': {} }),
  'reassess.position': () => ({ 'one, half done': { source: 'wide 1' }, 'an unknown one': { source: UNKNOWN } }),
  'reassess.create': () => ({
    'another one': { rows: [{ source: 'wide 3', revision: 7, by: 'ü', after: '', done: 0, total: 9 }] },
    none: { rows: [] },
  }),
  'reassess.advance': () => ({
    'one, half done': { source: 'wide 1', after: 'x', done: 4 },
    'an unknown one': { source: UNKNOWN, after: 'x', done: 4 },
  }),
  'reassess.delete': () => ({ 'one, half done': { source: 'wide 1' }, 'an unknown one': { source: UNKNOWN } }),
  'reassess.count': ({ sources }) => ({ 'one that is cited': { source: sources[0]! }, 'an unknown one': { source: UNKNOWN } }),
  'reassess.citing': ({ sources, ties }) => ({
    'from the beginning': { source: sources[0]!, after: '', limit: 3 },
    'after one': { source: sources[0]!, after: ties[0]!, limit: 100 },
    'an unknown one': { source: UNKNOWN, after: '', limit: 10 },
  }),
  'write.revisionAuthors': () => numbers,
  'passages.scanSameBacking': () => ({
    'all that is shown as another': { after: '', limit: 10 },
    'the next ones': { after: 'same 1', limit: 10 },
  }),
  'derive.retracted': () => ({
    'all that was': { after: '', limit: 10 },
    'the next ones': { after: 'retracted 1', limit: 10 },
  }),
  'derive.countRetracted': () => ({ 'as it is': {} }),
  'need.ties': ({ entities }) => lists('ids', entities),
  'need.ends': ({ entities }) => lists('ids', entities),
  'write.around': ({ places }) => lists('ids', places),
  'need.opponent': ({ entities }) => lists('ids', entities),
  'need.speaker': ({ entities }) => lists('ids', entities),
  'need.land': ({ entities }) => lists('ids', entities),
  'need.merges': ({ entities }) => lists('ids', entities),
  ...DRAFTS,
  'need.source': ({ sources }) => lists('ids', sources),
  'need.document': ({ sources, documents }) => ({
    'some and an unknown one': { rows: [...documents, UNKNOWN].map((document, number) => ({ document, source: sources[number]! })) },
    none: { rows: [] },
  }),
  'retracted.create': () => ({
    'one and another': { rows: [retracted(1), retracted(2)] },
    none: { rows: [] },
    'a large number': { rows: Array.from({ length: 2_000 }, (_, number) => retracted(number)) },
  }),
  'retracted.delete': () => ({ 'one and an unknown one': { ids: ['retracted 1', UNKNOWN] } }),
  'tie.delete': ({ ties }) => tieRows(ties),
  'tie.revision': ({ ties }) => ({
    'one tie': { id: ties[0]!, from: ties[0]!.slice(0, 12) } satisfies Parameters,
    'an unknown one': { id: UNKNOWN, from: ties[0]!.slice(0, 12) },
  }),
  'evidence.delete': ({ evidence }) => some('ids', evidence),
  'document.delete': ({ documents }) => some('ids', documents),
  'source.delete': ({ sources }) => some('ids', sources),
  // An event or entity is deleted only when it has no relationships; this graph has none such.
  'event.delete': () => ({ 'an unknown one': { ids: [UNKNOWN] } }),
  'entity.delete': () => ({ 'an unknown one': { ids: [UNKNOWN] } }),
  'identifier.delete': ({ identifiers }) => some('keys', identifiers),
  'export.scanRetracted': () => ({
    'ties since the beginning': { kind: 'tie', revision: 0, after: '', last: null },
    'a range without any': { kind: 'tie', revision: 0, after: 's', last: 'z' },
    'nothing since': { kind: 'tie', revision: 1_000, after: '', last: null },
  }),
  'export.changesSince': () => ({
    'some that changed, and an unknown one': { ids: ['changed 1', 'changed 2', UNKNOWN], revision: 0 },
    'nothing since': { ids: ['changed 1', 'changed 2', UNKNOWN], revision: 1_000 },
  }),
  'export.scanRevisions': () => ({
    'the first ones': { after: 0, last: 1_000, limit: 3 },
    'none after the last': { after: 1_000, last: 2_000, limit: 3 },
  }),
  'export.changesOfRevisions': () => ({ 'all of them': { after: 0, last: 1_000 }, 'none after the last': { after: 1_000, last: 2_000 } }),
  'export.retractedUntil': () => ({
    'all of it': { revision: 1_000, after: '', limit: 100 },
    'nothing before the first': { revision: 0, after: '', limit: 100 },
  }),
  'revision.byNumber': () => numbers,
  'change.about': () => ({ 'some that changed, and an unknown one': { ids: ['changed 1', 'changed 2', UNKNOWN] } }),
};
