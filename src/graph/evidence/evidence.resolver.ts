import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { spanOfQuote, type TextSpan } from '../../model/text/codePoints.ts';
import type { Context } from '../common/context.ts';
import { Estimate, estimateOf } from '../common/estimate.ts';
import { PageArgs, pageOf } from '../common/page.ts';
import { loadEntity } from '../entity/entity.loader.ts';
import { Actor } from '../entity/entity.type.ts';
import { loadDocumentOf, loadSource, type SourceNode } from '../source/source.loader.ts';
import { Source, TextSpanType } from '../source/source.type.ts';
import { type EvidenceNode, loadEvidenceOf } from './evidence.loader.ts';
import { Evidence, EvidenceConnection } from './evidence.type.ts';

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

  @FieldResolver(() => TextSpanType, {
    nullable: true,
    description:
      'Where the passage stands in the document of its source: as recorded, else the first place of its words. Null if the text is not stored or does not have these words.',
  })
  async span(@Root() { source, start, end, quote }: EvidenceNode, @Ctx() context: Context): Promise<TextSpan | null> {
    if (start !== null && end !== null) return { start, end };
    const document = await loadDocumentOf(context, source);
    return document && spanOfQuote(document.text, quote);
  }

  @FieldResolver(() => Estimate, { nullable: true, description: 'Of an event: deaths that this passage claims.' })
  claimedDeaths(@Root() { deathsBest, deathsLow, deathsHigh, deathsText }: EvidenceNode): Estimate | null {
    return estimateOf(deathsBest, deathsLow, deathsHigh, deathsText);
  }
}

@Resolver(() => Source)
export class SourceEvidenceResolver {
  @FieldResolver(() => EvidenceConnection, { description: 'Its passages: asserting ones first, then by the day stated.' })
  evidence(@Root() source: SourceNode, @Args(() => PageArgs) page: PageArgs, @Ctx() context: Context) {
    return loadEvidenceOf(context, source.id, pageOf('Source.evidence', page));
  }
}
