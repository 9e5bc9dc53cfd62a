/** Nesting depth of lists and objects: 0 for a number or a text. Iterative, so that any depth can be measured. */
export function nestingOf(value: unknown): number {
  let deepest = 0;
  const open: [value: unknown, depth: number][] = [[value, 0]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [one, depth] = next;
    deepest = Math.max(deepest, depth);
    if (typeof one !== 'object' || one === null) continue;
    for (const inner of Object.values(one)) open.push([inner, depth + 1]);
    deepest = Math.max(deepest, depth + 1);
  }
  return deepest;
}
