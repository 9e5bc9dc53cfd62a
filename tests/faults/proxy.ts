import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * How a server looks from here: `up`; `down`, when nobody listens; `reset`, when every connection is cut at once; `frozen`,
 * when it accepts and keeps all bytes until it is up again; `lost`, when what is open stays silent for ever, as behind a
 * firewall that forgot it; slow by so many milliseconds each way; or one to which questions, or from which answers, come
 * by half: what is said next is cut in its middle, and the connection with it, or silence follows.
 */
export type State =
  | 'up'
  | 'down'
  | 'reset'
  | 'frozen'
  | 'lost'
  | { readonly slowBy: number }
  | { readonly halves: 'questions' | 'answers'; readonly after: 'cut' | 'silence' };

/** How the message begins by which Bolt runs a statement: a structure of three fields, RUN. Its first field is a text. */
const RUN = Buffer.from([0xb3, 0x10]);
/** The least first byte of a text. */
const TEXT = 0x80;

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
  private ran = 0;
  private readonly sockets = new Set<Socket>();
  private readonly server = createServer({ allowHalfOpen: true }, (client) => this.accept(client));

  constructor(private readonly target: number) {}

  get uri(): string {
    return `bolt://127.0.0.1:${this.port}`;
  }

  /** Statements that were sent to the server so far. */
  get statements(): number {
    return this.ran;
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
    if (this.state === 'reset') {
      client.on('error', () => undefined).resetAndDestroy();
      return;
    }
    const server = connect(this.target, '127.0.0.1');
    this.relay(client, server, 'questions');
    this.relay(server, client, 'answers');
    if (this.state === 'lost') for (const socket of [client, server]) socket.removeAllListeners('data').pause();
  }

  private relay(from: Socket, to: Socket, what: 'questions' | 'answers'): void {
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
      if (what === 'questions') this.ran += statementsIn(chunk);
      if (typeof state === 'object' && 'slowBy' in state) await sleep(state.slowBy);
      if (typeof state !== 'object' || !('halves' in state) || state.halves !== what) return void to.write(chunk);
      if (halved) return;
      halved = true;
      to.write(chunk.subarray(0, Math.ceil(chunk.length / 2)), () => state.after === 'cut' && to.destroySoon());
    });
    if (this.state === 'frozen') from.pause();
  }
}

function statementsIn(chunk: Buffer): number {
  let count = 0;
  for (let at = chunk.indexOf(RUN); at >= 0; at = chunk.indexOf(RUN, at + RUN.length)) if (chunk[at + RUN.length]! >= TEXT) count++;
  return count;
}

export type { TcpProxy };
