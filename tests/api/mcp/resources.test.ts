import { expect, test } from 'vitest';
import { readyQuestions } from '../../../src/mcp/operations.ts';
import { describeEachEngine } from '../../support/engine/engines.ts';
import { fillWithSeed } from '../../support/engine/world.ts';
import { assistantFor, type ToolAnswer } from './support/assistant.ts';

describeEachEngine((engine) => {
  const running = assistantFor(engine);
  const read = async (uri: string): Promise<ToolAnswer> => {
    const { contents } = await running().assistant.client.readResource({ uri });
    expect(contents).toHaveLength(1);
    expect(contents[0]).toMatchObject({ uri, mimeType: 'application/json' });
    return JSON.parse((contents[0] as { text: string }).text);
  };
  const complete = async (ref: object, name: string, value: string): Promise<string[]> => {
    const { completion } = await running().assistant.client.complete({ ref, argument: { name, value } } as never);
    return completion.values;
  };

  test('the vocabulary has every type and what the words of answers mean', async () => {
    const { types, outcomes, statuses, certainties } = await read('allegiance://vocabulary');
    const { data } = await running().server.execute(
      '{ vocabulary { type phrase inversePhrase sign symmetric description lastingDays lastingSource } }',
    );
    expect(types).toEqual(data!.vocabulary);
    expect(Object.keys(outcomes)).toEqual([
      'FOUND',
      'NOTHING_RECORDED',
      'DENIED',
      'NOT_KNOWN_FOR_THAT_DAY',
      'NOT_KNOWN_TO_THIS_SOURCE',
      'UNKNOWN_NAME',
    ]);
    expect(Object.keys(statuses)).toHaveLength(5);
    expect(Object.keys(certainties)).toHaveLength(4);
  });

  test('an entity, a relationship and a source are the answers of tools', async () => {
    const { callTool } = running().assistant;
    const { relationships, ...who } = await read('allegiance://entity/hezbollah');
    expect(who).toEqual(await callTool('who_is', { name: 'hezbollah' }));
    expect(relationships).toEqual(await callTool('relationships', { of: 'hezbollah' }));
    const id = relationships.items[0].cite.ids[0];
    expect(await read(`allegiance://relationship/${id}`)).toEqual(await callTool('evidence', { id }));
    expect(await read('allegiance://source/ucdp-ged-19.1')).toEqual(await callTool('sources', { source: 'ucdp-ged-19.1' }));
  });

  test('every ready question is a resource, with the answer of the API', async () => {
    const { client } = running().assistant;
    const { resources } = await client.listResources();
    expect(resources.map(({ uri }) => uri)).toEqual([
      'allegiance://vocabulary',
      ...readyQuestions().map(({ name }) => `allegiance://question/${name}`),
    ]);
    for (const { name, sentence, text } of readyQuestions()) {
      const { question, data, leftOut } = await read(`allegiance://question/${name}`);
      expect(question).toBe(sentence);
      const { data: expected } = await running().server.execute(text);
      if (leftOut === undefined) expect(data, name).toEqual(expected);
      else expect(JSON.stringify(expected).length, name).toBeGreaterThan(50_000);
    }
  });

  test('an unknown one is an error', async () => {
    const { client } = running().assistant;
    for (const uri of ['entity/nobody', 'relationship/000', 'source/none', 'question/99-none']) {
      await expect(client.readResource({ uri: `allegiance://${uri}` })).rejects.toThrow(/not found/i);
    }
  });

  test('slugs, sources and questions are completed', async () => {
    const entity = { type: 'ref/resource', uri: 'allegiance://entity/{slug}' };
    expect(await complete(entity, 'slug', 'hizb')).toContain('hezbollah');
    expect(await complete(entity, 'slug', 'hayat-tahrir')).toContain('hayat-tahrir-al-sham');
    expect((await complete(entity, 'slug', '')).length).toBeGreaterThan(5);
    expect(await complete({ type: 'ref/resource', uri: 'allegiance://source/{key}' }, 'key', 'ged')).toEqual(['ucdp-ged-19.1']);
    expect(await complete({ type: 'ref/resource', uri: 'allegiance://question/{name}' }, 'name', 'friend')).toContain('16-friend-or-foe');
    expect(await complete({ type: 'ref/prompt', name: 'brief' }, 'subject', 'Damasc')).toEqual(await complete(entity, 'slug', 'Damasc'));
    expect(await complete({ type: 'ref/prompt', name: 'compare_sources' }, 'a', 'article')).toEqual(['article-aleppo-2024-11-30']);
  });

  test('prompts name tools that exist, and carry what they were given', async () => {
    const { client } = running().assistant;
    const { prompts } = await client.listPrompts();
    expect(prompts.map(({ name }) => name)).toEqual(['brief', 'compare_sources', 'check_paragraph']);
    const { tools } = await client.listTools();
    const given = [
      ['brief', { subject: 'iran', date: '2016' }, ['"iran"', '"2016"']],
      ['compare_sources', { a: 'ucdp-ged-19.1', b: 'ucdp-esd-18.1', subject: 'iran' }, ['"ucdp-ged-19.1"', '"ucdp-esd-18.1"', '"iran"']],
      ['check_paragraph', { paragraph: 'Iran backs Hezbollah.' }, ['"Iran backs Hezbollah."', 'supported', 'denied', 'disputed', 'silent']],
    ] as const;
    for (const [name, args, parts] of given) {
      const { messages } = await client.getPrompt({ name, arguments: args });
      const { text } = (messages as { content: { text: string } }[])[0]!.content;
      for (const part of parts) expect(text).toContain(part);
      const named = [...text.matchAll(/`([a-z]+(?:_[a-z]+)*)` ?(?:of|each|the|for|"|\(|,)/g)].map(([, tool]) => tool!);
      const known = new Set([...tools.map((tool) => tool.name), 'of', 'outcome', 'quotation', 'verbatim']);
      expect(named.filter((tool) => !known.has(tool))).toEqual([]);
    }
  });
}, fillWithSeed);
