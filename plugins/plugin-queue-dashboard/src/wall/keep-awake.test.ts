import { keepAwake } from './keep-awake';

const VISIBLE: { visibilityState: DocumentVisibilityState } = { visibilityState: 'visible' };

/** A browser that gives, refuses and takes away; the page may be hidden. */
function browserOf(give: () => Promise<void> = () => Promise.resolve()) {
  const page = Object.assign(new EventTarget(), { ...VISIBLE });
  const held = new Set<EventTarget>();
  const release = (lock: EventTarget): void => {
    if (held.delete(lock)) lock.dispatchEvent(new Event('release'));
  };
  const request = async (): Promise<WakeLockSentinel> => {
    await give();
    const lock = new EventTarget();
    held.add(lock);
    return Object.assign(lock, {
      release: () => {
        release(lock);
        return Promise.resolve();
      },
    }) as unknown as WakeLockSentinel;
  };
  return {
    page: page as unknown as Document,
    wakeLock: { request },
    heldCount: () => held.size,
    takeAway: () => {
      for (const lock of held) release(lock);
    },
    show(visibilityState: DocumentVisibilityState) {
      page.visibilityState = visibilityState;
      page.dispatchEvent(new Event('visibilitychange'));
    },
  };
}

const settled = (): Promise<void> => jest.advanceTimersByTimeAsync(0).then(() => undefined);

describe('keepAwake', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('keeps the screen on until it is stopped', async () => {
    const browser = browserOf();
    const tell = jest.fn();
    const stop = keepAwake({ document: browser.page, wakeLock: browser.wakeLock }, tell);
    await settled();
    expect([browser.heldCount(), tell.mock.calls]).toEqual([1, [[true]]]);
    stop();
    expect(browser.heldCount()).toBe(0);
    browser.show('visible');
    await settled();
    expect([browser.heldCount(), tell.mock.calls]).toEqual([0, [[true]]]);
  });

  it('asks again when the page is seen again, and says nothing of what was lost while it was hidden', async () => {
    const browser = browserOf();
    const tell = jest.fn();
    const stop = keepAwake({ document: browser.page, wakeLock: browser.wakeLock }, tell);
    await settled();
    browser.show('hidden');
    browser.takeAway();
    await settled();
    browser.show('visible');
    await settled();
    expect([browser.heldCount(), tell.mock.calls]).toEqual([1, [[true], [true]]]);
    stop();
  });

  it('says so when the browser takes it away, refuses it, or has no such thing', async () => {
    const [taken, refused, absent] = [jest.fn(), jest.fn(), jest.fn()];
    const browser = browserOf();
    const refusing = browserOf(() => Promise.reject(new Error('low battery')));
    const stops = [
      keepAwake({ document: browser.page, wakeLock: browser.wakeLock }, taken),
      keepAwake({ document: refusing.page, wakeLock: refusing.wakeLock }, refused),
      keepAwake({ document: refusing.page }, absent),
    ];
    await settled();
    browser.takeAway();
    expect(taken.mock.calls).toEqual([[true], [false]]);
    expect([refused.mock.calls, absent.mock.calls]).toEqual([[[false]], [[false]]]);
    for (const stop of stops) stop();
  });

  it('gives back what comes after it was stopped', async () => {
    let give = (): void => undefined;
    const browser = browserOf(
      () =>
        new Promise((resolve) => {
          give = resolve;
        }),
    );
    const tell = jest.fn();
    keepAwake({ document: browser.page, wakeLock: browser.wakeLock }, tell)();
    give();
    await settled();
    expect([browser.heldCount(), tell.mock.calls]).toEqual([0, []]);
  });
});
