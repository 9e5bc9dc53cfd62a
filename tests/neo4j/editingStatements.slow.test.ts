import { EDITING } from '../support/editing/cases.ts';
import { describeSameResults } from '../support/engine/sameResults.ts';

/** A history of edits. */
const CHANGED = `
CREATE (:Retracted {id: 'retracted 1', kind: 'tie', reason: 'x', record: '{}', recordedAt: 'then', revision: 3})
CREATE (:Retracted {id: 'retracted 2', kind: 'evidence', about: 'about 1', reason: 'y', record: '{}', recordedAt: 'then', revision: 4})
CREATE (a:Actor {id: 'same a'})-[:BACKS {id: 'same 1', sameAs: 'same 3'}]->(b:Actor {id: 'same b'})
CREATE (a)-[:BACKS {id: 'same 2', sameAs: 'same 3'}]->(b) CREATE (a)-[:BACKS {id: 'same 3'}]->(b)
CREATE (:Reassessment {source: 'wide 1', revision: 3, by: 'x', after: 'k', done: 2, total: 5})
CREATE (:Reassessment {source: 'wide 2', revision: 4, by: 'y', after: '', done: 0, total: 6})
CREATE (:Change {about: 'changed 1', revision: 4, kind: 'UPDATED', previous: 1, before: '{}', after: '{}'})
CREATE (:Change {about: 'changed 2', revision: 3, kind: 'RETRACTED', previous: 2, before: '{}', after: '{}'})`;

describeSameResults('every statement of editing returns the same as on the embedded engine', { cases: EDITING, more: CHANGED });
