import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Config } from '../config.ts';
import { parseDate } from '../model/date.ts';
import { AllegianceError, quoted } from '../model/errors.ts';
import type { KnownName, Proposal, TextReading } from '../reading/types.ts';
import { type Command, DONE, type Input, NOTHING_FOUND, UsageError } from './command.ts';
import { CONNECTION_OPTIONS, withGraph } from './query/connect.ts';
import { loadNames } from './query/names.ts';
import { saveReading } from './query/saveReading.ts';
import { bold, dim, printable } from './style.ts';

/** Reads an article and prints what it mentions and proposes. */
export const READ_COMMAND: Command = {
  name: 'read',
  summary: 'Reads an article in English and prints whom it mentions and which rows it suggests. Nothing is written without --save.',
  details:
    'Takes text, Markdown, HTML and PDF. Each proposal has the words that it rests on; a person decides.\ndocs/reading.md says what it can and cannot read.',
  operand: 'FILE',
  options: {
    title: { value: 'TITLE', meaning: 'title of the article; without it, that of the file' },
    publisher: { value: 'PUBLISHER', meaning: 'who published it' },
    published: { value: 'DATE', meaning: 'when it was published: 2024-11-30; “on Saturday” is understood by it' },
    save: { meaning: 'keep the article as a source with its text, and what it suggests as a draft; with a token of an editor' },
    ...CONNECTION_OPTIONS,
    json: { meaning: 'print JSON: {"title", "publisher", "publishedOn", "text", "mentions", "proposals", "unread"}' },
  },
  examples: [
    'allegiance read article.txt --published 2024-11-30',
    'allegiance read report.pdf --title "A report" --publisher Reuters --published 2024-11 --json',
    'allegiance read page.html --url http://127.0.0.1:4000',
  ],
  exitCodes: { [NOTHING_FOUND]: 'nothing is proposed' },
  run: async (input) => {
    const [file, ...others] = input.operands;
    if (!file || others.length > 0) throw new UsageError('Expected one file: `allegiance read article.txt --published 2024-11-30`.');
    const publishedOn = input.text('published') ?? null;
    if (publishedOn !== null) parseDate(publishedOn);
    const { extractText } = await import('../reading/extract/extract.ts');
    const { readText } = await import('../reading/read.ts');
    const { text, title: found } = await extractText(await bytesOf(file), basename(file));
    await expectWritable(input);
    const names = await withGraph(input, loadNames);
    const own = await readText({ text, names, publishedOn });
    const reading = await withModel(input.config, own, names, publishedOn);
    const title = input.text('title') ?? found;
    const publisher = input.text('publisher') ?? null;
    const more = reading.proposals.slice(own.proposals.length);
    const article = { title: title || basename(file), publisher, publishedOn, text, more };
    const saved = input.isSet('save') ? await withGraph(input, (graph) => saveReading(graph, article)) : null;
    console.log(
      input.isSet('json')
        ? JSON.stringify({ title, publisher, publishedOn, ...reading, ...(saved && { saved }) })
        : asText(reading, [title, publisher, publishedOn]),
    );
    if (saved && !input.isSet('json'))
      console.log(
        `\nSaved as the source ${saved.source}${saved.draft === null ? '.' : `, and what it proposes as the draft ${saved.draft}.`}`,
      );
    return reading.proposals.length > 0 ? DONE : NOTHING_FOUND;
  },
};

/** @throws BAD_INPUT where the article is to be saved in a store that cannot be written */
async function expectWritable({ config, isSet, text }: Input): Promise<void> {
  if (!isSet('save') || (text('url') ?? config.url) || config.neo4j !== null) return;
  const { isWritable } = await import('../engine/embedded/readOnlyStore.ts');
  if (isWritable(config.data)) return;
  throw new AllegianceError(
    'BAD_INPUT',
    `Expected a store that can be written, to save the article in; got ${quoted(config.data)}, which is read-only.`,
  );
}

/** Time for a model to answer, in milliseconds. */
const MODEL_TIMEOUT = 120_000;

/** Adds what the model of the settings proposes; without one, the reading as it is. What is dropped is reported on standard error. */
async function withModel(
  config: Config,
  reading: TextReading,
  names: readonly KnownName[],
  publishedOn: string | null,
): Promise<TextReading> {
  if (config.modelUrl === null) return reading;
  const { proposeByModel } = await import('../reading/model.ts');
  const server = { url: config.modelUrl, model: config.modelName, key: config.modelKey, timeout: MODEL_TIMEOUT };
  const { proposals, dropped, failure } = await proposeByModel(reading, names, { publishedOn }, server);
  const reasons = Object.entries(dropped).map(([reason, count]) => `${count} ${reason}`);
  if (failure) console.error(printable(`Model: ${failure}.`));
  if (reasons.length > 0) console.error(`Model: dropped ${reasons.join(', ')}.`);
  return { ...reading, proposals: [...reading.proposals, ...proposals] };
}

async function bytesOf(file: string): Promise<Uint8Array> {
  return readFile(file).catch((error: unknown) => {
    throw new AllegianceError(
      'BAD_INPUT',
      `Expected a file that can be read; got ${quoted(file)}: ${(error as Error).message}`,
      {},
      { cause: error },
    );
  });
}

function asText({ mentions, proposals, unread, text }: TextReading, about: readonly (string | null)[]): string {
  const head = about.filter((each) => each !== null && each !== '').join(', ');
  const named = new Map<string, Set<string>>();
  const open = new Set<string>();
  for (const mention of mentions) {
    if (mention.entity) named.set(mention.entity, (named.get(mention.entity) ?? new Set()).add(oneLine(mention.text)));
    else if (mention.candidates.length > 0) open.add(`  “${oneLine(mention.text)}” may be ${mention.candidates.slice(0, 5).join(', ')}`);
  }
  const sections = [
    ...(head ? [bold(printable(head))] : []),
    bold(`Mentions: ${mentions.length}`),
    ...[...named].map(([slug, words]) => `  ${slug}  ${dim([...words].slice(0, 6).join(', '))}`),
    ...(open.size > 0 ? [bold('May be several'), ...open] : []),
    '',
    bold(`Proposals: ${proposals.length}`),
    ...proposals.flatMap(proposalLines),
    ...(unread.length > 0 ? ['', bold(`Names somebody, and gives no proposal: ${plural(unread.length, 'sentence')}`)] : []),
    ...unread.map(({ start, end }) => `  ${oneLine([...text].slice(start, end).join(''))}`),
  ];
  return sections.join('\n');
}

function proposalLines({ kind, statement, quote, score, why, input }: Proposal): string[] {
  const [first] = (input.evidence as Record<string, unknown>[] | undefined) ?? [input];
  const voice = first?.attributedTo ?? first?.attribution;
  const notes = [
    ...(voice ? [`by ${voice}`] : []),
    ...(first?.hedged ? ['hedged'] : []),
    ...(first?.stance === 'DENIES' ? ['denied'] : []),
  ];
  return [
    `${kind.padEnd(12)} ${score.toFixed(2)}  ${printable(statement)}${notes.length > 0 ? dim(`  ${printable(notes.join(', '))}`) : ''}`,
    `             “${oneLine(quote)}”`,
    dim(`             ${printable(why)}`),
  ];
}

function oneLine(text: string): string {
  return printable(text.replace(/\s+/g, ' ').trim());
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
