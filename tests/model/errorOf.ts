import { AllegianceError } from '../../src/model/errors.ts';

/** The code and sentence with which a call is refused; null where it is not. */
export function errorOf(call: () => unknown): { code: string; message: string } | null {
  try {
    call();
    return null;
  } catch (error) {
    if (!(error instanceof AllegianceError)) throw error;
    return { code: error.code, message: error.message };
  }
}
