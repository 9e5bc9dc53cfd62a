/**
 * npm run bench:reading [-- ARTICLE [--wrong]]: how well the reader of src/reading reads. 232 sentences that were written for it, a
 * hundred of them before it, by class; and the article of the seed, whose text is not part of the project: ARTICLE names it,
 * else ../shared/seed/aleppo-2024-article.txt. `--wrong` prints each sentence that it did not read as a person would.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE_ROOT } from '../src/root.ts';
import { scoreArticle } from './reading/article.ts';
import { type Counts, goldSentences, knownNames, quotesHold, scoreSentences, total } from './reading/score.ts';

const [file = join(PACKAGE_ROOT, '../shared/seed/aleppo-2024-article.txt')] = process.argv
  .slice(2)
  .filter((word) => !word.startsWith('--'));
const names = knownNames();
let exitCode = 0;

for (const part of ['first', 'second', 'third'] as const) {
  const started = performance.now();
  const { results, byClass } = await scoreSentences(goldSentences(part), names);
  const took = performance.now() - started;
  console.log(`\nThe ${part} sentences (${results.length}; ${(took / results.length).toFixed(1)} ms each)\n`);
  print([
    ['class', 'sentences', 'precision', 'recall', 'right', 'wrong', 'missed'],
    ...[...byClass].map(([name, counts]) => row(name, results.filter(({ sentence }) => sentence.class === name).length, counts)),
    row('all', results.length, total(byClass.values())),
  ]);
  const asserted = results.filter(
    ({ sentence, reading }) =>
      /^(?:pledge|denial|hypothesis)$/.test(sentence.class) && reading.proposals.some(({ kind }) => kind === 'RELATIONSHIP'),
  );
  const broken = results.filter(({ reading }) => !reading.proposals.every((proposal) => quotesHold(reading, proposal)));
  const unreal = results.filter(({ sentence }) => /^(?:pledge|denial|hypothesis)$/.test(sentence.class)).length;
  console.log(
    `\nPledges, denials, hypotheses: ${asserted.length} of ${unreal} give a relationship. Quotes that are not in the text: ${broken.length}.`,
  );
  if (process.argv.includes('--wrong'))
    for (const { sentence, missed, wrong } of results)
      if (missed.length + wrong.length > 0)
        console.log(`[${sentence.class}] ${sentence.text}\n    missed: ${missed.join(', ') || '-'}; wrong: ${wrong.join(', ') || '-'}`);
  if (asserted.length + broken.length > 0) exitCode = 1;
}

if (existsSync(file)) {
  const score = await scoreArticle(readFileSync(file, 'utf8'));
  const proposed = score.facts.filter(({ missed }) => missed.length === 0).length;
  console.log(
    `\nThe article: ${proposed} of ${score.facts.length} facts proposed; ${score.right} proposals right, ${score.wrong.length} wrong, ${score.besides} that the article says besides; ${score.pledgesAsDeeds.length} pledges as deeds; quotes ${score.quotesHold ? 'all in the text' : 'NOT in the text'}.\n`,
  );
  print(
    score.facts.map(({ fact, what, missed }) => [String(fact), what, missed.length === 0 ? 'proposed' : `missed: ${missed.join(', ')}`]),
  );
  for (const wrong of score.wrong) console.log(`wrong: ${wrong}`);
  if (proposed < 12 || score.wrong.length > 2 * score.right || score.pledgesAsDeeds.length > 0 || !score.quotesHold) exitCode = 1;
} else console.log(`\nThe article is not at ${file}: name it as an argument.`);
process.exitCode = exitCode;

function row(name: string, sentences: number, { right, wrong, missed }: Counts): string[] {
  return [name, String(sentences), share(right, wrong), share(right, missed), String(right), String(wrong), String(missed)];
}

function share(right: number, other: number): string {
  return right + other === 0 ? '-' : (right / (right + other)).toFixed(2);
}

function print(rows: readonly (readonly string[])[]): void {
  const widths = rows[0]!.map((_, at) => Math.max(...rows.map((each) => each[at]!.length)));
  for (const each of rows)
    console.log(
      each
        .map((cell, at) => cell.padEnd(widths[at]!))
        .join('  ')
        .trimEnd(),
    );
}
