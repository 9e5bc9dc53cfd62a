import { Ctx, Field, FieldResolver, ID, Int, ObjectType, Resolver, Root } from 'type-graphql';
import type { Verdict } from '../../write/report.ts';
import type { Context } from '../common/context.ts';
import { Node } from '../common/types.ts';
import { loadNode } from '../meta/node.loader.ts';
import { VerdictEnum } from './enums.ts';

@ObjectType('RowProblem', { description: 'Why a row was rejected.' })
export class RowProblemType {
  @Field(() => String, {
    nullable: true,
    description: 'Field at fault: `from`, or `evidence[0].source` for a nested one; null for the whole row.',
  })
  field!: string | null;

  @Field(() => String, { description: 'Machine-readable code: `UNKNOWN_ENTITY`, `WRONG_END`, `RETRACTED` …' })
  code!: string;

  @Field(() => String, { description: 'What was expected, what was received, and what to try.' })
  message!: string;
}

@ObjectType({ description: 'Result of writing one row.' })
export class WrittenRow {
  @Field(() => Int, { description: 'Index of the row, from 0.' })
  row!: number;

  @Field(() => VerdictEnum, { description: 'What happened to the row.' })
  verdict!: Verdict;

  @Field(() => ID, { nullable: true, description: 'Id of the record; null if rejected.' })
  id!: string | null;

  @Field(() => [RowProblemType], { description: 'Why it was rejected. Empty if it was written, or if only other rows are at fault.' })
  problems!: readonly RowProblemType[];
}

@Resolver(() => WrittenRow)
export class WrittenRowResolver {
  @FieldResolver(() => Node, {
    nullable: true,
    description: 'The record as it is now; null if rejected or retracted. Of a merged actor, the one it was merged into.',
  })
  node(@Root() { id }: WrittenRow, @Ctx() context: Context): Promise<object | null> | null {
    return id === null ? null : loadNode(context, id);
  }
}

@ObjectType('WriteReport', { description: 'Result of a write.' })
export class WriteReportType {
  @Field(() => Int, { description: 'Number of rows that created something.' })
  created!: number;

  @Field(() => Int, { description: 'Number of rows that changed something.' })
  updated!: number;

  @Field(() => Int, { description: 'Number of rows that changed nothing.' })
  unchanged!: number;

  @Field(() => Int, { description: 'Number of rows that were not written.' })
  rejected!: number;

  @Field(() => Int, { description: 'Revision of the graph after the write: a new one if anything changed.' })
  revision!: number;

  @Field(() => [WrittenRow], { description: 'One entry per row, in the order of the rows.' })
  rows!: WrittenRow[];
}
