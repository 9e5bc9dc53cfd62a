import { type Arrangement, arrange } from './arrange.ts';

/** Computes layouts in a web worker, so that the page stays responsive. */
self.onmessage = ({ data }: MessageEvent<{ readonly question: number; readonly arrangement: Arrangement }>) => {
  self.postMessage({ question: data.question, spots: arrange(data.arrangement) });
};
