/** The log of the server: one line each on standard error. */
export const log = {
  info: (message: string): void => write('info', message),
  warn: (message: string, error?: unknown): void => write('warn', message, error),
  error: (message: string, error?: unknown): void => write('error', message, error),
};

function write(level: string, message: string, error?: unknown): void {
  process.stderr.write(
    `${JSON.stringify({ at: new Date().toISOString(), level, message, ...(error === undefined ? {} : { error: chainOf(error) }) })}\n`,
  );
}

/** An error with what caused it, as text. */
function chainOf(error: unknown): string[] {
  const chain: string[] = [];
  for (let one = error; one !== undefined && chain.length < 5; one = one instanceof Error ? one.cause : undefined) {
    chain.push(one instanceof Error ? (one.stack ?? one.message) : String(one));
  }
  return chain;
}
