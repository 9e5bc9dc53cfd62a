import { z } from 'zod';
import { queryAddress } from '../address.ts';
import { given } from '../claims.ts';
import { toolDocument } from '../operations.ts';
import { ARGUMENTS, answerOf, PROPOSAL_ITEM } from '../schemas.ts';
import { oneLine } from '../text.ts';
import { tool } from '../tool.ts';

interface ProposeAnswer {
  readonly saveDraft: {
    readonly id: string;
    readonly title: string;
    readonly rows: readonly {
      readonly index: number;
      readonly statement: string;
      readonly verdict: string;
      readonly problems: readonly { readonly field: string | null; readonly code: string; readonly message: string }[];
    }[];
  };
}

const MAX_ROWS = 100;
const MAX_WORDS = 2_000;

/** Needs the token of a proposer or an editor. */
export const PROPOSE_TOOL = tool({
  name: 'propose',
  title: 'Propose',
  description:
    'Saves rows as a draft that waits for a person; nothing is written to the graph. Use it only when the user asks for it. Each row rests on a quote of the text, word for word. Answers what writing each row would come to now. Needs a token of the role proposer or editor.',
  input: z.strictObject({
    title: z.string().min(1).max(300).describe('What it is about, in one line.'),
    source: ARGUMENTS.name.optional().describe('The source that the rows come from, by key or id, if it is recorded.'),
    rows: z
      .array(
        z.strictObject({
          kind: z.enum(['ACTOR', 'PLACE', 'SOURCE', 'EVENT', 'RELATIONSHIP', 'EVIDENCE']),
          input: z
            .record(z.string(), z.unknown())
            .describe('Its fields, as ActorInput, PlaceInput, SourceInput, EventInput, RelationshipInput, or EvidenceInput with `about`.'),
          quote: z.string().min(1).max(MAX_WORDS).optional().describe('The words that it rests on, exactly as they stand.'),
          why: z.string().min(1).max(MAX_WORDS).optional().describe('Why it is proposed, in one line.'),
        }),
      )
      .min(1)
      .max(MAX_ROWS)
      .describe(
        'Those that others refer to may come in any order. A promise, threat or plan is an EVENT (PLEDGE, STATEMENT), not a RELATIONSHIP.',
      ),
    maxTokens: ARGUMENTS.maxTokens,
  }),
  output: answerOf(PROPOSAL_ITEM),
  answer: async (graph, { title, source, rows }) => {
    const { saveDraft } = await graph.execute<ProposeAnswer>(toolDocument('propose'), { title, source: source ?? null, rows });
    const { id } = saveDraft;
    const address = queryAddress(
      graph.address,
      `{ draft(id: ${JSON.stringify(id)}) { title by rows { statement verdict problems { message } } } }`,
    );
    const rejected = saveDraft.rows.filter(({ verdict }) => verdict === 'REJECTED').length;
    return {
      outcome: 'FOUND',
      sentence: `Saved as the draft ${id}, which waits for a person: ${saveDraft.rows.length} rows, of which ${rejected} could not be written as they are. Nothing is in the graph yet.`,
      items: saveDraft.rows.map(
        ({ index, statement, verdict, problems }) =>
          () =>
            given({
              sentence: oneLine(statement),
              index,
              verdict,
              problems: problems.map(({ field, code, message }) =>
                oneLine(`${field === null ? '' : `${field}: `}${code}: ${message}`, 400),
              ),
              cite: { ids: [id], address },
            }),
      ),
      total: saveDraft.rows.length,
    };
  },
});
