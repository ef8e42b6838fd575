import { foldDigits, type RecentCall } from '@flex-sync-suite/shared/contract';
import fc from 'fast-check';
import { MINUTE, minutesBeforeNoon, missedCall, NOON, recentCall } from '../testing/call-fixtures';
import { FREE_AGENT } from '../testing/fake-ports';
import { partyName } from '../parts/party-words';
import { outcomeWord } from '../parts/strings';
import { callBackObstacle, callerIdFor, outboundCall, recentAttempts } from './call-back';
import { callTimes, rowDurationMs } from './call-times';
import { filterCalls, NO_FILTER, type CallFilter } from './filter-calls';
import { createFormatters } from './formatters';
import { groupCalls, itemOffsets, listItems } from './list-items';
import { mergeCalls } from './merge-calls';
import { partyKey } from './party';
import { isOpenMissed, todayCounters } from './today-counters';

const party = (address: string | null, fields: Partial<RecentCall['party']> = {}): RecentCall['party'] => ({
  address,
  isMasked: false,
  name: null,
  ...fields,
});
const numbersOf = (calls: readonly RecentCall[]): number[] => calls.map(({ v }) => v);

describe('mergeCalls', () => {
  it('is newest first and has each call once, whatever the order and the doubles it is given', () => {
    const calls = [1, 2, 3, 4, 5].map((number) => recentCall(number, number % 3));
    const expected = numbersOf(mergeCalls(calls, []));
    fc.assert(
      fc.property(fc.shuffledSubarray(calls, { minLength: 5 }), fc.array(fc.constantFrom(...calls)), (live, others) => {
        expect(numbersOf(mergeCalls(live, others))).toEqual(expected);
      }),
    );
  });

  it('keeps a live row, but takes a later edit and the texts that were cut', () => {
    const live = recentCall(1, 5, { outcome: 'answered', note: 'Lo…', queueName: 'Sa…', cut: ['note', 'queueName'] });
    const whole = recentCall(1, 5, { outcome: 'talking', note: 'Long', disposition: 'Sold' });
    expect(mergeCalls([live], [whole])[0]).toMatchObject({
      outcome: 'answered',
      note: 'Long',
      queueName: 'Sales',
      cut: [],
    });
    expect(mergeCalls([live], [{ ...whole, notesRevision: 1 }])[0]).toMatchObject({ disposition: 'Sold' });
    expect(mergeCalls([{ ...live, notesRevision: 2 }], [whole])[0]).toMatchObject({ note: 'Lo…', cut: ['note'] });
  });
});

describe('callTimes', () => {
  it('runs while the call does, and never below zero', () => {
    const talking = recentCall(1, 1, { outcome: 'talking', wrapupAt: null, endedAt: null });
    expect(callTimes(talking, NOON)).toEqual({ waitMs: 30_000, ringMs: 10_000, talkMs: 50_000, wrapMs: null });
    expect(callTimes(talking, NOON - 5 * MINUTE).talkMs).toBe(0);
    expect(rowDurationMs(missedCall(2, 5), NOON)).toBe(20_000);
  });

  it('has no wait for a call that nobody saw in a queue', () => {
    expect(callTimes(recentCall(1, 1, { enteredAt: null, taskCreatedAt: null }), NOON).waitMs).toBeNull();
  });
});

describe('todayCounters', () => {
  it('counts what happened today only; a transferred call was answered, one in progress has no handle time yet', () => {
    const calls = [
      recentCall(1, 5, { outcome: 'transferred' }),
      recentCall(2, 6, { outcome: 'talking', wrapupAt: null, endedAt: null }),
      missedCall(3, 7, { outcome: 'rejected' }),
      missedCall(4, 24 * 60),
    ];
    expect(todayCounters(calls, (at) => at > NOON - 12 * 60 * MINUTE)).toEqual({
      answered: 2,
      outbound: 0,
      missed: 0,
      missedOpen: 0,
      ahtMs: 140_000,
    });
  });
});

describe('filterCalls', () => {
  const { dayKey } = createFormatters('en-US', 'America/New_York');
  const filter = (calls: readonly RecentCall[], change: Partial<CallFilter>): number[] =>
    numbersOf(filterCalls(calls, { ...NO_FILTER, ...change }, { now: NOON, dayKey, outcomeWord }));

  it.each([
    ['today', [1]],
    ['yesterday', [2, 3]],
    ['week', [1, 2, 3, 4]],
    ['all', [1, 2, 3, 4, 5]],
  ] as const)('knows the days of the agent: %s', (date, expected) => {
    // Noon in UTC is 8 o'clock in New York: today began eight hours ago.
    const calls = [
      [1, 7],
      [2, 9],
      [3, 31],
      [4, 150],
      [5, 153],
    ] as const;
    expect(
      filter(
        calls.map(([number, hours]) => recentCall(number, hours * 60)),
        { date },
      ),
    ).toEqual(expected);
  });

  it.each(['+442079460000', '020 7946 0000', '(7946)', '٠٢٠٧٩٤٦'])(
    'finds the number +44 20 7946 0000 by "%s"',
    (search) => {
      expect(filter([recentCall(1, 1, { party: party('+442079460000') }), recentCall(2, 2)], { search })).toEqual([1]);
    },
  );

  it('does not look for one or two digits, nor across a mask, in numbers', () => {
    const calls = [recentCall(1, 1, { party: party('+1•••••••0001', { isMasked: true }) })];
    expect(filter(calls, { search: '1000' })).toEqual([]);
    expect(filter(calls, { search: '0001' })).toEqual([1]);
  });

  it('finds every word of any text of the call, whatever its case and accents', () => {
    const call = recentCall(1, 1, { note: 'Café, 2nd floor', disposition: 'Sold', queueName: 'Über' });
    for (const search of ['cafe', 'CAFÉ floor', 'sold uber', 'answered'])
      expect(filter([call], { search })).toEqual([1]);
    expect(filter([call], { search: 'cafe missed' })).toEqual([]);
  });
});

describe('folding', () => {
  it('never changes a folded text again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(foldDigits(foldDigits(text))).toBe(foldDigits(text));
      }),
    );
  });

  it('reads the digits of other scripts', () => {
    expect(foldDigits('٠١٢٣٤٥٦٧٨٩ ۰۹ ๐๙ ०९ ９')).toBe('0123456789090909' + '9');
  });
});

describe('a party', () => {
  it('is the same however its number is written', () => {
    const written = ['+12025550001', 'whatsapp:+12025550001', '+1 (202) 555-0001'];
    expect(new Set(written.map((address) => partyKey(party(address)))).size).toBe(1);
  });

  it('is not told by what a mask leaves of the number alone', () => {
    expect(partyKey(party('+1•••••••0001', { isMasked: true }))).toBeNull();
    expect(partyKey(party('+1•••••••0001', { isMasked: true, name: 'Anna' }))).not.toBeNull();
    expect(partyKey(party(null))).toBeNull();
  });

  it('with a withheld number is nobody: not grouped with others, not called, and no attempt counts', () => {
    for (const address of ['+266696687', 'sip:anonymous@anonymous.invalid', 'client:Anonymous', 'RESTRICTED']) {
      const withheld = party(address, { name: 'Ana' });
      const calls = [1, 2].map((number) => recentCall(number, number, { party: withheld, direction: 'outbound' }));
      expect(groupCalls(calls, true).map(({ count }) => count)).toEqual([1, 1]);
      expect(callBackObstacle(recentCall(3, 1, { party: withheld }), FREE_AGENT)).toBe('no-number');
      expect(partyName(recentCall(3, 1, { party: party(address) }))).toBe('Number withheld');
      expect(recentAttempts(recentCall(3, 1, { party: withheld }), calls, NOON)).toBe(0);
    }
  });

  it('with a short code cannot be called, masked or not', () => {
    for (const withCode of [party('72345'), party('+72345'), party('•••45', { isMasked: true })]) {
      expect(callBackObstacle(recentCall(1, 1, { party: withCode }), FREE_AGENT)).toBe('no-number');
    }
    const masked = party('whatsapp:+1•••••••0001', { isMasked: true });
    expect(callBackObstacle(recentCall(1, 1, { party: masked }), FREE_AGENT)).toBeNull();
  });
});

describe('a missed call', () => {
  const missed = (fields: Partial<RecentCall>) => recentCall(1, 1, { outcome: 'missed', acceptedAt: null, ...fields });
  const answeredBy = { workerSid: null, name: 'Bob', at: new Date(NOON).toISOString() };

  it('of a caller who hung up waits for somebody, says so, and is called back like the others', () => {
    const call = missed({ missedBecause: 'customer-left' });
    expect([isOpenMissed(call), outcomeWord(call)]).toEqual([true, 'Missed, caller hung up']);
    expect(callBackObstacle(call, FREE_AGENT)).toBeNull();
    expect(outcomeWord({ ...call, channel: 'chat' })).toBe('Missed, customer left');
    expect(todayCounters([call], () => true)).toMatchObject({ missed: 1, missedOpen: 1 });
  });

  it('that a colleague answered is settled, which is not to say that it was returned', () => {
    expect([missed({ answeredBy }), missed({ answeredBy: { ...answeredBy, name: null } })].map(outcomeWord)).toEqual([
      'Missed, answered by Bob',
      'Missed, answered by a colleague',
    ]);
    expect(isOpenMissed(missed({ answeredBy }))).toBe(false);
  });
});

describe('calling back', () => {
  it('names the lasting obstacle first', () => {
    const state = { ...FREE_AGENT, isOffline: true, isBusy: true, isOutboundOn: false };
    expect(callBackObstacle(recentCall(1, 1, { party: party('visitor') }), state)).toBe('no-number');
    expect(callBackObstacle(recentCall(1, 1), state)).toBe('outbound-off');
    expect(callBackObstacle(recentCall(1, 1), { ...state, isOutboundOn: true })).toBe('offline');
    expect(callBackObstacle(recentCall(1, 1), { ...FREE_AGENT, isBusy: true })).toBe('busy');
    expect(callBackObstacle(recentCall(1, 1), FREE_AGENT)).toBeNull();
  });

  it('counts attempts of the last ten minutes only, and only to this party', () => {
    const anna = party('+12025550001');
    const calls = [9, 11].map((minutes, index) =>
      recentCall(index + 2, minutes, { direction: 'outbound', party: anna }),
    );
    const other = recentCall(5, 1, { direction: 'outbound' });
    expect(recentAttempts(missedCall(1, 20, { party: anna }), [...calls, other], NOON)).toBe(1);
  });

  it('shows the line that the customer used, else the number of the account', () => {
    expect(callerIdFor(recentCall(1, 1), FREE_AGENT)).toBe('+18005550199');
    for (const line of ['web', '12345', 'ACME', 'whatsapp:+18005550199', 'sip:+18005550199@trunk.example.com']) {
      expect(callerIdFor(recentCall(1, 1, { line }), FREE_AGENT)).toBe('+18005550100');
    }
    const call = recentCall(1, 1, { line: null, taskQueueSid: null });
    expect(outboundCall(call, '+1', { ...FREE_AGENT, defaultCallerId: null })).toEqual({
      destination: '+1',
      taskAttributes: { returnsReservationSid: call.reservationSid },
    });
  });

  it('goes through the queue of the call, else through that of the account', () => {
    const agent = { ...FREE_AGENT, defaultQueueSid: `WQ${'f'.repeat(32)}` };
    const call = recentCall(1, 1);
    expect(outboundCall(call, '+1', agent)).toMatchObject({ queueSid: call.taskQueueSid, callerId: call.line });
    expect(outboundCall({ ...call, taskQueueSid: null }, '+1', agent).queueSid).toBe(agent.defaultQueueSid);
  });
});

describe('listItems', () => {
  const format = createFormatters('en-US', 'UTC');

  it('puts one separator before the calls of each day, and places every item below the one before', () => {
    const calls = mergeCalls(
      [recentCall(1, 1), recentCall(2, 13 * 60), recentCall(3, 14 * 60), recentCall(4, 9999)],
      [],
    );
    const items = listItems(groupCalls(calls, false), NOON, format);
    expect(items.map((item) => (item.type === 'day' ? item.label : item.entry.call.v))).toEqual([
      'Today',
      1,
      'Yesterday',
      2,
      3,
      'Friday, March 27',
      4,
    ]);
    expect(itemOffsets(items)).toEqual([0, 32, 80, 112, 160, 208, 240, 288]);
  });

  it('never groups calls whose party is unknown', () => {
    const calls = [1, 2].map((number) => recentCall(number, number, { party: party(null) }));
    expect(groupCalls(calls, true).map(({ count }) => count)).toEqual([1, 1]);
  });
});

describe('in every locale', () => {
  const LOCALES = ['en-US', 'en-GB', 'de-DE', 'pt-BR', 'th', 'ar'];
  const ZONES = ['UTC', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Apia'];
  const instants = fc.integer({ min: Date.parse('2024-01-01'), max: Date.parse('2030-01-01') });

  it.each(LOCALES)('%s: order and days come from instants, never from their texts', (locale) => {
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), fc.array(instants, { maxLength: 30 }), (timeZone, times) => {
        const format = createFormatters(locale, timeZone);
        const calls = times.map((at, index) => recentCall(index, (NOON - at) / MINUTE));
        const merged = mergeCalls(calls, []);
        expect(merged.map(({ createdAt }) => Date.parse(createdAt))).toEqual([...times].sort((a, b) => b - a));
        const days = listItems(groupCalls(merged, false), NOON, format).filter(({ type }) => type === 'day');
        expect(new Set(days.map(({ key }) => key)).size).toBe(days.length);
      }),
      { numRuns: 20 },
    );
  });

  it.each(LOCALES)('%s: a day of the calendar is the local one', (locale) => {
    const local = new Intl.DateTimeFormat('sv-SE', { timeZone: 'America/New_York' });
    const { dayKey } = createFormatters(locale, 'America/New_York');
    fc.assert(
      fc.property(instants, (at) => {
        expect(dayKey(at)).toBe(local.format(at));
      }),
    );
  });

  it.each([
    ['en-US', 'Today', '2 min. ago', '2:05', 'Apr 3, 2026, 12:00:00 PM'],
    ['en-GB', 'Today', '2 min ago', '2:05', '3 Apr 2026, 12:00:00'],
    ['de-DE', 'Heute', 'vor 2 Min.', '2:05', '03.04.2026, 12:00:00'],
    ['pt-BR', 'Hoje', 'há 2 min.', '2:05', '3 de abr. de 2026, 12:00:00'],
    ['th', 'วันนี้', '2 นาทีที่แล้ว', '2:05', '3 เม.ย. 2569 12:00:00'],
    ['ar', 'اليوم', 'قبل دقيقتين', null, null],
  ])('%s: day, age, duration and date are those of the language', (locale, today, ago, clock, dateTime) => {
    const format = createFormatters(locale, 'UTC');
    const plain = (text: string): string => text.replace(/[\u202F\u00A0]/g, ' ');
    expect(format.dayLabel(NOON, NOON)).toBe(today);
    expect(plain(format.ago(NOON - 2 * MINUTE, NOON))).toBe(ago);
    if (clock !== null) expect(format.clock(125_900)).toBe(clock);
    if (dateTime !== null) expect(plain(format.dateTime(NOON))).toBe(dateTime);
  });

  it('falls back to the browser when the language is unknown, and never shows a negative age', () => {
    expect(createFormatters('en_US', 'UTC').count(1)).toBe('1');
    expect(createFormatters('en-US').ago(NOON + MINUTE, NOON)).toBe('0 sec. ago');
    expect(minutesBeforeNoon(0)).toBe(new Date(NOON).toISOString());
  });
});
