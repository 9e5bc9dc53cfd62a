import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { createServices } from '../../../src/graph/common/services.ts';
import { editor, setUp } from '../../support/editing/editor.ts';
import { describeEachEngine } from '../../support/engine/engines.ts';
import { numRuns } from '../../support/scope.ts';
import { answer, dataOf } from './support/answer.ts';

const NAMES = ['a', 'b', 'c'];
const name = fc.constantFrom(...NAMES);
const word = fc.constantFrom('one', 'two', 'three');
const own = fc.boolean();
const step = fc.oneof(
  fc.record({ do: fc.constant('rename' as const), name, word, own }),
  fc.record({ do: fc.constant('tie' as const), name, to: name, word, own }),
  fc.record({ do: fc.constant('say' as const), name, to: name, word, own }),
  fc.record({ do: fc.constant('event' as const), name, to: name, word, own }),
  fc.record({ do: fc.constant('source' as const), word, own }),
  fc.record({ do: fc.constant('retract' as const), name, to: name, own }),
  fc.record({ do: fc.constant('merge' as const), name, to: name, own }),
  fc.record({ do: fc.constant('unmerge' as const), name, own }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const questions = (slugs: readonly string[]) =>
  slugs.map(
    (slug) => `{
  actor(id: "${slug}") {
    id name description aliases { name } mergedFrom { slug }
    backs { totalCount edges { node { id name } relationships { statement confidence status evidence { totalCount nodes { quote stance source { title } } } } } }
    backedBy { totalCount nodes { name } }
    relationships { totalCount nodes { id from { name } to { name } validity { start } } }
    events { totalCount nodes { title participants { actor { name } } } }
  }
  paths(from: "${slugs[0]}", to: "${slugs.at(-1)}") { count paths { statement confidence } }
  sources(first: 100) { totalCount nodes { title } }
}`,
  );

let runs = 0;

describeEachEngine((engine) => {
  beforeAll(() => setUp(engine()));

  it('returns the same with the cache as without, whatever two processes write, merge and retract', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
        const prefix = `run-${runs++}`;
        const slugs = NAMES.map((one) => `${prefix}-${one}`);
        const slug = (one: string) => `${prefix}-${one}`;
        const [here, elsewhere] = [editor(engine()), editor(engine())];
        await here.upsertActors(slugs.map((one) => ({ slug: one, kind: 'ARMED_GROUP', name: one })));
        await here.upsertSources([{ key: prefix, title: prefix, reliability: 'B' }]);
        await here.recordRelationships([{ type: 'BACKS', from: slugs[0], to: slugs[1], key: 'first' }]);
        for (const question of questions(slugs)) await readTwice(question);
        for (const taken of steps) {
          await take(taken.own ? here : elsewhere, taken).catch(() => undefined);
          for (const question of questions(slugs)) await readTwice(question);
        }

        async function readTwice(question: string): Promise<void> {
          // Answers from the projection may be half a second old if another process wrote.
          await here.services.projection.latest();
          const fresh = await executeWith(createServices(engine(), { cacheBytes: 0 }), question);
          expect(await executeWith(here.services, question)).toEqual(fresh);
          expect(await executeWith(here.services, question)).toEqual(fresh);
        }

        async function take(anna: typeof here, one: Step): Promise<void> {
          const ends = 'to' in one ? { from: slug(one.name), to: slug(one.to) } : null;
          const evidence = 'word' in one ? [{ source: prefix, quote: one.word }] : [];
          if (one.do === 'rename')
            await anna.upsertActors([
              { slug: slug(one.name), kind: 'ARMED_GROUP', name: `${one.name} ${one.word}`, description: one.word },
            ]);
          if (one.do === 'tie') await anna.recordRelationships([{ type: 'BACKS', ...ends, key: one.word, start: '2011' }]);
          if (one.do === 'say') await anna.recordRelationships([{ type: 'BACKS', ...ends, key: 'first', evidence }]);
          if (one.do === 'event') {
            const participants = [slug(one.name), slug(one.to)].map((actor, index) => ({ actor, role: index === 0 ? 'SIDE_A' : 'SIDE_B' }));
            await anna.upsertEvents([{ key: `${prefix}-${one.word}`, kind: 'BATTLE', title: one.word, start: '2012', participants }]);
          }
          if (one.do === 'source') await anna.upsertSources([{ key: prefix, title: one.word, reliability: 'C' }]);
          if (one.do === 'retract') await anna.retract(await tieBetween(slug(one.name)));
          if (one.do === 'merge') await anna.merge(slug(one.name), slug(one.to));
          if (one.do === 'unmerge') await anna.unmerge(slug(one.name));
        }

        async function tieBetween(one: string): Promise<string> {
          const { actor } = await dataOf(engine(), `{ actor(id: "${one}") { relationships(first: 1) { nodes { id } } } }`);
          return actor.relationships.nodes[0]?.id ?? '';
        }
      }),
      { numRuns: engine().kind === 'embedded' ? numRuns(15) : 3 },
    );
  });

  const executeWith = (services: ReturnType<typeof createServices>, question: string) => answer(engine(), question, {}, services);
});
