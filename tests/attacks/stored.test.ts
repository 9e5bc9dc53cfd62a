import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serveFew, type TestServer } from '../api/access/support/served.ts';

const MARKUP: readonly string[] = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "'-alert(1)-'",
  '</script><svg onload=alert(1)>',
  'javascript:alert(1)',
  '{{constructor.constructor("alert(1)")()}}',
  '<!--<iframe srcdoc="<script>1</script>">',
  '=HYPERLINK("https://evil.example")',
  '\u003cscript\u003e&lt;script&gt;',
];

let served: TestServer;
beforeAll(async () => {
  served = await serveFew({ openReading: true });
});
afterAll(() => served.close());

describe('stored markup', () => {
  test.each(MARKUP.map((markup, number) => [number, markup] as const))('%d: %s is returned unchanged, as data', async (number, markup) => {
    const slug = `markup-${number}`;
    const write = `mutation ($actors: [ActorInput!]!, $ties: [RelationshipInput!]!) {
      upsertActors(rows: $actors) { created }
      recordRelationships(rows: $ties) { created }
    }`;
    const actors = [{ slug, kind: 'PERSON', name: markup, description: markup, aliases: [{ name: `${markup} again` }] }];
    const ties = [{ type: 'BACKS', from: slug, to: 'red', evidence: [{ source: 'a-source', quote: markup, locator: markup }] }];
    expect((await served.execute(write, served.tokenOf.editor, { actors, ties })).errors).toBeUndefined();

    const query = `{ actor(id: "${slug}") { name description aliases { name } backs { edges { relationship { evidence { nodes { quote locator } } } } } } }`;
    const headers = { 'content-type': 'application/json', accept: 'text/html, application/json;q=0.5' };
    const response = await fetch(served.url, { method: 'POST', headers, body: JSON.stringify({ query }) });
    expect(response.headers.get('content-type')).toMatch(/^application\/(json|graphql-response\+json)/);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    const { data } = (await response.json()) as { data: { actor: object } };
    expect(data.actor).toMatchObject({
      name: markup,
      description: markup,
      backs: { edges: [{ relationship: { evidence: { nodes: [{ quote: markup, locator: markup }] } } }] },
    });
    expect(JSON.stringify(data.actor)).toContain(JSON.stringify(`${markup} again`));
  });

  test('in an error is data as well', async () => {
    for (const markup of MARKUP) {
      const response = await fetch(`${served.url}?query=${encodeURIComponent(markup)}`, {
        headers: { accept: 'text/html', 'apollo-require-preflight': '1' },
      });
      expect(response.headers.get('content-type')).toMatch(/^application\/(json|graphql-response\+json)/);
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    }
  });
});

describe.skipIf(!existsSync('dist/playground/index.html'))('the page of the playground', () => {
  const page = () => fetch(served.url, { headers: { accept: 'text/html' } });
  const policy = async () =>
    new Map(
      (await page()).headers
        .get('content-security-policy')!
        .split('; ')
        .map((rule) => [rule.split(' ')[0]!, rule.split(' ').slice(1)]),
    );

  test('allows no scripts other than the server’s own files', async () => {
    const rules = await policy();
    expect(rules.get('script-src')).toEqual(["'self'"]);
    for (const name of ['default-src', 'connect-src', 'object-src'])
      expect([name, rules.get(name) ?? rules.get('default-src')]).toEqual([name, ["'self'"]]);
    for (const name of ['base-uri', 'frame-ancestors', 'form-action']) expect([name, rules.get(name)]).toEqual([name, ["'none'"]]);
    expect([...rules.values()].flat().join(' ')).not.toMatch(/unsafe-eval|\*|https?:/);
  });

  test('has no inline script, no event handler, and nothing from other origins', async () => {
    const html = await (await page()).text();
    expect(html).toBe(readFileSync('dist/playground/index.html', 'utf8'));
    expect(html).toMatch(/<script [^>]*src="/);
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)|\son\w+=|javascript:|(?:src|href)="(?:https?:)?\/\//i);
  });

  test('does not contain parts of the URL', async () => {
    const plain = await (await page()).text();
    for (const markup of MARKUP) {
      const response = await fetch(`${served.url}?${encodeURIComponent(markup)}=${encodeURIComponent(markup)}`, {
        headers: { accept: 'text/html' },
      });
      expect(await response.text()).toBe(plain);
    }
  });
});
