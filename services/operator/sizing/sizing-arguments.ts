import { parseArgs } from 'node:util';
import type { Workload } from './reckon-sizing';

/** A working day is some eight busy hours. */
const BUSY_HOURS = 8;
/** Of the backend: `EVENT_RETENTION_DAYS`. */
const RETENTION_DAYS = 90;

/** Reads what `npm run sizing` was asked. @throws TypeError with a code `ERR_PARSE_ARGS_…` for what is none of it */
export function readWorkload(args: readonly string[]): Workload {
  const { values } = parseArgs({
    args: [...args],
    options: {
      'calls-per-hour': { type: 'string' },
      'calls-per-day': { type: 'string' },
      'retention-days': { type: 'string' },
      replicas: { type: 'string' },
    },
  });
  const countOf = (name: keyof typeof values, byDefault: number | null): number => {
    const text = values[name];
    if (text === undefined && byDefault !== null) return byDefault;
    const count = Number(text);
    if (/^\d{1,9}$/.test(text ?? '') && count > 0) return count;
    throw Object.assign(new TypeError(`--${name} wants a whole number above 0.`), {
      code: 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE',
    });
  };
  const callsAnHour = countOf('calls-per-hour', null);
  return {
    callsAnHour,
    callsADay: countOf('calls-per-day', callsAnHour * BUSY_HOURS),
    retentionDays: countOf('retention-days', RETENTION_DAYS),
    replicas: countOf('replicas', 1),
  };
}
