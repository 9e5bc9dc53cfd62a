import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { build, CommandDirectory, end } from '../../support/import/command.ts';
import { MAPPING } from '../../support/import/mapping.ts';
import { ties } from '../../support/write/stored.ts';
import { GOOD, lastLine, readStore, TIES, WITH_WRONG } from './support/commandRuns.ts';

/** The rows are so long that the first ones are written before the file is read to its end. */
function manyTies(count: number): string {
  const note = 'a note '.repeat(40);
  const lines = Array.from(
    { length: count },
    (_, index) => `${index},Group ${index % 300},Group ${(index % 300) + 1 + (index % 7)},${note}`,
  );
  return `id,a,b,note\n${lines.join('\n')}\n`;
}

beforeAll(build);

describe('allegiance import', () => {
  it('that fails in the middle of a file prints the error and the report, also with --json', async () => {
    const place = new CommandDirectory({
      'ties.csv': Buffer.concat([Buffer.from(manyTies(5_000)), Buffer.from([0xff, 10])]),
      'm.yaml': MAPPING,
    });
    const { status, stdout, stderr } = place.run([...GOOD, '--json']);
    expect([status, stderr]).toEqual([1, expect.stringContaining('Expected ties.csv to be UTF-8; line 5002 is not.')]);
    const { created, error } = lastLine(stdout);
    expect([created, error]).toEqual([0, expect.stringContaining('line 5002')]);
  });

  it('with --inspect proposes a mapping that imports the file once what it leaves open is chosen, and sends known tables to theirs', () => {
    const place = new CommandDirectory({ 'ties.csv': TIES, 'acled.csv': readFileSync('mappings/samples/acled.csv') });
    const { status, stdout } = place.run(['import', 'csv', 'ties.csv', '--inspect']);
    expect([status, stdout]).toEqual([0, expect.stringMatching(/type: CHOOSE[\s\S]*$/)]);
    const open = new CommandDirectory({ 'ties.csv': TIES, 'm.yaml': stdout }).run(GOOD);
    expect([open.status, open.stderr]).toEqual([
      1,
      expect.stringMatching(/m\.yaml, line \d+: .*kind: expected one of .*; it is not chosen yet/),
    ]);
    const chosen = stdout.replaceAll('kind: CHOOSE', 'kind: ARMED_GROUP').replace('type: CHOOSE', 'type: FIGHTS');
    const imported = new CommandDirectory({ 'ties.csv': TIES, 'm.yaml': chosen }).run([...GOOD, '--json']);
    expect([imported.status, lastLine(imported.stdout)]).toEqual([0, expect.objectContaining({ created: 6, rejected: 0 })]);
    expect(place.run(['import', 'csv', 'acled.csv', '--inspect']).stdout).toContain('--mapping acled ');
    const named = place.run(['import', 'csv', 'acled.csv', '--mapping', 'acled', '--dry-run', '--json']);
    expect([named.status, lastLine(named.stdout)]).toEqual([0, expect.objectContaining({ created: 8, rejected: 0 })]);
  });

  it('refuses a store that a server has open, and says how to import through the server, which has the same result', async () => {
    const place = new CommandDirectory({ 'ties.csv': WITH_WRONG, 'm.yaml': MAPPING });
    const { child, found } = await place.startAndWait(['start'], /Editor token: (\S+)[\s\S]*?(http:\S+\/graphql)/);
    const [, token, url] = found;
    const refused = place.run(GOOD);
    expect([refused.status, refused.stderr]).toEqual([1, expect.stringMatching(/in use by another process.*--url http/)]);

    const through = [...GOOD, '--json', '--url', url!];
    const locked = place.run([...through, '--token', 'alg_wrong']);
    expect([locked.status, locked.stderr]).toEqual([1, expect.stringMatching(/token/i)]);
    const imported = place.run([...through, '--token', token!]);
    expect([imported.status, lastLine(imported.stdout)]).toEqual([1, expect.objectContaining({ created: 6, rejected: 2 })]);
    const again = place.run([...GOOD, '--json', '--url', url!.replace('/graphql', ''), '--token', token!]);
    expect(lastLine(again.stdout)).toMatchObject({ created: 0, updated: 0, unchanged: 6, rejected: 2 });
    const settings = { ALLEGIANCE_URL: url!, ALLEGIANCE_TOKEN: token! };
    const elsewhere = new CommandDirectory({ 'ties.csv': `${TIES}9,Group C,Group D\n`, 'm.yaml': MAPPING }, settings);
    const obeyed = elsewhere.run(GOOD);
    expect([obeyed.status, obeyed.stdout]).toEqual([
      0,
      expect.stringMatching(/2 created, [\s\S]*Written to the server at http:\S+graphql\./),
    ]);
    expect([elsewhere.run([...GOOD, '--dry-run']).status, existsSync(elsewhere.data)]).toEqual([0, false]);
    await end(child, 'SIGINT');
    const unreachable = elsewhere.run(GOOD);
    expect([unreachable.status, unreachable.stdout, unreachable.stderr]).toEqual([
      1,
      '',
      expect.stringContaining('Nothing was written elsewhere'),
    ]);
    expect(readdirSync(elsewhere.directory).sort()).toEqual(['m.yaml', 'ties.csv']);
    expect((await readStore(place, ties)).filter(({ key }) => key?.startsWith('made:')).length).toBe(3);
  });

  it('that was killed is completed by a second run, and a third run changes nothing', async () => {
    const place = new CommandDirectory({ 'ties.csv': manyTies(6_000), 'm.yaml': MAPPING });
    const { child, found } = await place.startAndWait(GOOD, /^[\d,]+ rows, [\d,]+ a second, \d+ %, \d+:\d\d left\n/);
    expect(found[0]).not.toContain('\u001b');
    await new Promise((later) => setTimeout(later, 400));
    await end(child, 'SIGKILL');
    const before = (await readStore(place, ties)).length;
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(6_000);

    const second = place.run([...GOOD, '--json']);
    expect(second.status).toBe(0);
    expect(lastLine(second.stdout).created).toBe(6_000 - before);
    expect((await readStore(place, ties)).length).toBe(6_000);
    expect(lastLine(place.run([...GOOD, '--json']).stdout)).toMatchObject({ created: 0, updated: 0, rejected: 0 });
  }, 90_000);

  it('that is stopped with Ctrl-C finishes its batch, says so, and ends with exit code 1', async () => {
    const place = new CommandDirectory({ 'ties.csv': manyTies(6_000), 'm.yaml': MAPPING });
    const { child } = await place.startAndWait(GOOD, / rows, /);
    let output = '';
    child.stdout!.on('data', (chunk) => (output += chunk));
    expect(await end(child, 'SIGINT')).toBe(1);
    expect(output).toContain('The import was interrupted. Run it again to import the rest.');
  }, 60_000);
});
