import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';

/** Writes an HTTP error to a raw socket, as JSON in the form of a GraphQL error, and closes it. */
export function rejectSocket(socket: Duplex, status: number, message: string): void {
  if (!socket.writable) return void socket.destroy();
  const body = JSON.stringify({ errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] });
  const headerLines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Connection: close',
    'Content-Type: application/json; charset=utf-8',
    'X-Content-Type-Options: nosniff',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  socket.end(`${headerLines.join('\r\n')}\r\n\r\n${body}`);
}
