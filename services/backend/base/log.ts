import { destination, pino, type DestinationStream, type Logger } from 'pino';

export type { Logger };

/**
 * The backend's log: JSON lines on stderr, because stdout carries nothing but the line `ready <url>`.
 *
 * Nothing that names a customer or opens a door may be logged: requests are logged by method, path and status alone, and
 * the redaction list is the second fence behind that rule.
 *
 * @param level `info` by default
 * @param stream where the lines go; stderr by default
 */
export function createLog(level = 'info', stream: DestinationStream = destination({ dest: 2, sync: true })): Logger {
  return pino(
    {
      level,
      base: { service: 'backend' },
      timestamp: () => `,"at":"${new Date().toISOString()}"`,
      redact: {
        paths: [
          'headers',
          'body',
          '*.headers',
          '*.body',
          '*.token',
          '*.authToken',
          '*.apiSecret',
          'token',
          'err.config',
          'err.response',
        ],
        censor: '[redacted]',
      },
    },
    stream,
  );
}
