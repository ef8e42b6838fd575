import {
  clockOffsetMs,
  DEAD_AFTER_MS,
  judgeBackend,
  noteConnected,
  noteHeartbeat,
  startHeartbeatLog,
  type HeartbeatLog,
} from './backend-liveness';

const START = 1_000_000_000_000;
const MINUTE = 60_000;

/** Heartbeats every 10 s from `START`, seen `delayMs` later by a clock that differs by `skewMs`. */
function beating(count: number, skewMs: number, delayMs = 100): HeartbeatLog {
  return Array.from({ length: count }, (_, index) => START + index * 10_000).reduce(
    (log, at) => noteHeartbeat(log, at, at - skewMs + delayMs),
    startHeartbeatLog(START - skewMs),
  );
}

describe('judgeBackend', () => {
  it('knows nothing before the first heartbeat, and gives up after three that did not come', () => {
    const log = startHeartbeatLog(START);
    expect(judgeBackend(log, START + DEAD_AFTER_MS).status).toBe('unknown');
    expect(judgeBackend(log, START + DEAD_AFTER_MS + 1)).toEqual({ status: 'dead', lastSeenAt: null });
  });

  it('calls the backend dead when three heartbeats were missed', () => {
    const log = beating(3, 0);
    const last = START + 20_000;
    expect(judgeBackend(log, last + DEAD_AFTER_MS).status).toBe('alive');
    expect(judgeBackend(log, last + DEAD_AFTER_MS + 1)).toEqual({ status: 'dead', lastSeenAt: last });
  });

  it('calls the backend dead at once when the first heartbeat that is read is old', () => {
    const log = noteHeartbeat(startHeartbeatLog(START), START - 5 * MINUTE, START);
    expect(judgeBackend(log, START)).toEqual({ status: 'dead', lastSeenAt: START - 5 * MINUTE });
  });

  it.each([-10 * MINUTE, 10 * MINUTE])('is not fooled by a browser clock that is %d ms off', (skewMs) => {
    const log = beating(3, skewMs);
    const now = START + 20_000 - skewMs;
    expect(judgeBackend(log, now + 1000).status).toBe('alive');
    expect(judgeBackend(log, now + DEAD_AFTER_MS + 2000).status).toBe('dead');
  });

  it('calls a backend dead that left a heartbeat from the future of a slow browser clock', () => {
    const log = noteHeartbeat(startHeartbeatLog(START), START + 10 * MINUTE, START);
    expect(judgeBackend(log, START + DEAD_AFTER_MS).status).toBe('alive');
    expect(judgeBackend(log, START + DEAD_AFTER_MS + 1).status).toBe('dead');
  });

  it('gives missed heartbeats a moment to arrive after a reconnection, and no moment after the first connection', () => {
    const later = START + 10 * MINUTE;
    const once = noteConnected(beating(2, 0), START);
    expect(judgeBackend(once, later).status).toBe('dead');
    const again = noteConnected(once, later);
    expect(judgeBackend(again, later + 4999).status).toBe('alive');
    expect(judgeBackend(again, later + 5000).status).toBe('dead');
  });

  it('ignores a heartbeat older than the newest', () => {
    const log = beating(3, 0);
    expect(noteHeartbeat(log, START, START + 25_000)).toBe(log);
  });
});

describe('clockOffsetMs', () => {
  it('is zero while the clocks agree but for the delay of the network', () => {
    expect(clockOffsetMs(beating(4, 0, 1500))).toBe(0);
  });

  it('takes the heartbeat with the least delay, in whole seconds', () => {
    let log = beating(2, MINUTE, 9000);
    log = noteHeartbeat(log, START + 20_000, START + 20_000 - MINUTE + 200);
    log = noteHeartbeat(log, START + 30_000, START + 30_000 - MINUTE + 7000);
    expect(clockOffsetMs(log)).toBe(MINUTE);
  });

  it('forgets old samples, so that a corrected browser clock is believed', () => {
    const corrected = Array.from({ length: 6 }, (_, index) => START + (2 + index) * 10_000).reduce(
      (log, at) => noteHeartbeat(log, at, at + 100),
      beating(2, MINUTE),
    );
    expect(clockOffsetMs(corrected)).toBe(0);
  });
});
