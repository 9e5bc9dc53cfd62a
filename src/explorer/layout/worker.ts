import { type Arrangement, arrange } from './arrange.ts';

/** Arranges in a thread of its own, so that the page answers meanwhile. */
self.onmessage = ({ data }: MessageEvent<{ readonly question: number; readonly arrangement: Arrangement }>) => {
  self.postMessage({ question: data.question, spots: arrange(data.arrangement) });
};
