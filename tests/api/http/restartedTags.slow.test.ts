import { expect, test } from 'vitest';
import { interrupt, launch, type ServerProcess } from './support/launch.ts';
import { onData, temporary } from './support/status.ts';

const NAME = '{ actor(id: "red") { name } }';

test('a server that has started again does not recognize the tags of the one before, whose store may have been another', async () => {
  const directory = temporary();
  const sendName = async (server: ServerProcess, tag = '') =>
    fetch(`${await server.url()}/graphql?query=${encodeURIComponent(NAME)}`, {
      headers: { 'content-type': 'application/json', 'if-none-match': tag },
    });
  const before = launch(onData(directory));
  const tag = (await sendName(before)).headers.get('etag')!;
  expect((await sendName(before, tag)).status).toBe(304);
  await interrupt(before);
  expect((await sendName(launch(onData(directory)), tag)).status).toBe(200);
});
