let supported: boolean | null = null;

/** Whether this browser has WebGL 2, which the canvas needs; without it the table is shown. */
export function hasWebGL(): boolean {
  supported ??= document.createElement('canvas').getContext('webgl2') !== null;
  return supported;
}
