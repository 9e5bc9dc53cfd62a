import { computeLayout } from './computeLayout.ts';
import type { LayoutInput } from './placing.ts';

/** Computes layouts in a web worker, so that the page stays responsive. */
self.onmessage = ({ data }: MessageEvent<{ readonly requestId: number; readonly input: LayoutInput }>) => {
  self.postMessage({ requestId: data.requestId, positions: computeLayout(data.input) });
};
