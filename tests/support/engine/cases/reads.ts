import { parseDate } from '../../../../src/model/date.ts';
import { ACTOR_KINDS } from '../../../../src/model/kinds.ts';
import { AS_IT_IS, type Cases, type CasesOf, crossed, each, lists, pages, UNKNOWN, WHOLE_LIST } from './cases.ts';

const YEAR = parseDate('2005');

const ACTOR_FILTERS: Cases = {
  'all actors': { kinds: null, ids: null, first: null, last: null },
  'some kinds': { kinds: ACTOR_KINDS.slice(0, 4), ids: null, first: null, last: null },
  'active in 2005': { kinds: null, ids: null, first: YEAR.first, last: YEAR.last },
};

/** Reads of entities, sources, evidence, and of the store itself. */
export const READS: Readonly<Record<string, CasesOf>> = {
  'migration.applied': AS_IT_IS,
  'revision.latest': AS_IT_IS,
  'revision.identity': () => ({ 'the first': { number: 1 }, 'one that does not exist': { number: 999_999 } }),
  'revision.changeSets': () => ({
    'all of them': { numbers: [1, 2] },
    'none that is there': { numbers: [7, 8, 9] },
    'a large list': { numbers: Array.from({ length: 2_000 }, (_, number) => number) },
  }),
  'projection.scanEntities': ({ entities }) => ({
    'the first ones': { after: '', limit: 10 },
    'the next ones': { after: entities[9]!, limit: 10 },
    'a large number': { after: '', limit: 100_000 },
    'past the end': { after: '~', limit: 10 },
  }),
  'projection.scanTies': ({ entities }) => lists('ids', entities),
  'passages.scanSameTies': () => scans(['000000000000', '111111111111']),
  'passages.scan': ({ evidence }) => scans(evidence),
  'events.scanIds': ({ events }) => scans(events),
  'events.scan': ({ events }) => lists('ids', events, 'V-000000000000'),
  'events.scanProvinces': ({ places }) => scans(places),
  'event.byId': ({ events }) => lists('ids', events, 'V-000000000000'),
  'event.participants': ({ events }) => lists('ids', events, 'V-000000000000'),
  'event.coalitions': ({ entities }) => lists('ids', entities),
  'passages.scanSources': ({ sources }) => scans(sources),
  'derive.entities': ({ entities }) => scans(entities),
  'derive.sources': ({ sources }) => scans(sources),
  'derive.events': ({ events }) => scans(events),
  'derive.ties': ({ entities, ties }) =>
    crossed(scans(ties), { 'from all': { ids: entities }, 'from one': { ids: [ties[0]!.slice(0, 12)] } }),
  'derive.names': ({ entities }) => lists('ids', entities),
  'derive.countEntities': AS_IT_IS,
  'derive.countSources': AS_IT_IS,
  'derive.countEvents': AS_IT_IS,
  'derive.countTies': AS_IT_IS,
  'export.scanEvents': ({ events }) => scans(events),
  'export.scanSources': ({ sources }) => scans(sources),
  'export.scanDocuments': ({ documents }) => scans(documents),
  'export.slugs': ({ entities }) => lists('ids', entities),
  'export.tiesInRanges': ({ ties }) => ({
    'all from one entity, and from an unknown one': { rows: [run(ties[0]!, '0', 'W'), run(UNKNOWN, '0', 'W')] },
    'one tie of each of many entities': { rows: ties.map((id) => run(id, id, id)) },
    none: { rows: [] },
  }),
  'status.actors': AS_IT_IS,
  'status.places': AS_IT_IS,
  'status.events': AS_IT_IS,
  'status.sources': AS_IT_IS,
  'status.ties': AS_IT_IS,
  'status.citations': AS_IT_IS,
  'entity.byId': ({ entities }) => lists('ids', entities),
  'entity.names': ({ entities }) => lists('ids', entities),
  'entity.members': ({ entities }) => lists('ids', entities),
  'entity.idsBySlug': ({ slugs }) => lists('slugs', slugs, 'no-such-slug'),
  'entity.idsByIdentifier': ({ identifiers }) => lists('keys', identifiers, 'ucdp:none'),
  'reading.entities': ({ entities }) => scans(entities),
  'import.named': () => ({
    'names of some': { folded: ['hezbollah', 'iran', 'nobody is called so'] },
    'no name': { folded: [] },
  }),
  'search.beginning': () => ({
    'names of one': { folded: 'hezb', limit: 400 },
    'names of many': { folded: 's', limit: 400 },
    'the first of many': { folded: 's', limit: 3 },
    'no name': { folded: 'nobody is called so', limit: 400 },
    'a long text': { folded: 'long '.repeat(10_000), limit: 400 },
  }),
  'actor.list': ({ actors, keys }, [by]) => ({
    ...crossed(ACTOR_FILTERS, by === 'DEGREE' ? degreePages : pages(keys.actor)),
    'only these': { kinds: null, ids: actors.slice(0, 9), first: null, last: null, ...WHOLE_LIST },
  }),
  'actor.count': ({ actors }) => ({
    ...each(ACTOR_FILTERS, { after: '', before: null }),
    'only these': { kinds: null, ids: actors.slice(0, 9), first: null, last: null, after: '', before: null },
  }),
  'place.list': ({ places, keys }) => crossed(placeFilters(places), pages(keys.place)),
  'place.count': ({ places }) => each(placeFilters(places), { after: '', before: null }),
  'place.around': ({ places }) => lists('ids', places),
  'place.inside': ({ places }) => lists('ids', places),
  'source.byId': ({ sources }) => lists('ids', sources, 'S-000000000000'),
  'document.byId': ({ documents }) => lists('ids', documents, 'D-000000000000'),
  'source.list': ({ keys }) => pages(keys.source),
  'source.count': AS_IT_IS,
  'evidence.byId': ({ evidence }) => lists('ids', evidence, 'P-000000000000'),
  'evidence.about': ({ ties, events, evidenceOrd }) => crossed(passageRows([...ties, ...events]), pages(evidenceOrd)),
  'evidence.ofSource': ({ sources, evidenceOrd }) => crossed(lists('ids', sources), pages(evidenceOrd)),
  'evidence.countOfSource': ({ sources }) => lists('ids', sources),
  'evidence.count': ({ ties, events }) => passageRows([...ties, ...events]),
};

/** Rows of what passages are about: one, several that read as one, an unknown one, none, and many. */
function passageRows(ids: readonly string[]): Cases {
  const alone = ids.map((id) => ({ key: id, about: [id] }));
  return {
    'all that there are': { rows: alone },
    'several that read as one, and an unknown one': {
      rows: [
        { key: ids.slice(0, 5).join(' '), about: ids.slice(0, 5) },
        { key: UNKNOWN, about: [UNKNOWN] },
      ],
    },
    none: { rows: [] },
    'a large list': { rows: [...alone, ...Array.from({ length: 2_000 }, (_, number) => ({ key: `${number}`, about: [`${number}`] }))] },
  };
}

const run = (tie: string, first: string, last: string) => ({ from: tie.slice(0, 12), first, last });

/** Scans over ordered ids, in chunks. */
const scans = (ids: readonly string[]): Cases => ({
  'the first ones': { after: '', limit: 2 },
  'the next ones': { after: ids[1]!, limit: 2 },
  'a large number': { after: '', limit: 100_000 },
  'past the end': { after: '~', limit: 2 },
});

/** Sort keys of degrees are counted down from a thousand million, so that the highest degree comes first. */
const degreePages = pages(Array.from({ length: 40 }, (_, degree) => `${1_000_000_000 - 40 + degree}|`));

const placeFilters = (places: readonly string[]): Cases => ({
  'all places': { kinds: null, ids: null },
  'some kinds': { kinds: ['CITY', 'PROVINCE', 'SITE'], ids: null },
  'only these': { kinds: null, ids: places.slice(0, 7) },
  'only a large list': { kinds: null, ids: Array.from({ length: 2_000 }, (_, number) => places[number] ?? `none-${number}`) },
});
