import { compact } from '../../../src/analysis/projection/base.ts';
import { GraphSnapshot } from '../../../src/analysis/projection/lookup.ts';
import { type BaseMaker, baseOf } from '../../../src/analysis/projection/staged.ts';

/** Makes bases as another thread does: from what is shared with it, at some later time, once it is released. */
export function lateMaker(): { readonly maker: BaseMaker; readonly release: () => void } {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const maker: BaseMaker = {
    build: async (staged) => {
      await released;
      return baseOf(structuredClone(staged));
    },
    compact: async (buffers, snapshot, minSpareCapacity) => {
      const [shared, seen] = [structuredClone(buffers), { ...snapshot }];
      await released;
      return compact(new GraphSnapshot(shared, seen), minSpareCapacity, { nodes: 0, ties: 0 });
    },
  };
  return { maker, release: () => release() };
}
