import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Behaviour of the proxy:
 * - `up`; `down`: does not listen; `reset`: resets every connection;
 * - `frozen`: accepts connections and holds back all bytes until it is up again;
 * - `lost`: open connections stay silent for ever, as behind a firewall that dropped its state;
 * - `slowBy`: adds this many milliseconds in each direction;
 * - `halves`: forwards half of the next request or response, then closes the connection, or sends nothing more;
 * - `cutAtCommit`: resets the connection at every commit, or at the next one only, before the commit reaches the server, or
 *   before its response reaches the client.
 */
export type ProxyState =
  | 'up'
  | 'down'
  | 'reset'
  | 'frozen'
  | 'lost'
  | { readonly slowBy: number }
  | { readonly halves: 'requests' | 'responses'; readonly after: 'cut' | 'silence' }
  | { readonly cutAtCommit: 'request' | 'response'; readonly every: boolean };

/** Traffic through the proxy so far. */
export interface Traffic {
  /** Accepted connections. */
  readonly connections: number;
  /** Attempts to log in. */
  readonly logins: number;
  readonly statements: number;
}

/** First bytes of the Bolt messages RUN, which has three fields, the first of them a string, and LOGON, which has a map. */
const RUN = Buffer.from([0xb3, 0x10]);
const LOGON = Buffer.from([0xb1, 0x6a]);
/** Lowest marker bytes of a string and a map. */
const TEXT = 0x80;
const MAP = 0xa0;
/** The Bolt message COMMIT: a chunk of two bytes, and the empty chunk that ends it. */
const COMMIT = Buffer.from([0x00, 0x02, 0xb0, 0x12, 0x00, 0x00]);

/** Opens a TCP proxy to the local port `target`. It keeps its own port when it is down and up again. */
export async function openProxy(target: number, first: 'up' | 'down' = 'up'): Promise<TcpProxy> {
  const proxy = new TcpProxy(target);
  await proxy.become('up');
  await proxy.become(first);
  return proxy;
}

class TcpProxy {
  private state: ProxyState = 'down';
  private port = 0;
  private readonly counts = { connections: 0, logins: 0, statements: 0 };
  private readonly sockets = new Set<Socket>();
  private readonly server = createServer({ allowHalfOpen: true }, (client) => this.accept(client));

  constructor(private readonly target: number) {}

  get uri(): string {
    return `bolt://127.0.0.1:${this.port}`;
  }

  /** Statements sent to the server so far. */
  get statements(): number {
    return this.counts.statements;
  }

  get traffic(): Traffic {
    return { ...this.counts };
  }

  async become(state: ProxyState): Promise<void> {
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
    const connection: ConnectionState = { committing: false };
    this.relay(client, server, 'requests', connection);
    this.relay(server, client, 'responses', connection);
    if (this.state === 'lost') for (const socket of [client, server]) socket.removeAllListeners('data').pause();
  }

  private relay(from: Socket, to: Socket, direction: 'requests' | 'responses', connection: ConnectionState): void {
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
      if (direction === 'requests') this.count(chunk);
      if (this.cutsAtCommit(chunk, direction, connection)) return void from.resetAndDestroy();
      if (typeof state === 'object' && 'slowBy' in state) await sleep(state.slowBy);
      if (typeof state !== 'object' || !('halves' in state) || state.halves !== direction) return void to.write(chunk);
      if (halved) return;
      halved = true;
      to.write(chunk.subarray(0, Math.ceil(chunk.length / 2)), () => state.after === 'cut' && to.destroySoon());
    });
    if (this.state === 'frozen') from.pause();
  }

  private count(questions: Buffer): void {
    this.counts.statements += countOf(RUN, TEXT, questions);
    this.counts.logins += countOf(LOGON, MAP, questions);
  }

  /** Is this the commit, or its response, at which the connection must be reset? */
  private cutsAtCommit(chunk: Buffer, direction: 'requests' | 'responses', connection: ConnectionState): boolean {
    const { state } = this;
    if (typeof state !== 'object' || !('cutAtCommit' in state)) return false;
    if (direction === 'requests' && chunk.includes(COMMIT)) connection.committing = true;
    if (!connection.committing || (state.cutAtCommit === 'request') !== (direction === 'requests')) return false;
    if (!state.every) this.state = 'up';
    return true;
  }
}

/** State of a connection. */
interface ConnectionState {
  /** Was a commit sent over it? */
  committing: boolean;
}

/** Number of messages with these first bytes, whose first field has at least this marker byte. */
function countOf(message: Buffer, min: number, chunk: Buffer): number {
  let count = 0;
  for (let at = chunk.indexOf(message); at >= 0; at = chunk.indexOf(message, at + message.length))
    if (chunk[at + message.length]! >= min) count++;
  return count;
}

export type { TcpProxy };
