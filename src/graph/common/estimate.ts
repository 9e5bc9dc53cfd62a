import { GRAPHQL_MAX_INT } from 'graphql';
import { Field, FieldResolver, Int, ObjectType, Resolver, Root } from 'type-graphql';

const SATURATED = 'Sums above 2,147,483,647, the largest Int, are returned as that.';

@ObjectType({ description: `Estimated number of people. ${SATURATED}` })
export class Estimate {
  best?: number | null;
  low?: number | null;
  high?: number | null;

  @Field(() => String, { nullable: true, description: 'Estimate in words, such as “dozens”.' })
  text?: string | null;
}

@Resolver(() => Estimate)
export class EstimateResolver {
  @FieldResolver(() => Int, { nullable: true, description: 'Best estimate.' })
  best(@Root() { best }: Estimate): number | null {
    return clampToInt(best);
  }

  @FieldResolver(() => Int, { nullable: true, description: 'Lowest estimate.' })
  low(@Root() { low }: Estimate): number | null {
    return clampToInt(low);
  }

  @FieldResolver(() => Int, { nullable: true, description: 'Highest estimate.' })
  high(@Root() { high }: Estimate): number | null {
    return clampToInt(high);
  }
}

function clampToInt(people: number | null | undefined): number | null {
  return people === null || people === undefined ? null : Math.min(people, GRAPHQL_MAX_INT);
}

/** An estimate; null if nothing at all is known. */
export function estimateOf(best: number | null, low: number | null, high: number | null, text: string | null): Estimate | null {
  return best === null && low === null && high === null && text === null ? null : { best, low, high, text };
}
