import { describe, expect, test } from 'vitest';
import { decode } from '../../../src/explorer/state/address.ts';
import { readLinkedQuery } from '../../../src/playground/linkedQuery.ts';
import { describeEachEngine } from '../../support/engine/engines.ts';
import { fillWithSeed } from '../../support/engine/world.ts';
import { assistantFor, type ToolAnswer } from './support/assistant.ts';
import { QUESTIONS } from './support/questions.ts';

/** Everything in an answer under the name `cite`, and the ids of passages. */
function citationsIn(value: ToolAnswer): { ids: string[]; addresses: string[] } {
  if (Array.isArray(value)) {
    const found = value.map(citationsIn);
    return { ids: found.flatMap(({ ids }) => ids), addresses: found.flatMap(({ addresses }) => addresses) };
  }
  if (typeof value !== 'object' || value === null) return { ids: [], addresses: [] };
  const own = value.cite ? { ids: value.cite.ids as string[], addresses: [value.cite.address as string] } : { ids: [], addresses: [] };
  const passage = value.quotation ? [value.id as string] : [];
  const inner = citationsIn(Object.entries(value).flatMap(([name, each]) => (name === 'cite' ? [] : [each])));
  return { ids: [...own.ids, ...passage, ...inner.ids], addresses: [...own.addresses, ...inner.addresses] };
}

describeEachEngine((engine) => {
  const running = assistantFor(engine);

  describe.each(QUESTIONS)('$tool $input', ({ tool, input }) => {
    test('cites ids that exist, and addresses of pages that show what they say', async () => {
      const { server, assistant } = running();
      const answer = await assistant.callTool(tool, input);
      const { ids, addresses } = citationsIn(answer);
      expect(ids.length).toBeGreaterThan(0);
      expect(addresses.length).toBeGreaterThanOrEqual(answer.items.length);
      const { data } = await server.execute('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', null, {
        ids: [...new Set(ids)].slice(0, 100),
      });
      expect(data!.nodes).toEqual([...new Set(ids)].slice(0, 100).map((id) => ({ id })));
      for (const address of new Set(addresses)) await expectPage(address);

      async function expectPage(address: string): Promise<void> {
        const url = new URL(address);
        expect(url.origin).toBe(new URL(server.url).origin);
        const page = await fetch(address, { headers: { accept: 'text/html' } });
        expect(page.status, address).toBe(200);
        expect(await page.text()).toContain(url.pathname === '/' ? 'id="explorer"' : 'id="playground"');
        if (url.pathname === '/graphql') {
          const { errors } = await server.execute(readLinkedQuery(url.hash)!.query);
          expect(errors).toBeUndefined();
          return;
        }
        const { picture, view } = decode(url.hash);
        expect(picture.length).toBeGreaterThan(0);
        for (const { slug } of picture) {
          const { data: found } = await server.execute('query ($id: ID!) { entity(id: $id) { slug } }', null, { id: slug });
          expect(found).toEqual({ entity: { slug } });
        }
        if (view.tie === null) return;
        const query = 'query ($id: ID!) { relationship(id: $id) { from { slug } to { slug } } }';
        const { data: tie } = await server.execute(query, null, { id: view.tie });
        const { from, to } = tie!.relationship as { from: { slug: string }; to: { slug: string } };
        expect(picture.map(({ slug }) => slug)).toEqual(expect.arrayContaining([from.slug, to.slug]));
      }
    });
  });
}, fillWithSeed);
