import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Authenticator } from '../../src/access/authenticator.ts';
import { fileTokens } from '../../src/access/fileTokens.ts';
import type { Admission } from '../../src/http/server.ts';

/** A server that is ready and allows anonymous reads, as on a loopback address without tokens. */
export const OPEN_READING: Admission = {
  readiness: () => null,
  authenticator: new Authenticator({ tokens: fileTokens(join(tmpdir(), 'allegiance-without-tokens')), jwt: null, openReading: true }),
};
