import { appendFileSync, cpSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { openEmbedded } from '../../../src/engine/embedded/embedded.ts';
import { segmentIn } from './damage.ts';
import { expectRevisions } from './expected.ts';
import { prepareFixtures } from './fixtures.ts';
import { LAST, step } from './history.ts';
import { copyOf, startWriter, temporaryDirectory } from './stores.ts';

const fixtures = prepareFixtures();

describe('a killed process', () => {
  test.each([1, 7, 9, 15, LAST])('right after revision %i was acknowledged: it is there, and none twice', async (last) => {
    const directory = copyOf(temporaryDirectory());
    const writer = startWriter(directory, 'wait');
    await expect.poll(writer.acknowledged, { timeout: 20_000, interval: 1 }).toBeGreaterThanOrEqual(last);
    writer.kill();
    await writer.ended;
    const engine = await openEmbedded(directory);
    const found = await expectRevisions(engine, fixtures().digests);
    await engine.close();
    expect(found).toBeGreaterThanOrEqual(writer.acknowledged());
  });

  test('between log and commit: the write is there, once', async () => {
    const open = copyOf(fixtures().closed);
    const engine = await openEmbedded(open);
    const crashed = copyOf(open);
    await step(engine, LAST + 1);
    cpSync(segmentIn(open), segmentIn(crashed));
    await engine.close();
    expect(await fixtures().expectComplete(crashed, LAST + 1)).toMatch(`up to revision ${LAST + 1}.`);
    expect(await fixtures().expectComplete(crashed, LAST + 1)).toBeNull();
  });

  test('while a log entry was written: the incomplete line is cut off and reported', async () => {
    const directory = copyOf(fixtures().killed);
    const content = readFileSync(segmentIn(directory));
    appendFileSync(segmentIn(directory), content.subarray(0, Math.floor(content.indexOf('\n') / 2)));
    const engine = await openEmbedded(directory);
    expect(engine.notice).toMatch(/up to revision \d+\. An incomplete last line of the write-ahead log was cut off\.$/);
    await expectRevisions(engine, fixtures().digests, LAST);
    await step(engine, LAST + 1);
    await engine.close();
    expect(await fixtures().expectComplete(directory, LAST + 1)).toBeNull();
  });
});
