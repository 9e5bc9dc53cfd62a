import { readFileSync } from 'node:fs';

/** One message in `docs/errors.md`, with the request that causes it, if one is given. */
export interface Promised {
  readonly code: string;
  readonly query: string | null;
  readonly sentence: string;
}

/** The headings of `docs/errors.md`, without the title. */
export function sections(): string[] {
  return [...page().matchAll(/^## (.+)$/gm)].map(([, heading]) => heading!);
}

/** Every message in it, in order. */
export function promised(): Promised[] {
  return page()
    .split(/^## /m)
    .slice(1)
    .flatMap((section) => {
      const code = section.slice(0, section.indexOf('\n'));
      const promises = section.matchAll(/(?:^```graphql\n(.+)\n```\n\n)?^> (.+)$/gm);
      return [...promises].map(([, query, sentence]) => ({ code, query: query ?? null, sentence: sentence! }));
    });
}

function page(): string {
  return readFileSync('docs/errors.md', 'utf8');
}
