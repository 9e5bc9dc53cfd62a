import { type GraphQLError, type GraphQLSchema, graphql } from 'graphql';
import type { Engine } from '../../../src/engine/engine.ts';
import { migrate } from '../../../src/engine/migrations.ts';
import { Context } from '../../../src/graph/common/context.ts';
import { createServices, type Services } from '../../../src/graph/common/services.ts';
import { allegianceSchema } from '../../../src/graph/schema.ts';
import type { Caller } from '../../../src/model/caller.ts';
import type { AllegianceError } from '../../../src/model/errors.ts';
import { buildProjection } from '../../../src/revisions/buildProjection.ts';
import { dump } from '../analysis/dump.ts';
import { digest } from '../engine/digest.ts';

export const NOW = new Date('2026-01-31T12:00:00.000Z');
export const ANNA: Caller = { name: 'Anna', role: 'editor' };

interface RowProblem {
  readonly field: string | null;
  readonly code: string;
  readonly message: string;
}

interface WriteReport {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly rejected: number;
  readonly revision: number;
  readonly rows: readonly { row: number; verdict: string; id: string | null; problems: readonly RowProblem[] }[];
}

/** A report with its rows as columns, which tests compare. */
export interface Report extends Omit<WriteReport, 'rows'> {
  readonly verdicts: readonly string[];
  readonly ids: readonly (string | null)[];
  readonly problems: readonly (RowProblem & { row: number })[];
}

const REPORT = '{ created updated unchanged rejected revision rows { row verdict id problems { field code message } } }';

function reportOf({ rows, ...counts }: WriteReport): Report {
  return {
    ...counts,
    verdicts: rows.map(({ verdict }) => verdict),
    ids: rows.map(({ id }) => id),
    problems: rows.flatMap(({ row, problems }) => problems.map((problem) => ({ row, ...problem }))),
  };
}

const ROW_TYPES = {
  upsertActors: 'ActorInput',
  upsertPlaces: 'PlaceInput',
  upsertSources: 'SourceInput',
  upsertEvents: 'EventInput',
  recordRelationships: 'RelationshipInput',
} as const;

type Options = { readonly partial?: boolean; readonly ifRevision?: number };

let schema: GraphQLSchema | undefined;

interface Session {
  readonly engine: Engine;
  readonly services: Services;
  /** Runs a query or mutation. Throws the first error of a response with errors. */
  query<T>(source: string, variables?: Record<string, unknown>): Promise<T>;
}

/** Edits a graph by GraphQL as one caller. */
export function editor(engine: Engine, caller: Caller = ANNA) {
  const services = createServices(engine);
  const query = async <T>(source: string, variableValues: Record<string, unknown> = {}): Promise<T> => {
    schema ??= allegianceSchema();
    const contextValue = new Context(engine, services, undefined, caller);
    const { data, errors } = await graphql({ schema, source, variableValues, contextValue });
    if (errors) throw errors[0]!.originalError ?? errors[0]!;
    return JSON.parse(JSON.stringify(data)) as T;
  };
  const report = async (call: string, declared = '', variables: Record<string, unknown> = {}): Promise<Report> => {
    const { report: answer } = await query<{ report: WriteReport }>(`mutation${declared} { report: ${call} ${REPORT} }`, variables);
    return reportOf(answer);
  };
  const rows =
    (mutation: keyof typeof ROW_TYPES) =>
    (given: readonly object[], { partial, ifRevision }: Options = {}) =>
      report(
        `${mutation}(rows: $rows, partial: $partial, ifRevision: $ifRevision)`,
        `($rows: [${ROW_TYPES[mutation]}!]!, $partial: Boolean, $ifRevision: Int)`,
        { rows: given, partial, ifRevision },
      );
  const about =
    (mutation: string) =>
    (id: string, reason = 'because') =>
      report(`${mutation}(id: $id, reason: $reason)`, '($id: ID!, $reason: String!)', { id, reason });
  const session: Session = { engine, services, query };
  return {
    ...session,
    upsertActors: rows('upsertActors'),
    upsertPlaces: rows('upsertPlaces'),
    upsertSources: rows('upsertSources'),
    upsertEvents: rows('upsertEvents'),
    recordRelationships: rows('recordRelationships'),
    addEvidence: (id: string, evidence: readonly object[]) =>
      report('addEvidence(about: $id, evidence: $evidence)', '($id: ID!, $evidence: [EvidenceInput!]!)', { id, evidence }),
    retract: about('retract'),
    restore: about('restore'),
    unmerge: about('unmergeActor'),
    correct: (id: string, correction: object, { ifRevision, reason = 'it was wrong' }: { ifRevision?: number; reason?: string } = {}) =>
      report(
        'correctEntity(id: $id, name: $name, kind: $kind, placeKind: $placeKind, dropOldName: $dropOldName, reason: $reason, ifRevision: $ifRevision)',
        '($id: ID!, $name: String, $kind: EntityKind, $placeKind: PlaceKind, $dropOldName: Boolean, $reason: String!, $ifRevision: Int)',
        { id, reason, ifRevision, ...correction },
      ),
    merge: (keep: string, merge: string, reason = 'the same') =>
      report('mergeActors(keep: $keep, merge: $merge, reason: $reason)', '($keep: ID!, $merge: ID!, $reason: String!)', {
        keep,
        merge,
        reason,
      }),
  };
}
export type Editor = ReturnType<typeof editor>;

/** The report of a write; null if it wrote nothing because of invalid rows. Throws other errors. */
export async function attempt(call: Promise<Report>): Promise<Report | null> {
  try {
    return await call;
  } catch (error) {
    if ((error as AllegianceError).code === 'ROWS_REJECTED') return null;
    throw error;
  }
}

/** The problems in the error of a write that wrote nothing because of invalid rows. Throws if it was written, and other errors. */
export async function problemsOf(call: Promise<Report>): Promise<readonly (RowProblem & { row: number })[]> {
  const error = await call.then(
    (report) => new Error(`Expected invalid rows; they were written: ${report.verdicts}.`),
    (thrown: AllegianceError) => thrown,
  );
  if (!('code' in error) || error.code !== 'ROWS_REJECTED') throw error;
  const rows = error.details.rows as readonly { row: number; problems: readonly RowProblem[] }[];
  return rows.flatMap(({ row, problems }) => problems.map((problem) => ({ row, ...problem })));
}

/** The code of the error that a call throws. */
export async function codeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    return (error as { code?: string }).code ?? (error as GraphQLError).message;
  }
  return 'nothing was thrown';
}

/** Prepares a store for editing. */
export const setUp = async (engine: Engine): Promise<void> => void (await migrate(engine, NOW));

/** The contents of the followed projection and of a rebuilt one, for all entities. */
export async function projections({ engine, services }: Editor): Promise<{ followed: unknown; built: unknown }> {
  const rows = await engine.read({ name: 'test.ids', text: 'MATCH (n:Entity) RETURN n.id' });
  const ids = rows.map(([id]) => id as string).sort();
  const followed = await services.projection.view();
  const built = (await buildProjection(engine)).view;
  return { followed: dump(followed, ids), built: dump(built, ids) };
}

/** The contents of the store without revisions and history, and without the revision that last changed each relationship. */
export async function contentsWithoutHistory({ engine }: Editor): Promise<string[]> {
  const lines = await digest((statement) => engine.read(statement));
  return lines
    .filter((line) => !/^\[\["(Revision|ChangeSet|Change|Counter)"\]/.test(line))
    .map((line) => (/^\["/.test(line) ? line.replace(/"revision":\d+/, '"revision":0') : line));
}
