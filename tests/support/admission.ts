import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileTokens } from '../../src/access/fileTokens.ts';
import { Gate } from '../../src/access/gate.ts';
import type { Admission } from '../../src/http/server.ts';

/** A server that is ready and allows anonymous reads, as on a loopback address without tokens. */
export const ANYBODY_READS: Admission = {
  readiness: () => null,
  gate: new Gate({ tokens: fileTokens(join(tmpdir(), 'allegiance-without-tokens')), jwt: null, openReading: true }),
};
