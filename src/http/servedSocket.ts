import { WebSocket } from 'ws';

type Sent = Parameters<WebSocket['send']>[0];

/** A WebSocket of the server. Errors of `send` are ignored: the client has disconnected, which the close event reports. */
export class ServedSocket extends WebSocket {
  override send(data: Sent, ...rest: unknown[]): void {
    const done = rest.at(-1);
    super.send(data, () => {
      if (typeof done === 'function') done();
    });
  }
}
