import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE_ROOT } from '../../root.ts';

const OTHER = 'other';

/**
 * The name under which a request is counted: the name of its operation if it is one of those in `schema/operations`, else `other`.
 * Clients choose names freely, and each name would be a time series of its own, without limit.
 */
export function metricName(name: string | null | undefined): string {
  return name && KNOWN_NAMES.has(name) ? name : OTHER;
}

const KNOWN_NAMES: ReadonlySet<string> = new Set(namesIn(join(PACKAGE_ROOT, 'schema/operations')));

function namesIn(directory: string): string[] {
  if (!existsSync(directory)) return [];
  const texts = readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.graphql'))
    .map((file) => readFileSync(join(directory, file), 'utf8'));
  return texts.flatMap((text) => [...text.matchAll(/^(?:query|mutation|subscription)\s+(\w+)/gm)].map(([, name]) => name!));
}
