import type { Target } from '../../exchange/import/run.ts';
import type { RowProblem, RowReport, Verdict } from '../../write/report.ts';
import type { BatchKind } from '../../write/validate/validate.ts';
import type { GraphClient, Operation } from '../query/graphClient.ts';

/** The kinds of rows that a draft holds, in the order of writing. */
const ROW_KINDS: Partial<Record<BatchKind, string>> = {
  sources: 'SOURCE',
  places: 'PLACE',
  actors: 'ACTOR',
  events: 'EVENT',
  relationships: 'RELATIONSHIP',
  passages: 'EVIDENCE',
};

/** A draft has at most 1,000 rows, and a request at most 256 kB. */
const MAX_ROWS = 1_000;
const MAX_BYTES = 200_000;

interface PlacedRow {
  readonly kind: BatchKind;
  readonly index: number;
  readonly input: object;
}

interface SavedRows {
  readonly saveDraft: {
    readonly id: string;
    readonly rows: readonly {
      readonly verdict: Verdict;
      readonly problems: readonly { readonly field: string | null; readonly code: RowProblem['code']; readonly message: string }[];
    }[];
  };
}

const SAVE_ROWS: Operation<SavedRows> = {
  text: 'mutation ($draft: DraftInput!) { saveDraft(draft: $draft) { id rows { verdict problems { field code message } } } }',
};

/**
 * A target that writes nothing into the graph: the rows of an import are saved as drafts, for a person to decide on. Its report says
 * what writing them would come to now.
 * @param onSaved Called with the id of each draft.
 */
export function draftTarget(graph: GraphClient, title: string, onSaved: (id: string) => void): Target {
  let number = 0;
  return async (batch, { summary }) => {
    const report = { rows: [] as RowReport[], problems: [] as RowProblem[], revision: 0 };
    const rows = Object.entries(batch).flatMap(([kind, inputs]) =>
      inputs.map((input, index): PlacedRow => ({ kind: kind as BatchKind, index, input: input as object })),
    );
    for (const { kind, index: row } of rows) if (!ROW_KINDS[kind]) refuse(report, kind, row);
    const order = Object.keys(ROW_KINDS);
    const held = rows.filter(({ kind }) => ROW_KINDS[kind]).sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
    for (const part of parts(held)) {
      number++;
      const proposed = part.map(({ kind, input }) => ({ kind: ROW_KINDS[kind], input, why: summary }));
      const draft = { title: number === 1 ? title : `${title} (${number})`, rows: proposed };
      const { saveDraft: saved } = await graph.execute(SAVE_ROWS, { draft });
      onSaved(saved.id);
      for (const [at, { verdict, problems }] of saved.rows.entries()) {
        const { kind, index: row } = part[at]!;
        report.rows.push({ kind, row, verdict, id: null });
        report.problems.push(...problems.map((problem) => ({ ...problem, kind, row })));
      }
    }
    return report;
  };
}

function refuse(report: { rows: RowReport[]; problems: RowProblem[] }, kind: BatchKind, row: number): void {
  const message = `Expected rows that a draft can hold: ${Object.keys(ROW_KINDS).join(', ')}; got one of ${kind}. Import it without --draft.`;
  report.rows.push({ kind, row, verdict: 'REJECTED', id: null });
  report.problems.push({ kind, row, field: null, code: 'BAD_INPUT', message });
}

function* parts(rows: readonly PlacedRow[]): Generator<readonly PlacedRow[]> {
  let part: PlacedRow[] = [];
  let bytes = 0;
  for (const row of rows) {
    const length = Buffer.byteLength(JSON.stringify(row.input));
    if (part.length > 0 && (part.length === MAX_ROWS || bytes + length > MAX_BYTES)) {
      yield part;
      [part, bytes] = [[], 0];
    }
    part.push(row);
    bytes += length;
  }
  if (part.length > 0) yield part;
}
