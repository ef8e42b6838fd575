import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HostResponse } from './host-app';

/** Sends an answer: text and buffers as they are, everything else as JSON. */
export function send(request: IncomingMessage, response: ServerResponse, reply: HostResponse): void {
  const isText = typeof reply.body === 'string' || Buffer.isBuffer(reply.body);
  const payload = reply.body === undefined ? undefined : isText ? reply.body : JSON.stringify(reply.body);
  response.writeHead(reply.status, {
    ...(payload === undefined || isText ? {} : { 'content-type': 'application/json; charset=utf-8' }),
    ...corsHeaders(request),
    ...reply.headers,
  });
  response.end(payload);
}

/** Flex pages may be served from another port (the plugin builder's dev server) and send credentials. */
function corsHeaders(request: IncomingMessage): Record<string, string> {
  const { origin } = request.headers;
  if (origin === undefined) return {};
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    'access-control-allow-methods': 'GET,POST,PUT,PATCH,DELETE,OPTIONS',
    'access-control-allow-headers': request.headers['access-control-request-headers'] ?? '*',
    'access-control-expose-headers': '*',
    vary: 'Origin',
  };
}
