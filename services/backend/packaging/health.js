'use strict';

// Whether the backend of this machine lives, as an exit code, for images without curl. Not `/readyz`: an outage of Twilio or
// of the database is over sooner when nobody starts the process anew, and callbacks are taken meanwhile.

const isEverywhere = (host) => host === '' || host === '0.0.0.0' || host === '::';
const host = process.env.HOST?.trim() ?? '';
const port = process.env.BACKEND_PORT?.trim() || '4100';
const name = isEverywhere(host) ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;

fetch(`http://${name}:${port}/livez`, { signal: AbortSignal.timeout(4_000) }).then(
  ({ ok, status }) => {
    if (!ok) process.stderr.write(`/livez answers ${status}\n`);
    process.exitCode = ok ? 0 : 1;
  },
  (error) => {
    process.stderr.write(`${error.cause?.message ?? error.message}\n`);
    process.exitCode = 1;
  },
);
