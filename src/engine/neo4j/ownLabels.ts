import { ENTITY_KINDS, labelOf } from '../../model/kinds.ts';
import { MIGRATIONS, textIndexName } from '../migrations.ts';

/**
 * With this every label, index and constraint of ours begins in Neo4j, so that nodes of others in the same database, such as their
 * own `:Entity`, are never read as ours and never written to. Statements name labels without it, as on the embedded engine.
 */
export const OWN = 'Allegiance';

/** A label, such as `:Entity`; types of relationships are in capitals. */
const LABEL = /:([A-Z][A-Za-z]*[a-z][A-Za-z]*)\b/g;
const SCHEMA_NAME = /\b(INDEX|CONSTRAINT) (?=[A-Z][a-z])/g;
const LABELS_OF = /\blabels\((\w+)\)/g;

const translated = new Map<string, string>();

/** The text of a statement with our own labels; `labels(n)` gives them as the statement names them. */
export function withOwnLabels(text: string): string {
  let own = translated.get(text);
  if (own === undefined) {
    own = text
      .replace(LABEL, `:${OWN}$1`)
      .replace(SCHEMA_NAME, `$1 ${OWN}`)
      .replace(LABELS_OF, `[label IN labels($1) WHERE label STARTS WITH '${OWN}' | substring(label, ${OWN.length})]`);
    translated.set(text, own);
  }
  return own;
}

/** The name of the full-text index over a property, in Neo4j. */
export function ownTextIndexName(over: { readonly label: string; readonly property: string }): string {
  return OWN + textIndexName(over);
}

/** What every node of ours with a label has: nodes without it were written by others. */
const PROPERTIES: Readonly<Record<string, readonly string[]>> = {
  Entity: ['id', 'canon', 'revision'],
  Identifier: ['key', 'owner'],
  Name: ['owner', 'folded'],
  Event: ['id', 'revision', 'recordedAt'],
  Source: ['id', 'revision', 'recordedAt'],
  Evidence: ['id', 'about', 'revision'],
  Document: ['id', 'source', 'sha256'],
  Draft: ['id', 'state', 'rows'],
  Counter: ['id', 'number'],
  Revision: ['number', 'key'],
  ChangeSet: ['revision', 'rows'],
  Change: ['revision', 'previous', 'kind'],
  Retracted: ['id', 'record'],
  Token: ['hash', 'role'],
  Migration: ['number', 'title'],
};

/** Counts the nodes with one of our labels that lack what ours have: they were written by others. */
export function countForeign(label: string): string {
  const lacks = (PROPERTIES[label] ?? ['id']).map((name) => `n.${name} IS NULL`).join(' OR ');
  return `MATCH (n:${OWN}${label}) WHERE ${lacks} RETURN count(n)`;
}

/** Whether a database was written by a version whose labels were not yet its own. */
export const HAS_EARLIER_LABELS = `MATCH (n:Migration {number: 1}) WHERE n.title = '${MIGRATIONS[0]!.title}' RETURN count(n)`;

/**
 * Gives the nodes of such a version our own labels, in transactions of 10,000, and drops its indexes, which would also hold for nodes of
 * others. Each can be run again; those of the migrations come last, since they show that there is work to do.
 */
export function toOwnLabels(): { readonly drop: readonly string[]; readonly relabel: readonly string[] } {
  const steps = MIGRATIONS.flatMap((migration) => migration.steps).flatMap((step) => (step.kind === 'counter' ? [] : [step]));
  const drop = steps.map((step) => {
    const name = `${step.label}_${step.property}`;
    if (step.kind === 'unique') return `DROP CONSTRAINT ${name}_unique IF EXISTS`;
    return `DROP INDEX ${step.kind === 'text' ? textIndexName(step) : name} IF EXISTS`;
  });
  const isOurs = (label: string) => PROPERTIES[label]!.map((name) => `n.${name} IS NOT NULL`).join(' AND ');
  const relabel = (from: string, label: string, where: string) =>
    `MATCH (n:${from}) WHERE ${where} CALL (n) { SET n:${OWN}${label} REMOVE n:${label} } IN TRANSACTIONS OF 10000 ROWS`;
  return {
    drop,
    relabel: [
      ...['Actor', ...ENTITY_KINDS.map(labelOf)].map((kind) => relabel(`Entity:${kind}`, kind, isOurs('Entity'))),
      ...Object.keys(PROPERTIES).map((label) => relabel(label, label, isOurs(label))),
    ],
  };
}
