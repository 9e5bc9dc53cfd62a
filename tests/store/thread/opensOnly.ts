import { openInThread } from '../../../src/engine/embedded/thread/openInThread.ts';

/** Opens a store that cannot be opened, prints the code of the error, and ends when nothing is left to do. */
console.log(
  await openInThread(process.argv[2]!, 1_000, { serves: true }).then(
    () => 'open',
    ({ code }) => code,
  ),
);
