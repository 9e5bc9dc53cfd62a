import { AllegianceError, quoted } from './errors.ts';

/**
 * The base address of a server, `http://127.0.0.1:4000`, from one that is given with or without `/graphql`.
 * @throws BAD_INPUT for a text that is no HTTP address
 */
export function serverUrl(text: string): string {
  if (URL.canParse(text) && /^https?:/.test(text)) return text.replace(/\/+$/, '').replace(/\/graphql$/, '');
  throw new AllegianceError('BAD_INPUT', `Expected the address of a server such as http://127.0.0.1:4000; got ${quoted(text)}.`);
}
