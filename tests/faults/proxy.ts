import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * How a server looks from here: `up`; `down`, when nobody listens; `reset`, when every connection is cut at once; `frozen`,
 * when it accepts and keeps all bytes until it is up again; `lost`, when what is open stays silent for ever, as behind a
 * firewall that forgot it; slow by so many milliseconds each way; or one to which questions, or from which answers, come
 * by half: what is said next is cut in its middle, and the connection with it, or silence follows; or one whose connection is
 * cut at every commit, or at the next one only: before the commit comes to the server, or before its answer comes back.
 */
export type State =
  | 'up'
  | 'down'
  | 'reset'
  | 'frozen'
  | 'lost'
  | { readonly slowBy: number }
  | { readonly halves: 'questions' | 'answers'; readonly after: 'cut' | 'silence' }
  | { readonly cutAtCommit: 'question' | 'answer'; readonly every: boolean };

/** What came to the proxy so far. */
export interface Heard {
  /** Connections that were opened; where nobody listens, none is. */
  readonly connections: number;
  /** Who logged in, or tried to. */
  readonly logins: number;
  readonly statements: number;
}

/** How the messages begin by which Bolt runs a statement and logs in: RUN has three fields, of which the first is a text; LOGON has a map. */
const RUN = Buffer.from([0xb3, 0x10]);
const LOGON = Buffer.from([0xb1, 0x6a]);
/** The least first bytes of a text and a map. */
const TEXT = 0x80;
const MAP = 0xa0;
/** The message by which it commits, COMMIT, in a piece of two bytes, and the empty piece after it. */
const COMMIT = Buffer.from([0x00, 0x02, 0xb0, 0x12, 0x00, 0x00]);

/** A TCP proxy on a port that it keeps, before the server at `target`. It begins `up`, or `down` when that is asked for. */
export async function openProxy(target: number, first: 'up' | 'down' = 'up'): Promise<TcpProxy> {
  const proxy = new TcpProxy(target);
  await proxy.become('up');
  await proxy.become(first);
  return proxy;
}

class TcpProxy {
  private state: State = 'down';
  private port = 0;
  private readonly counts = { connections: 0, logins: 0, statements: 0 };
  private readonly sockets = new Set<Socket>();
  private readonly server = createServer({ allowHalfOpen: true }, (client) => this.accept(client));

  constructor(private readonly target: number) {}

  get uri(): string {
    return `bolt://127.0.0.1:${this.port}`;
  }

  /** Statements that were sent to the server so far. */
  get statements(): number {
    return this.counts.statements;
  }

  get heard(): Heard {
    return { ...this.counts };
  }

  async become(state: State): Promise<void> {
    const before = this.state;
    this.state = state;
    if (before === 'down' && state !== 'down') await this.listen();
    if (state === 'down') this.server.close();
    if (state === 'down' || state === 'reset') for (const socket of this.sockets) socket.resetAndDestroy();
    for (const socket of this.sockets) {
      if (state === 'lost') socket.removeAllListeners('data');
      if (state === 'frozen' || state === 'lost') socket.pause();
      else socket.resume();
    }
  }

  close(): void {
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
  }

  private async listen(): Promise<void> {
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = (this.server.address() as AddressInfo).port;
  }

  private accept(client: Socket): void {
    this.counts.connections++;
    if (this.state === 'reset') {
      client.on('error', () => undefined).resetAndDestroy();
      return;
    }
    const server = connect(this.target, '127.0.0.1');
    const line: Line = { committing: false };
    this.relay(client, server, 'questions', line);
    this.relay(server, client, 'answers', line);
    if (this.state === 'lost') for (const socket of [client, server]) socket.removeAllListeners('data').pause();
  }

  private relay(from: Socket, to: Socket, what: 'questions' | 'answers', line: Line): void {
    this.sockets.add(from);
    from.on('error', () => from.destroy());
    from.on('end', () => to.end());
    from.on('close', () => {
      this.sockets.delete(from);
      to.destroy();
    });
    let halved = false;
    from.on('data', async (chunk: Buffer) => {
      const { state } = this;
      if (what === 'questions') this.hear(chunk);
      if (this.cutsAtCommit(chunk, what, line)) return void from.resetAndDestroy();
      if (typeof state === 'object' && 'slowBy' in state) await sleep(state.slowBy);
      if (typeof state !== 'object' || !('halves' in state) || state.halves !== what) return void to.write(chunk);
      if (halved) return;
      halved = true;
      to.write(chunk.subarray(0, Math.ceil(chunk.length / 2)), () => state.after === 'cut' && to.destroySoon());
    });
    if (this.state === 'frozen') from.pause();
  }

  private hear(questions: Buffer): void {
    this.counts.statements += countOf(RUN, TEXT, questions);
    this.counts.logins += countOf(LOGON, MAP, questions);
  }

  /** Is this the commit, or its answer, at which the connection is to be cut? */
  private cutsAtCommit(chunk: Buffer, what: 'questions' | 'answers', line: Line): boolean {
    const { state } = this;
    if (typeof state !== 'object' || !('cutAtCommit' in state)) return false;
    if (what === 'questions' && chunk.includes(COMMIT)) line.committing = true;
    if (!line.committing || (state.cutAtCommit === 'question') !== (what === 'questions')) return false;
    if (!state.every) this.state = 'up';
    return true;
  }
}

/** What is known of a connection. */
interface Line {
  /** Was a commit sent over it? */
  committing: boolean;
}

/** How often a message begins so, and its first field with at least this byte. */
function countOf(message: Buffer, least: number, chunk: Buffer): number {
  let count = 0;
  for (let at = chunk.indexOf(message); at >= 0; at = chunk.indexOf(message, at + message.length))
    if (chunk[at + message.length]! >= least) count++;
  return count;
}

export type { TcpProxy };
