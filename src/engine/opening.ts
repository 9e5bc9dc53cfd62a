import type { Engine } from './engine.ts';

/** Says whether a store is still being opened (`Engine.opened`): then nothing can have been written, and few statements are answered. */
export function whileOpening({ opened }: Pick<Engine, 'opened'>): () => boolean {
  let isOpening = opened !== undefined;
  const end = () => {
    isOpening = false;
  };
  opened?.then(end, end);
  return () => isOpening;
}
