import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import type { PartialDate } from '../../model/date.ts';
import { AllegianceError, quoted } from '../../model/errors.ts';
import type { Context } from '../common/context.ts';
import { PartialDateScalar } from '../common/scalars.ts';
import { loadSource } from '../source/source.loader.ts';
import { read, readStored } from './reading.loader.ts';
import { Reading } from './reading.type.ts';

@Resolver()
export class ReadingResolver {
  @Query(() => Reading, {
    nullable: true,
    description:
      'Reads the document of a source: whom it mentions, and which rows it proposes. The same text and graph give the same reading. Null if the text is not stored.',
  })
  readDocument(@Arg('id', () => ID, { description: 'Id or key of a source, or id of its document.' }) id: string, @Ctx() context: Context) {
    return readStored(context, id);
  }

  @Query(() => Reading, { nullable: true, description: 'As `readDocument`, of a text that is given. Nothing is stored.' })
  async readText(
    @Arg('text', () => String, { description: '1 to 200,000 characters. English; of other languages only mentions are found.' })
    text: string,
    @Arg('publishedOn', () => PartialDateScalar, {
      nullable: true,
      description: 'When it was published: “on Saturday” is understood by it. Default: not known.',
    })
    publishedOn: PartialDate | null,
    @Arg('language', () => String, { nullable: true, description: 'Language, BCP 47. Default: English.' }) language: string | null,
    @Arg('source', () => ID, { nullable: true, description: 'Id or key of its source. Without it, the first row proposes one.' })
    reference: string | null,
    @Ctx() context: Context,
  ) {
    const source = reference ? await loadSource(context, reference) : null;
    if (reference && !source) {
      throw new AllegianceError('UNKNOWN_SOURCE', `Expected the id or key of a source; found none for ${quoted(reference)}. Leave it out.`);
    }
    const published = publishedOn?.text ?? source?.publishedOn ?? null;
    return read(context, { text, language: language ?? null, publishedOn: published, source: source?.key ?? null });
  }
}
