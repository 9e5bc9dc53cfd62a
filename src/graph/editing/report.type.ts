import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { Verdict } from '../../write/report.ts';
import { VerdictEnum } from './enums.ts';

@ObjectType({ description: 'Why a row was rejected.' })
export class RowProblem {
  @Field(() => Int, { description: 'Which row, counted from 0.' })
  row!: number;

  @Field(() => String, {
    nullable: true,
    description: 'Which field of it: `from`, or `evidence[0].source` for one inside; null where the row as a whole is meant.',
  })
  field!: string | null;

  @Field(() => String, { description: 'What kind of problem it is: `UNKNOWN_ENTITY`, `WRONG_END`, `RETRACTED` …' })
  code!: string;

  @Field(() => String, { description: 'What was expected, what came, and what to try.' })
  message!: string;
}

@ObjectType({ description: 'What came of a write, row by row, in the order of the rows.' })
export class WriteReport {
  @Field(() => Int, { description: 'How many rows made something new.' })
  created!: number;

  @Field(() => Int, { description: 'How many rows changed something.' })
  updated!: number;

  @Field(() => Int, { description: 'How many rows said nothing new.' })
  unchanged!: number;

  @Field(() => Int, { description: 'How many rows were not written.' })
  rejected!: number;

  @Field(() => [VerdictEnum], { description: 'The verdict on each row.' })
  verdicts!: Verdict[];

  @Field(() => [RowProblem], { description: 'What is wrong with the rows that are wrong.' })
  problems!: RowProblem[];

  @Field(() => Int, { description: 'The revision that the graph is at after it: a new one where anything changed.' })
  revision!: number;

  @Field(() => [ID], { nullable: 'items', description: 'The id of what each row wrote; null for a rejected one.' })
  ids!: (string | null)[];
}
