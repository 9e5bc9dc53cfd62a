import fs from 'node:fs';

/** Returns what is written to the log (standard error) while `work` runs; it is still written there. */
export async function captureLog(work: () => Promise<unknown>): Promise<string> {
  const { writeSync } = fs;
  let written = '';
  const capture = (...[file, text, ...rest]: Parameters<typeof writeSync>): number => {
    if (file === 2) written += text;
    return writeSync(file, text, ...rest);
  };
  fs.writeSync = capture as typeof writeSync;
  try {
    await work();
  } finally {
    fs.writeSync = writeSync;
  }
  return written;
}
