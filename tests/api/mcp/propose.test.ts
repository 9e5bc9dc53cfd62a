import { afterAll, beforeAll, expect, test } from 'vitest';
import { serveFew, type TestServer } from '../access/support/served.ts';
import { connect, PROTOCOLS } from './support/assistant.ts';

let server: TestServer;
beforeAll(async () => {
  server = await serveFew();
});
afterAll(() => server.close());

const INPUT = {
  title: 'From an article',
  source: 'a-source',
  rows: [
    { kind: 'RELATIONSHIP', input: { type: 'OPPOSES', from: 'blue', to: 'green' }, quote: 'Blue is against green.', why: '“against”' },
    { kind: 'RELATIONSHIP', input: { type: 'OPPOSES', from: 'blue', to: 'nobody' } },
  ],
};
const revisionOf = async () => (await server.execute('{ status { revision } }', server.tokenOf.reader)).data;

test.each(PROTOCOLS)('protocol %s: a proposer saves a draft and writes nothing', async (protocol) => {
  const before = await revisionOf();
  for (const role of ['proposer', 'editor'] as const) {
    const assistant = await connect(server.url, protocol, server.tokenOf[role]);
    const { outcome, sentence, items } = await assistant.callTool('propose', INPUT);
    expect(outcome).toBe('FOUND');
    expect(items).toMatchObject([
      { index: 0, verdict: 'CREATED', problems: [] },
      { index: 1, verdict: 'REJECTED' },
    ]);
    expect(items[1].problems[0]).toMatch(/^to: UNKNOWN_ENTITY: Expected/);
    const [id] = items[0].cite.ids as string[];
    expect(sentence).toContain(id);
    const query = '{ draft(id: "ID") { by state title rows { quote why } source { key } } }'.replace('ID', id!);
    const { data } = await server.execute(query, server.tokenOf.editor);
    expect(data).toEqual({
      draft: {
        ...{ by: `the ${role}`, state: 'OPEN', title: 'From an article', source: { key: 'a-source' } },
        rows: [
          { quote: 'Blue is against green.', why: '“against”' },
          { quote: null, why: '' },
        ],
      },
    });
    await assistant.close();
  }
  expect(await revisionOf()).toEqual(before);
});

test('a reader is refused in words', async () => {
  const assistant = await connect(server.url, PROTOCOLS[0], server.tokenOf.reader);
  await expect(assistant.callTool('propose', INPUT)).rejects.toThrow(
    'FORBIDDEN: Expected a token of the role proposer; the reader is a reader.',
  );
  await assistant.close();
});
