import { rename, rm } from 'node:fs/promises';

/** Writes a file completely or not at all: `make` writes to another name, and the file is renamed at the end. Returns the result of `make`. */
export async function writeAtomically<T>(file: string, make: (temporary: string) => Promise<T>): Promise<T> {
  const temporary = `${file}.part`;
  try {
    await rm(temporary, { force: true });
    const result = await make(temporary);
    await rename(temporary, file);
    return result;
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
