let known: boolean | null = null;

/** Whether this browser can paint the picture; where it cannot, the table stands in its place. */
export function hasWebGL(): boolean {
  known ??= document.createElement('canvas').getContext('webgl2') !== null;
  return known;
}
