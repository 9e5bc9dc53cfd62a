import { WebSocket } from 'ws';

type Message = Parameters<WebSocket['send']>[0];

/** A WebSocket of the server. Errors of `send` are ignored: the client has disconnected, which the close event reports. */
export class ServerWebSocket extends WebSocket {
  override send(data: Message, ...rest: unknown[]): void {
    const done = rest.at(-1);
    super.send(data, () => {
      if (typeof done === 'function') done();
    });
  }
}
