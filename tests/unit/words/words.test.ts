import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../../support/root.ts';
import { partsOf, wordsOf } from './source.ts';

/*
 * The project speaks the language of its field. These words were its own; each of them left for the standard word beside it.
 */

/** Words that are no part of a name. */
const LEFT_NAMES: Readonly<Record<string, string>> = {
  analyst: 'worker pool',
  anew: 'again',
  ask: 'run, query, request',
  asked: 'requested',
  asks: 'requests',
  believed: 'trusted',
  corridor: 'pruned layers',
  corridors: 'pruned layers',
  dear: 'expensive',
  door: 'route',
  doors: 'routes',
  farewell: 'grace period',
  fold: 'normalize, compact',
  folding: 'compacting',
  folds: 'compactions',
  gate: 'authenticator',
  glance: 'packed summary',
  gone: 'disconnected, deleted',
  keeper: 'write-ahead log',
  kept: 'cached, stored',
  largest: 'max',
  longest: 'max length',
  mend: 'fix',
  neighbour: 'neighbor',
  neighbours: 'neighbors',
  mended: 'fixed',
  oddities: 'warnings',
  oddity: 'warning',
  patience: 'timeouts',
  purpose: 'write options',
  scratch: 'buffers',
  seat: 'subscription limit',
  seated: 'acquired',
  seats: 'subscription limit',
  shelf: 'change tracker',
  spot: 'state',
  spots: 'states',
  station: 'intermediate node',
  stations: 'intermediate nodes',
  stretch: 'range',
  stretches: 'ranges',
  tell: 'report, log',
  tells: 'reports, logs',
  told: 'reported, logged',
  usual: 'default',
  wanted: 'signal, requested',
  whoever: 'the client',
};

/** What is said to users in other words now. */
const LEFT_TEXTS: readonly [phrase: RegExp, standard: string][] = [
  [/\bneighbours?\b/i, 'neighbor'],
  [/\b(anew|afresh)\b/i, 'again'],
  [/\bwhoever\b/i, 'the client, anyone'],
  [/\b(told|tells?)\b/i, 'report, say, log'],
  [/\bmend(ed|s)?\b/i, 'fix'],
  [/\bbelieved?\b/i, 'trusted'],
  [/\b(oddity|oddities)\b/i, 'warning'],
  [/\bseats?\b(?! of)/i, 'subscriptions'],
  [/\bstations?\b/i, 'intermediate nodes'],
  [/\bkept\b/i, 'stored, cached, held'],
  [/\bgone\b(?! (through|over)\b)/i, 'deleted, missing, disconnected'],
  [/\bfold(ed|s|ing)?\b/i, 'normalize a name, compact a projection'],
  [/\bdear(er|est)?\b/i, 'expensive'],
  [/\bas they are known\b/i, 'known'],
  [/\bstands? there\b/i, 'is there'],
  [/\bholds then\b/i, 'on this date'],
  [/\bon whose word\b/i, 'according to whom'],
  [/\bties?\b/i, 'relationship'],
  [/\b(TieFilter|TieConnection|TieEdge|ShapeFilter)\b/, 'NeighborFilter, NeighborConnection, NeighborEdge, GraphFilter'],
  [/\bALLEGIANCE_(KEPT_MEMORY|PROXIES|LOG|QUERY_TIMEOUT|SEARCH_STEPS|SEARCH_TIME|SUBSCRIPTIONS)\b/, 'the settings of src/config.ts'],
];

/** Words that comments may have: *tie* is the short word of the code; the store calls the search form of a name `folded`. */
const LEFT_COMMENTS = LEFT_TEXTS.filter(([, standard]) => standard !== 'relationship');

/** What reads news names the words of news. */
const NAMES_WORDS_OF_NEWS = /^src\/reading\//;

/** Texts for those who work on the code, where *tie* is the short word for a relationship; the list of what was renamed names both. */
const TIE_IS_DEFINED = ['CONTRIBUTING.md'];
const LISTS_RENAMES = ['CHANGELOG.md'];

/** Values that stores and links hold: `gone` is an operation of change sets, `ask` the key of a question in the address of the explorer. */
const STORED_VALUES: readonly string[] = ['gone', 'ask'];

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: ROOT, encoding: 'utf8' })
  .trim()
  .split('\n');
const sources = files.filter((file) => /^(src|tests|bench|scripts)\/.*\.(tsx?|mjs)$/.test(file) && !file.startsWith('tests/unit/words/'));
const product = sources.filter((file) => /^src\/.*\.tsx?$/.test(file));
/** Each file is parsed once. */
const wordsIn = new Map(sources.map((file) => [file, wordsOf(join(ROOT, file))]));
const documents = files.filter((file) => /\.md$/.test(file) && !LISTS_RENAMES.includes(file));

describe('words that left stay away', () => {
  test('in names of src, tests and scripts', () => {
    const found = sources.flatMap((file) =>
      [...wordsIn.get(file)!.names].flatMap((name) =>
        partsOf(name)
          .filter((part) => Object.hasOwn(LEFT_NAMES, part) || /^MOST_/.test(name))
          .map((part) => `${file}: ${name} (${LEFT_NAMES[part] ?? 'MAX_'})`),
      ),
    );
    expect(found).toEqual([]);
  });

  test('in codes, keys and other strings of one word in src', () => {
    const found = product.flatMap((file) =>
      wordsIn
        .get(file)!
        .literals.filter((text) => !STORED_VALUES.includes(text))
        .flatMap((text) =>
          partsOf(text)
            .filter((part) => Object.hasOwn(LEFT_NAMES, part))
            .map((part) => `${file}: ${text} (${part})`),
        ),
    );
    expect(found).toEqual([]);
  });

  test('in names of files', () => {
    const found = files.filter(
      (file) => /^(src|tests|bench|scripts)\//.test(file) && partsOf(file).some((part) => Object.hasOwn(LEFT_NAMES, part)),
    );
    expect(found).toEqual([]);
  });

  test('in messages, labels and descriptions of src', () => {
    const found = product
      .filter((file) => !file.endsWith('.cypher.ts'))
      .flatMap((file) =>
        wordsIn
          .get(file)!
          .sentences.filter((text) => !isStatement(text))
          .flatMap((text) => leftIn(text, file)),
      );
    expect(found).toEqual([]);
  });

  test('in comments of src', () => {
    const found = product
      .filter((file) => !NAMES_WORDS_OF_NEWS.test(file))
      .flatMap((file) => leftIn(commentsOf(readFileSync(join(ROOT, file), 'utf8')), file, LEFT_COMMENTS));
    expect(found).toEqual([]);
  });

  test('in the schema and its ready questions', () => {
    const texts = files.filter((file) => file.startsWith('schema/'));
    expect(texts.flatMap((file) => leftIn(readFileSync(join(ROOT, file), 'utf8'), file))).toEqual([]);
  });

  test.each(documents)('in %s', (file) => {
    expect(leftIn(readFileSync(join(ROOT, file), 'utf8'), file)).toEqual([]);
  });
});

test('an exported name is defined once in src', () => {
  const places = new Map<string, string[]>();
  for (const file of product) {
    const text = readFileSync(join(ROOT, file), 'utf8');
    const declared = text.matchAll(
      /^export (?:declare )?(?:abstract )?(?:async )?(?:const|let|function\*?|class|interface|type|enum) (\w+)/gm,
    );
    for (const name of new Set([...declared].map(([, name]) => name!))) places.set(name, [...(places.get(name) ?? []), file]);
  }
  expect([...places].filter(([, where]) => where.length > 1)).toEqual([]);
});

/** Cypher is for the store, not for people. */
function isStatement(text: string): boolean {
  return /\b(MATCH|RETURN|UNWIND|WITH|SET|CALL)\b/.test(text);
}

/** The lines of a file with nothing but their comments: blocks, and what follows `//` or a bracket with `/*`. */
function commentsOf(source: string): string {
  return source
    .split('\n')
    .map((line) => /^\s*(\/\*|\*|\/\/).*|\s\/\/ .*|\{\/\* .*/.exec(line)?.[0].replace(/`[^`]*`/g, '') ?? '')
    .join('\n');
}

function leftIn(text: string, file: string, left = LEFT_TEXTS): string[] {
  return text
    .split('\n')
    .flatMap((line, index) =>
      left
        .filter(([phrase, standard]) => phrase.test(line) && !(standard === 'relationship' && TIE_IS_DEFINED.includes(file)))
        .map(([phrase, standard]) => `${file}:${index + 1}: ${phrase.exec(line)![0]} (${standard}): ${line.trim().slice(0, 100)}`),
    );
}
