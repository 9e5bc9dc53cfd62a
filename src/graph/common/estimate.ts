import { GRAPHQL_MAX_INT } from 'graphql';
import { Field, FieldResolver, Int, ObjectType, Resolver, Root } from 'type-graphql';

const SATURATED = 'A sum of more than 2,147,483,647, which is more than an Int can say, is told as that.';

@ObjectType({ description: `A number of people, as estimated. ${SATURATED}` })
export class Estimate {
  best?: number | null;
  low?: number | null;
  high?: number | null;

  @Field(() => String, { nullable: true, description: 'An estimate given in words, such as “dozens”, kept as words.' })
  text?: string | null;
}

@Resolver(() => Estimate)
export class EstimateResolver {
  @FieldResolver(() => Int, { nullable: true, description: 'Best estimate, in people.' })
  best(@Root() { best }: Estimate): number | null {
    return sayable(best);
  }

  @FieldResolver(() => Int, { nullable: true, description: 'Lowest estimate, in people.' })
  low(@Root() { low }: Estimate): number | null {
    return sayable(low);
  }

  @FieldResolver(() => Int, { nullable: true, description: 'Highest estimate, in people.' })
  high(@Root() { high }: Estimate): number | null {
    return sayable(high);
  }
}

function sayable(people: number | null | undefined): number | null {
  return people === null || people === undefined ? null : Math.min(people, GRAPHQL_MAX_INT);
}

/** An estimate; null where nothing at all is known. */
export function estimateOf(best: number | null, low: number | null, high: number | null, text: string | null): Estimate | null {
  return best === null && low === null && high === null && text === null ? null : { best, low, high, text };
}
