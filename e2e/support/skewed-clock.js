'use strict';

/**
 * Loaded with `node --require` before a service: its wall clock is `SKEW_MS` ahead of everybody else's. Timers and
 * monotonic time run as ever, as on a machine whose clock was set wrong.
 */
const skewMs = Number(process.env.SKEW_MS);
const RealDate = Date;
const realNow = Date.now;

class SkewedDate extends RealDate {
  constructor(...parts) {
    if (parts.length === 0) super(realNow() + skewMs);
    else super(...parts);
  }

  static now() {
    return realNow() + skewMs;
  }
}

globalThis.Date = new Proxy(SkewedDate, {
  apply: () => new SkewedDate().toString(),
});
