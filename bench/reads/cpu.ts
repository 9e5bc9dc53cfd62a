import { readFileSync } from 'node:fs';

/** Milliseconds per clock tick of Linux. */
const CLOCK_TICK = 10;

/** CPU time of all threads of a process so far, in milliseconds. Linux only. */
export function cpuOf(pid: number): number {
  const [user, system] = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ')
    .slice(11, 13);
  return (Number(user) + Number(system)) * CLOCK_TICK;
}
