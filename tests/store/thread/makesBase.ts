import { ProjectionBuilder } from '../../../src/analysis/projection/builder.ts';
import { baseThread } from '../../../src/analysis/workers/baseThread.ts';

/** Makes a base in a thread, and says how long the process went on after that, in milliseconds: less than the thread stays idle. */
await new ProjectionBuilder().finishBy(baseThread()!, 1);
const made = performance.now();
process.on('exit', () => console.log(`made; ended after ${Math.round(performance.now() - made)} ms`));
