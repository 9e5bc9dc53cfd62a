import { openInThread } from '../../../src/engine/embedded/thread/openInThread.ts';

/** Closes a store while a statement runs that takes seconds, and ends only after that. */
const BUSY = { name: 'test.busy', text: 'UNWIND range(1, 2000) AS x UNWIND range(1, 2000) AS y RETURN sum(x * y % 7)' };
process.on('beforeExit', () => console.log('ended'));
const engine = await openInThread(process.argv[2]!, 100, {});
await engine.read(BUSY).catch(({ code }) => console.log(code));
await engine.close();
console.log('closed');
await new Promise((later) => setTimeout(later, 5_000));
