import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { spanText } from '../../src/model/text/codePoints.ts';
import { vocabularyOf } from '../../src/model/vocabulary.ts';
import { readText } from '../../src/reading/read.ts';
import type { KnownName, Proposal, TextReading } from '../../src/reading/types.ts';
import { PACKAGE_ROOT } from '../../src/root.ts';

/** A sentence with what a person reads in it. */
export interface GoldSentence {
  readonly class: string;
  readonly text: string;
  readonly gold: readonly string[];
  readonly published?: string;
}

export interface Counts {
  right: number;
  wrong: number;
  missed: number;
}

interface NameRow {
  readonly slug: string;
  readonly kind?: KnownName['kind'];
  readonly placeKind?: KnownName['placeKind'];
  readonly name?: string;
  readonly aliases?: KnownName['aliases'];
}

export function loadYaml<T>(...path: string[]): T {
  return parse(readFileSync(join(PACKAGE_ROOT, ...path), 'utf8')) as T;
}

export function goldSentences(part: 'first' | 'second' | 'third'): GoldSentence[] {
  return loadYaml('bench', 'reading', `${part}.yaml`);
}

/** The names of the seed and those that the sentences add. */
export function knownNames(): KnownName[] {
  const within = new Map(loadYaml<{ from: string; to: string }[]>('seed', 'located-in.yaml').map(({ from, to }) => [from, to]));
  const places = loadYaml<(Omit<NameRow, 'kind'> & { kind: KnownName['placeKind'] })[]>('seed', 'places.yaml');
  const rows: NameRow[] = [
    ...loadYaml<NameRow[]>('seed', 'actors.yaml'),
    ...places.map(({ kind, ...rest }) => ({ ...rest, kind: 'PLACE' as const, placeKind: kind })),
    ...loadYaml<NameRow[]>('bench', 'reading', 'names.yaml'),
  ];
  const names = new Map<string, KnownName>();
  for (const { slug, kind, placeKind = null, name, aliases = [] } of rows) {
    const known = names.get(slug);
    if (known) names.set(slug, { ...known, aliases: [...known.aliases, ...aliases] });
    else names.set(slug, { id: slug, slug, kind: kind!, placeKind, within: within.get(slug) ?? null, name: name!, aliases });
  }
  return [...names.values()];
}

/** What a reading says, in the words of the gold sentences. Events by those who take part: "PLEDGE russia". */
export function claimsOf({ proposals }: Pick<TextReading, 'proposals'>, isEvent: (kind: string) => boolean): Set<string> {
  return new Set(
    proposals.flatMap(({ kind, input, denies }) => {
      if (kind === 'RELATIONSHIP') {
        const claim = `${input.from} ${input.type} ${input.to}`;
        const isDenied = (input.evidence as { stance: string }[]).some(({ stance }) => stance === 'DENIES');
        return [canonical(claim), ...(isDenied ? [canonical(`NOT ${claim}`)] : [])];
      }
      if (kind === 'EVIDENCE') return [canonical(`NOT ${denies!.from} ${denies!.type} ${denies!.to}`)];
      if (kind !== 'EVENT' || !isEvent(String(input.kind))) return [];
      return (input.participants as { actor: string; role: string }[])
        .filter(({ role }) => role === 'SPEAKER')
        .map(({ actor }) => `${input.kind} ${actor}`);
    }),
  );
}

/** Symmetric relationships have their ends in one order. */
export function canonical(claim: string): string {
  const words = claim.split(' ');
  const mark = words[0] === 'NOT' || words[0] === 'HEDGED' ? `${words.shift()} ` : '';
  const [a, type, b] = words;
  if (words.length !== 3 || !/^[A-Z_]+$/.test(type!) || !isType(type!) || !vocabularyOf(type as never).symmetric || a! < b!) return claim;
  return `${mark}${b} ${type} ${a}`;
}

function isType(type: string): boolean {
  return vocabularyOf(type as never) !== undefined;
}

/** Are the quotes of a proposal, and of its evidence, words of the text at their place? */
export function quotesHold({ text }: Pick<TextReading, 'text'>, { quote, span, input }: Proposal): boolean {
  const passages = (input.evidence as { quote: string; start: number; end: number }[] | undefined) ?? [];
  return [{ quote, ...span }, ...passages].every((each) => each.quote !== '' && spanText(text, each) === each.quote);
}

export interface SentenceResult {
  readonly sentence: GoldSentence;
  readonly reading: TextReading;
  readonly missed: readonly string[];
  readonly wrong: readonly string[];
}

/** Reads each sentence by itself, and counts by class. */
export async function scoreSentences(
  sentences: readonly GoldSentence[],
  names: readonly KnownName[],
): Promise<{ results: SentenceResult[]; byClass: Map<string, Counts> }> {
  const byClass = new Map<string, Counts>();
  const results: SentenceResult[] = [];
  for (const sentence of sentences) {
    const reading = await readText({ text: sentence.text, names, publishedOn: sentence.published ?? '2024-11-30' });
    const found = claimsOf(reading, (kind) => kind === 'PLEDGE' || kind === 'STATEMENT');
    const gold = new Set(sentence.gold.map(canonical));
    const missed = [...gold].filter((claim) => !found.has(claim));
    const wrong = [...found].filter((claim) => !gold.has(claim));
    const counts = byClass.get(sentence.class) ?? { right: 0, wrong: 0, missed: 0 };
    counts.right += gold.size - missed.length;
    counts.wrong += wrong.length;
    counts.missed += missed.length;
    byClass.set(sentence.class, counts);
    results.push({ sentence, reading, missed, wrong });
  }
  return { results, byClass };
}

export function total(all: Iterable<Counts>): Counts {
  const sum = { right: 0, wrong: 0, missed: 0 };
  for (const { right, wrong, missed } of all) {
    sum.right += right;
    sum.wrong += wrong;
    sum.missed += missed;
  }
  return sum;
}
