import { connect, type Socket } from 'node:net';

/** A raw TCP connection to a server. */
export interface Raw {
  readonly socket: Socket;
  /** Everything that was received, when the connection is closed. */
  readonly ended: Promise<string>;
}

/** Opens a connection and sends bytes as they are. */
export function raw(url: string, bytes: string | Buffer): Raw {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let received = '';
  socket.on('data', (chunk) => (received += chunk)).on('error', () => undefined);
  const ended = new Promise<string>((resolve) => socket.once('close', () => resolve(received)));
  socket.write(bytes);
  return { socket, ended };
}

/** Status, content type and error codes of a raw HTTP/1.1 response. */
export function partsOf(answer: string): { status: number; type: string | undefined; codes: (string | undefined)[] } {
  const [head, ...rest] = answer.split('\r\n\r\n');
  const { errors = [] } = JSON.parse(rest.join('\r\n\r\n') || '{}') as { errors?: { extensions?: { code?: string } }[] };
  return {
    status: Number(/^HTTP\/1\.1 (\d{3})/.exec(head!)?.[1]),
    type: /^content-type: ([^;\r\n]+)/im.exec(head!)?.[1],
    codes: errors.map(({ extensions }) => extensions?.code),
  };
}
