import { EDITING } from '../support/editing/cases.ts';
import { describeSameResults } from '../support/engine/sameResults.ts';

/** A history of edits. */
const CHANGED = `
CREATE (:Retracted {id: 'retracted 1', kind: 'tie', reason: 'x', record: '{}', recordedAt: 'then', revision: 3})
CREATE (:Retracted {id: 'retracted 2', kind: 'evidence', about: 'about 1', reason: 'y', record: '{}', recordedAt: 'then', revision: 4})
CREATE (a:Actor {id: 'same a'})-[:BACKS {id: 'same 1', sameAs: 'same 3'}]->(b:Actor {id: 'same b'})
CREATE (a)-[:BACKS {id: 'same 2', sameAs: 'same 3'}]->(b) CREATE (a)-[:BACKS {id: 'same 3'}]->(b)
CREATE (:Change {about: 'changed 1', revision: 4, kind: 'UPDATED', previous: 1, before: '{}', after: '{}'})
CREATE (:Change {about: 'changed 2', revision: 3, kind: 'RETRACTED', previous: 2, before: '{}', after: '{}'})
CREATE (:Draft {id: 'draft 1', ord: '1|draft 1', title: 'One', by: 'Anna', at: 'then', state: 'OPEN', baseRevision: 1, rows: '[]', version: 1})
CREATE (:Draft {id: 'draft 2', ord: '2|draft 2', title: 'Two', by: 'Anna', at: 'then', state: 'CLOSED', baseRevision: 2, rows: '[]', version: 3})
CREATE (:Draft {id: 'draft 3', ord: '3|draft 3', title: 'Three', by: 'Ben', at: 'then', state: 'OPEN', baseRevision: 2, rows: '[]', version: 1})`;

describeSameResults('every statement of editing returns the same as on the embedded engine', { cases: EDITING, more: CHANGED });
