import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

/** The instructions of the Dockerfile, each on one line, without comments. */
export function instructions(): string[] {
  const text = readFileSync('Dockerfile', 'utf8').replace(/\\\n\s*/g, '');
  return text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

/** The instructions of one kind, such as `COPY`. */
export function instructionsOf(kind: string): string[] {
  return instructions().filter((line) => line.startsWith(`${kind} `));
}

/** What the image copies from the build: paths in the repository, and the path of each in the image. */
export function shipped(): { from: string; to: string }[] {
  return instructionsOf('COPY').flatMap((line) => {
    const [, from, to] = /^COPY --from=build \/app\/(\S+) (\S+)$/.exec(line) ?? [];
    if (!from || !to) return [];
    return [{ from, to: to === './' ? basename(from) : to }];
  });
}
