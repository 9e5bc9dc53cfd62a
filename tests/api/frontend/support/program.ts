import { type ChildProcess, spawn } from 'node:child_process';
import { ROOT } from '../../../support/root.ts';

/** A started program of `examples`. */
export interface Program {
  /** Resolves when it has written this to its standard output, and fails if it ends before. */
  readonly wrote: (text: string) => Promise<void>;
  /** Its exit code, and all that it wrote, when it has ended. */
  readonly ended: Promise<{ readonly code: number | null; readonly lines: readonly string[]; readonly errors: string }>;
  readonly stop: () => void;
}

/** Starts a TypeScript program of `examples`, as its first line says: `node scripts/run.mjs examples/FILE …`. */
export function startExample(file: string, ...parameters: readonly string[]): Program {
  return started(spawn(process.execPath, ['scripts/run.mjs', `examples/${file}`, ...parameters], { cwd: ROOT, stdio: 'pipe' }));
}

/** Watches a process; its streams must be pipes. */
export function started(child: ChildProcess): Program {
  let output = '';
  let errors = '';
  const listeners = new Set<() => void>();
  child.stdout!.setEncoding('utf8').on('data', (text) => {
    output += text;
    for (const check of listeners) check();
  });
  child.stderr!.setEncoding('utf8').on('data', (text) => {
    errors += text;
  });
  const ended = new Promise<{ code: number | null; lines: string[]; errors: string }>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, lines: output.trimEnd().split('\n'), errors }));
  });
  const wrote = (text: string) =>
    new Promise<void>((resolve, reject) => {
      const check = () => {
        if (!output.includes(text)) return;
        listeners.delete(check);
        resolve();
      };
      listeners.add(check);
      check();
      ended.then(() => reject(new Error(`Expected the program to write “${text}”; it ended with:\n${output}${errors}`)), reject);
    });
  return { wrote, ended, stop: () => child.kill() };
}
