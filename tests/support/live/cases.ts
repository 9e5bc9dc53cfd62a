import { type Cases, type CasesOf, UNKNOWN } from '../engine/cases/cases.ts';

const numbers: Cases = {
  'some, one twice, and an unknown one': { numbers: [1, 2, 2, 3, 4, 99] },
  none: { numbers: [] },
};

const token = (name: string) => ({ hash: `hash of ${name}`, name, role: 'editor', createdAt: '2026-02-01T00:00:00.000Z' });

/** The statements of tokens and of subscriptions, and the cases on which the engines are compared. */
export const FOLLOWING: Readonly<Record<string, CasesOf>> = {
  'revision.changedRecords': () => numbers,
  'revision.changedLater': () => numbers,
  'revision.writtenEvents': () => numbers,
  'live.eventsInvolving': ({ events, entities, actors, places }) => ({
    'all events, all entities': { events, entities },
    'all events, some actors': { events, entities: actors.slice(0, 3) },
    'all events, places': { events, entities: places },
    'one twice, one unknown, an unknown entity': { events: [events[0]!, events[0]!, UNKNOWN], entities: [UNKNOWN] },
    none: { events: [], entities },
  }),
  'token.list': () => ({ 'as it is': {} }),
  'token.add': () => ({
    'a new name': token('Ærø “𐎀”'),
    'a name in force': token('in force'),
    'a name that was revoked': token('revoked'),
  }),
  'token.revoke': () => ({
    'one in force': { name: 'in force', at: '2026-02-01T00:00:00.000Z' },
    'one that is revoked': { name: 'revoked', at: '2026-02-01T00:00:00.000Z' },
    'an unknown one': { name: UNKNOWN, at: '2026-02-01T00:00:00.000Z' },
  }),
};
