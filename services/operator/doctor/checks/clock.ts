import { fetch } from 'undici';
import { valueOf, type Settings } from '../../account/settings';
import { right, unknown, wrong, type Finding } from '../finding';
import { UNREACHABLE } from './account';

/** Tokens begin and end by this machine's clock; Twilio judges them by its own. */
const MOST_OFF_MS = 30_000;

/** This machine's clock beside Twilio's, as its answers tell it to the second. */
export async function checkClock(settings: Settings): Promise<Finding[]> {
  const baseUrl = valueOf(settings, 'TWILIO_BASE_URL');
  const url = baseUrl === null ? 'https://api.twilio.com/' : `${baseUrl}/api.twilio.com/`;
  const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(10_000) }).catch(() => null);
  return [clockFinding(answer?.headers.get('date') ?? null, Date.now())];
}

export function clockFinding(date: string | null, nowMs: number): Finding {
  const check = 'clock';
  const theirs = Date.parse(date ?? '');
  if (Number.isNaN(theirs)) return unknown(check, 'Twilio did not tell its time.', UNREACHABLE);
  const offMs = nowMs - theirs;
  if (Math.abs(offMs) <= MOST_OFF_MS) return right(check, 'The clock agrees with Twilio’s.');
  const seconds = Math.round(Math.abs(offMs) / 1_000);
  const says = `The clock is ${String(seconds)} s ${offMs > 0 ? 'ahead of' : 'behind'} Twilio’s: tokens are refused or end early.`;
  return wrong(check, says, 'Set the clock by NTP (`timedatectl set-ntp true`).');
}
