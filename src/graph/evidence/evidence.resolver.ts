import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Context } from '../common/context.ts';
import { Estimate, estimateOf } from '../common/estimate.ts';
import { loadEntity } from '../entity/entity.loader.ts';
import { Actor } from '../entity/entity.type.ts';
import { loadSource } from '../source/source.loader.ts';
import { Source } from '../source/source.type.ts';
import type { EvidenceNode } from './evidence.loader.ts';
import { Evidence } from './evidence.type.ts';

@Resolver(() => Evidence)
export class EvidenceResolver {
  @FieldResolver(() => Source, { description: 'The source it is from.' })
  source(@Root() evidence: EvidenceNode, @Ctx() context: Context) {
    return loadSource(context, evidence.source);
  }

  @FieldResolver(() => Actor, { nullable: true, description: 'The actor who said it, if known.' })
  attributedTo(@Root() evidence: EvidenceNode, @Ctx() context: Context) {
    return evidence.attributedTo === null ? null : loadEntity(context, evidence.attributedTo);
  }

  @FieldResolver(() => Estimate, { nullable: true, description: 'Of an event: deaths that this passage claims.' })
  claimedDeaths(@Root() { deathsBest, deathsLow, deathsHigh, deathsText }: EvidenceNode): Estimate | null {
    return estimateOf(deathsBest, deathsLow, deathsHigh, deathsText);
  }
}
