import { beforeEach, expect, it } from 'vitest';
import { entityId } from '../../../src/store/mintId.ts';
import { codeOf, contentsWithoutHistory, type Editor, editor, problemsOf, projections, setUp } from '../../support/editing/editor.ts';
import { describeEachEngine } from '../../support/engine/engines.ts';
import { entity } from '../../support/write/stored.ts';

/** Case 12, and what it stands for. */
describeEachEngine((engine) => {
  let anna: Editor;
  let run = 0;
  /** A slug that no other test uses. */
  const named = (slug: string) => `${slug}-${run}`;
  const wagner = () => ({ slug: named('wagner'), kind: 'ORGANIZATION', name: 'Wagner Gruop' });

  beforeEach(async () => {
    run += 1;
    anna = editor(engine());
    await anna.upsertActors([wagner(), { slug: named('mali'), kind: 'STATE', name: 'Mali' }]);
    await anna.upsertPlaces([
      { slug: named('region'), kind: 'REGION', name: 'Ménaka region' },
      { slug: named('menaka'), kind: 'CITY', name: 'Ménaka', within: named('region'), latitude: 15.9, longitude: 2.4 },
    ]);
    await anna.services.projection.view();
  });

  const shown = async (slug: string) => {
    const { entity: found } = await anna.query<{ entity: { aliases: { name: string; kind: string }[] } }>(
      `query ($id: ID!) { entity(id: $id) { __typename slug name kind aliases { name kind } ... on Place { placeKind } } }`,
      { id: slug },
    );
    return { ...found, aliases: found.aliases.map(({ name, kind }) => `${name} ${kind}`) };
  };
  const expectFollowedEqualsBuilt = async () => {
    const { followed, built } = await projections(anna);
    expect(followed).toEqual(built);
  };

  it('puts a wrong name right; the wrong one stays as an alias', async () => {
    const slug = named('wagner');
    const report = await anna.correct(slug, { name: 'Wagner Group' }, { reason: 'spelled wrong' });
    expect(report).toMatchObject({ verdicts: ['UPDATED'], ids: [entityId(slug)], problems: [] });
    expect(await shown(slug)).toMatchObject({ slug, name: 'Wagner Group', aliases: ['Wagner Gruop SPELLING'] });
    expect(await anna.correct(slug, { name: 'Wagner Group' })).toMatchObject({ verdicts: ['UNCHANGED'] });
    const { search } = await anna.query<{ search: { matched: string; entity: { slug: string } }[] }>(
      '{ search(text: "wagner group", first: 100) { matched entity { slug } } }',
    );
    expect(search.find((hit) => hit.entity.slug === slug)).toMatchObject({ matched: 'Wagner Group' });
    await expectFollowedEqualsBuilt();
  });

  it('drops the wrong name where asked, and makes an alias the name', async () => {
    const slug = named('wagner');
    await anna.upsertActors([
      { ...wagner(), aliases: [{ name: 'Группа Вагнера', language: 'ru', kind: 'NATIVE' }, { name: 'PMC Wagner' }] },
    ]);
    await anna.correct(slug, { name: 'PMC Wagner', dropOldName: true });
    expect(await shown(slug)).toMatchObject({ name: 'PMC Wagner', aliases: ['Группа Вагнера NATIVE'] });
    await anna.correct(slug, { name: 'Группа Вагнера' });
    expect(await shown(slug)).toMatchObject({ name: 'Группа Вагнера', aliases: ['PMC Wagner SPELLING'] });
  });

  it('puts a wrong kind right, in the store, the lists, the projection and the filters by kind', async () => {
    const slug = named('wagner');
    await anna.recordRelationships([{ type: 'BACKS', from: slug, to: named('mali') }]);
    const before = await anna.services.projection.view();
    expect(await anna.correct(slug, { kind: 'ARMED_GROUP' })).toMatchObject({ verdicts: ['UPDATED'] });
    expect(await entity(engine(), slug)).toMatchObject({
      kind: 'ARMED_GROUP',
      canonKind: 'ARMED_GROUP',
      labels: ['Actor', 'ArmedGroup', 'Entity'],
    });
    const counted = await anna.query<Record<string, { totalCount: number }>>(
      `query ($id: ID!, $mali: ID!) {
        mali: actor(id: $mali) { groups: backedBy(filter: { entityKinds: [ARMED_GROUP] }) { totalCount } others: backedBy(filter: { entityKinds: [ORGANIZATION] }) { totalCount } }
        relationships(filter: { involving: [$id], entityKinds: [ARMED_GROUP] }) { totalCount } }`,
      { id: slug, mali: named('mali') },
    );
    expect(counted).toEqual({ mali: { groups: { totalCount: 1 }, others: { totalCount: 0 } }, relationships: { totalCount: 1 } });
    await expectFollowedEqualsBuilt();
    // A view stays as it was.
    expect(before.kind(before.node(entityId(slug)))).toBe('ORGANIZATION');
    const after = await anna.services.projection.view();
    expect(after.kind(after.node(entityId(slug)))).toBe('ARMED_GROUP');
  });

  it('tells who corrected what, and why', async () => {
    const slug = named('wagner');
    await anna.correct(slug, { name: 'Wagner Group', kind: 'ARMED_GROUP' }, { reason: 'it fights' });
    const { history } = await anna.query<{ history: Record<string, string>[] }>(
      'query ($id: ID!) { history(id: $id) { action by reason summary } }',
      { id: slug },
    );
    expect(history.at(-1)).toEqual({
      action: 'UPDATED',
      by: 'Anna',
      reason: 'it fights',
      summary: 'name: Wagner Gruop → Wagner Group; kind: ORGANIZATION → ARMED_GROUP; names: Wagner Gruop → Wagner Gruop, Wagner Group',
    });
  });

  it('makes a place an actor and an actor a place where nothing forbids it', async () => {
    await anna.upsertActors([{ slug: named('idlib'), kind: 'GOVERNMENT', name: 'Idlib', activeFrom: '2017' }]);
    expect(await problemsOf(anna.correct(named('idlib'), { kind: 'PLACE' }))).toMatchObject([{ field: 'placeKind', code: 'BAD_INPUT' }]);
    expect(await anna.correct(named('idlib'), { kind: 'PLACE', placeKind: 'CITY' })).toMatchObject({ verdicts: ['UPDATED'] });
    expect(await shown(named('idlib'))).toMatchObject({ __typename: 'Place', kind: 'PLACE', placeKind: 'CITY' });
    expect(await entity(engine(), named('idlib'))).toMatchObject({ labels: ['Entity', 'Place'], activeFrom: null, activeLo: -1 });
    await anna.upsertPlaces([{ slug: named('idlib'), kind: 'CITY', name: 'Idlib', within: named('region') }]);
    await expectFollowedEqualsBuilt();
    expect(await problemsOf(anna.correct(named('idlib'), { kind: 'ARMED_GROUP' }))).toMatchObject([
      { code: 'WRONG_KIND', message: expect.stringContaining('only a place can have 1 LOCATED_IN relationship') },
    ]);
    await anna.correct(named('idlib'), { placeKind: 'TOWN' });
    expect(await shown(named('idlib'))).toMatchObject({ placeKind: 'TOWN' });
  });

  it('refuses a kind that what is recorded forbids, with the counts', async () => {
    const slug = named('wagner');
    const { ids } = await anna.recordRelationships([
      { type: 'CONTROLS', from: slug, to: named('menaka') },
      { type: 'ATTACKS', from: named('mali'), to: slug },
    ]);
    await anna.upsertEvents([
      {
        key: named('raid'),
        kind: 'BATTLE',
        title: 'Raid',
        start: '2022',
        place: named('menaka'),
        participants: [{ actor: slug, role: 'SIDE_A' }],
      },
    ]);
    const before = await contentsWithoutHistory(anna);
    expect(await problemsOf(anna.correct(slug, { kind: 'PLACE', placeKind: 'SITE' }))).toEqual([
      {
        row: 0,
        field: 'kind',
        code: 'WRONG_KIND',
        message:
          'Expected a kind that what is recorded of Wagner Gruop allows; got PLACE, while only an actor can have 1 CONTROLS relationship and 1 event in which it took part. Retract or correct these first.',
      },
    ]);
    expect((await problemsOf(anna.correct(named('region'), { kind: 'STATE' })))[0]!.message).toContain(
      'only a place can have 1 LOCATED_IN relationship',
    );
    expect((await problemsOf(anna.correct(named('menaka'), { kind: 'STATE' })))[0]!.message).toMatch(
      /1 CONTROLS relationship.*1 LOCATED_IN relationship.*|1 event that happened there/,
    );
    expect(await contentsWithoutHistory(anna)).toEqual(before);
    // What may be attacked may be an actor or a place. What was retracted cannot come back as what it was not.
    await anna.retract(ids[0]!);
    await anna.retract(
      (await anna.query<{ event: { id: string } }>('query ($key: ID!) { event(id: $key) { id } }', { key: named('raid') })).event.id,
    );
    expect(await anna.correct(slug, { kind: 'PLACE', placeKind: 'SITE' })).toMatchObject({ verdicts: ['UPDATED'] });
    expect(await problemsOf(anna.restore(ids[0]!))).toMatchObject([
      { code: 'WRONG_KIND', message: 'Expected Wagner Gruop as actor; the kind was corrected since. Record the right one instead.' },
    ]);
  });

  it('changes the actors that were merged into it, and a merged one alone', async () => {
    const [keep, merged] = [named('wagner'), named('africa-corps')];
    await anna.upsertActors([{ slug: merged, kind: 'COALITION', name: 'Africa Corps' }]);
    await anna.recordRelationships([{ type: 'BACKS', from: merged, to: named('mali') }]);
    await anna.merge(keep, merged);
    await anna.correct(keep, { name: 'Wagner Group', kind: 'ARMED_GROUP' });
    expect(await entity(engine(), merged)).toMatchObject({
      kind: 'COALITION',
      canonKind: 'ARMED_GROUP',
      sort: (await entity(engine(), keep))!.sort,
    });
    await anna.correct(merged, { kind: 'MILITARY_FORCE', name: 'Africa Korps' });
    expect(await entity(engine(), merged)).toMatchObject({ kind: 'MILITARY_FORCE', canonKind: 'ARMED_GROUP', name: 'Africa Korps' });
    expect(await entity(engine(), keep)).toMatchObject({ kind: 'ARMED_GROUP', name: 'Wagner Group' });
    await expectFollowedEqualsBuilt();
    await anna.unmerge(merged);
    expect(await entity(engine(), merged)).toMatchObject({ kind: 'MILITARY_FORCE', canonKind: 'MILITARY_FORCE' });
    await expectFollowedEqualsBuilt();
    await anna.merge(keep, merged);
    expect((await problemsOf(anna.correct(keep, { kind: 'PLACE', placeKind: 'SITE' })))[0]!.message).toContain('1 actor merged with it');
  });

  it('refuses corrections that say nothing, of nothing, or of what changed since', async () => {
    const slug = named('wagner');
    const code = async (call: ReturnType<Editor['correct']>) => (await problemsOf(call)).map((one) => `${one.field} ${one.code}`);
    expect(await code(anna.correct(slug, {}))).toEqual(['null BAD_INPUT']);
    expect(await code(anna.correct(slug, { kind: 'ARMED_GROUP', dropOldName: true }))).toEqual(['name BAD_INPUT']);
    expect(await code(anna.correct(slug, { placeKind: 'CITY' }))).toEqual(['placeKind WRONG_FIELD']);
    expect(await code(anna.correct(named('nobody'), { name: 'X' }))).toEqual(['id UNKNOWN_ENTITY']);
    const { revision } = await anna.correct(slug, { kind: 'ARMED_GROUP' });
    expect(await codeOf(anna.correct(slug, { name: 'Wagner Group' }, { ifRevision: revision - 1 }))).toBe('CONFLICT');
    expect(await anna.correct(slug, { name: 'Wagner Group' }, { ifRevision: revision })).toMatchObject({ verdicts: ['UPDATED'] });
    await anna.retract(slug);
    expect(await code(anna.correct(slug, { name: 'X' }))).toEqual(['id RETRACTED']);
    expect(await codeOf(editor(engine(), { name: 'Reader', role: 'reader' }).correct(named('mali'), { name: 'X' }))).toBe('FORBIDDEN');
  });

  it('is what a row with another kind is told to use; another name becomes an alias', async () => {
    const slug = named('wagner');
    expect(await problemsOf(anna.upsertActors([{ ...wagner(), kind: 'PERSON' }]))).toEqual([
      {
        row: 0,
        field: 'kind',
        code: 'WRONG_KIND',
        message: `Expected ORGANIZATION, the kind that "${slug}" is recorded with; got PERSON. Put a wrong kind right with \`correctEntity\`, or choose another slug for another entity.`,
      },
    ]);
    expect(await problemsOf(anna.upsertPlaces([{ slug: named('menaka'), kind: 'TOWN', name: 'Ménaka' }]))).toMatchObject([
      { field: 'kind', code: 'WRONG_KIND' },
    ]);
    expect(await anna.upsertActors([{ ...wagner(), name: 'Wagner Group' }])).toMatchObject({ verdicts: ['UPDATED'], problems: [] });
    expect(await shown(slug)).toMatchObject({ name: 'Wagner Gruop', kind: 'ORGANIZATION', aliases: ['Wagner Group SPELLING'] });
  });
}, setUp);
