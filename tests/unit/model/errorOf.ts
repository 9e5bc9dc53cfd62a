import { AllegianceError } from '../../../src/model/errors.ts';

/** The code and message of the error of a call; null if it has none. */
export function errorOf(call: () => unknown): { code: string; message: string } | null {
  try {
    call();
    return null;
  } catch (error) {
    if (!(error instanceof AllegianceError)) throw error;
    return { code: error.code, message: error.message };
  }
}
