import { beforeAll, expect, it } from 'vitest';
import { contentsWithoutHistory, type Editor, editor, problemsOf, projections, setUp } from '../../support/editing/editor.ts';

import { describeEachEngine } from '../../support/engine/engines.ts';

const group = (slug: string, name: string) => ({ slug, kind: 'ARMED_GROUP', name, identifiers: [{ scheme: 'x', value: slug }] });

describeEachEngine((engine) => {
  let anna: Editor;
  beforeAll(async () => {
    anna = editor(engine());
    await anna.upsertActors([group('hts', 'HTS'), group('nusra', 'Nusra'), group('jabhat', 'Jabhat'), group('isis', 'IS')]);
    await anna.upsertPlaces([{ slug: 'idlib', kind: 'CITY', name: 'Idlib' }]);
    await anna.recordRelationships([
      { type: 'FIGHTS', from: 'nusra', to: 'isis' },
      { type: 'FIGHTS', from: 'jabhat', to: 'isis' },
      { type: 'SUCCEEDS', from: 'hts', to: 'nusra' },
      { type: 'CONTROLS', from: 'hts', to: 'idlib' },
    ]);
    await anna.services.projection.view();
  });

  const contents = () => contentsWithoutHistory(anna);
  const expectFollowedEqualsBuilt = async () => {
    const { followed, built } = await projections(anna);
    expect(followed).toEqual(built);
  };
  const QUERY = `{ old: actor(id: "nusra") { slug mergedFrom { slug reason } aliases { name } identifiers { value } }
    byKey: actor(id: "x:nusra") { slug } hts: actor(id: "hts") { fights { nodes { slug } } succeeds { totalCount } controls { totalCount } }
    actors { totalCount nodes { slug } } distance(from: "hts", to: "isis") }`;

  it('finds the target by all names of the merged actor, hides ties between the two, and is undone exactly', async () => {
    const [before, answered] = [await contents(), await anna.query(QUERY)];
    expect(await anna.merge('hts', 'nusra', 'renamed')).toMatchObject({ verdicts: ['UPDATED'], problems: [] });
    expect(await anna.query(QUERY)).toEqual({
      old: {
        slug: 'hts',
        mergedFrom: [{ slug: 'nusra', reason: 'renamed' }],
        aliases: [{ name: 'Nusra' }],
        identifiers: [{ value: 'hts' }, { value: 'nusra' }],
      },
      byKey: { slug: 'hts' },
      hts: { fights: { nodes: [{ slug: 'isis' }] }, succeeds: { totalCount: 0 }, controls: { totalCount: 1 } },
      actors: { totalCount: 3, nodes: [{ slug: 'hts' }, { slug: 'isis' }, { slug: 'jabhat' }] },
      distance: 1,
    });
    await expectFollowedEqualsBuilt();
    expect(await anna.merge('hts', 'nusra')).toMatchObject({ verdicts: ['UNCHANGED'] });
    expect(await anna.unmerge('nusra')).toMatchObject({ verdicts: ['UPDATED'] });
    expect(await contents()).toEqual(before);
    expect(await anna.query(QUERY)).toEqual(answered);
    await expectFollowedEqualsBuilt();
  });

  it('shows no alias that repeats the name, and each once', async () => {
    const named = (slug: string, name: string, ...aliases: string[]) => ({
      slug,
      kind: 'ARMED_GROUP',
      name,
      aliases: aliases.map((one) => ({ name: one })),
    });
    await anna.upsertActors([named('m-x', 'X', 'X', 'Ex', 'Both'), named('m-x2', 'X twin', 'X', 'Both')]);
    const aliases = async (slug: string) =>
      (await anna.query<{ actor: { aliases: { name: string }[] } }>(`{ actor(id: "${slug}") { aliases { name } } }`)).actor.aliases.map(
        ({ name }) => name,
      );
    expect(await aliases('m-x')).toEqual(['Ex', 'Both']);
    await anna.merge('m-x', 'm-x2');
    expect(await aliases('m-x')).toEqual(['Ex', 'Both', 'X twin']);
    await anna.unmerge('m-x2');
    expect(await aliases('m-x2')).toEqual(['X', 'Both']);
    for (const slug of ['m-x', 'm-x2']) await anna.retract(slug);
  });

  it('is undone exactly after edits in between, which stay with the actor that they referred to', async () => {
    await anna.merge('hts', 'nusra');
    const { ids } = await anna.recordRelationships([{ type: 'OPPOSES', from: 'nusra', to: 'jabhat' }]);
    expect(await anna.query('{ actor(id: "hts") { opposes { nodes { slug } } } }')).toEqual({
      actor: { opposes: { nodes: [{ slug: 'jabhat' }] } },
    });
    const corrected = await anna.recordRelationships([{ id: ids[0], type: 'OPPOSES', from: 'hts', to: 'jabhat', start: '2013' }]);
    expect(corrected.verdicts).toEqual(['UPDATED']);
    await anna.upsertActors([{ ...group('nusra', 'Nusra'), description: 'Founded in 2012.' }]);
    await expectFollowedEqualsBuilt();
    await anna.unmerge('nusra');
    expect(
      await anna.query(
        '{ hts: actor(id: "hts") { description opposes { totalCount } } nusra: actor(id: "nusra") { description opposes { totalCount } } }',
      ),
    ).toEqual({
      hts: { description: null, opposes: { totalCount: 0 } },
      nusra: { description: 'Founded in 2012.', opposes: { totalCount: 1 } },
    });
    await expectFollowedEqualsBuilt();
    await anna.retract(ids[0]!);
  });

  it('can be nested, and undone in any order', async () => {
    const before = await contents();
    await anna.merge('nusra', 'jabhat');
    const once = await contents();
    await anna.merge('hts', 'nusra');
    const names = '{ actor(id: "jabhat") { slug mergedFrom { slug } } }';
    expect(await anna.query(names)).toEqual({
      actor: { slug: 'hts', mergedFrom: expect.arrayContaining([{ slug: 'nusra' }, { slug: 'jabhat' }]) },
    });
    await expectFollowedEqualsBuilt();
    await anna.unmerge('nusra');
    expect(await contents()).toEqual(once);
    expect(await anna.query(names)).toEqual({ actor: { slug: 'nusra', mergedFrom: [{ slug: 'jabhat' }] } });
    await anna.merge('hts', 'nusra');
    await anna.unmerge('jabhat');
    await expectFollowedEqualsBuilt();
    expect(await anna.query(names)).toEqual({ actor: { slug: 'jabhat', mergedFrom: [] } });
    await anna.unmerge('nusra');
    expect(await contents()).toEqual(before);
    await expectFollowedEqualsBuilt();
  });

  it('that is invalid is rejected, with the reason', async () => {
    const refusal = async (call: ReturnType<Editor['merge']>) => (await problemsOf(call))[0];
    expect(await refusal(anna.merge('hts', 'hts'))).toMatchObject({ code: 'BAD_MERGE', message: 'Expected two actors; got HTS twice.' });
    expect(await refusal(anna.merge('hts', 'idlib'))).toMatchObject({ code: 'WRONG_END' });
    expect(await refusal(anna.merge('nobody', 'hts'))).toMatchObject({ code: 'UNKNOWN_ENTITY' });
    expect(await refusal(anna.unmerge('hts'))).toMatchObject({ code: 'BAD_MERGE' });
    await anna.merge('hts', 'nusra');
    expect(await refusal(anna.merge('nusra', 'hts'))).toMatchObject({
      code: 'BAD_MERGE',
      message: expect.stringContaining('is itself merged'),
    });
    expect(await refusal(anna.merge('isis', 'nusra'))).toMatchObject({
      code: 'BAD_MERGE',
      message: expect.stringContaining('is merged into HTS'),
    });
    expect(await refusal(anna.retract('nusra'))).toMatchObject({ code: 'STILL_NEEDED' });
    await anna.unmerge('x:nusra');
  });
}, setUp);
