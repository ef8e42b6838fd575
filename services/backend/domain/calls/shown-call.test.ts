import { partyKey, RecentCall } from '@flex-sync-suite/shared/contract';
import fc from 'fast-check';
import * as v from 'valibot';
import { queueSid, reservationSid, taskSid, workerSid } from '../../testing/callbacks';
import { isPhoneNumber, maskPhoneNumber } from './party';
import type { CallRow } from './recent-call';
import { fitCall, maskCall } from './shown-call';

const instant = '2026-11-22T23:59:59.999Z';
const row: CallRow = {
  schema: 1,
  asOf: instant,
  reservationSid: reservationSid(1),
  taskSid: taskSid(1),
  direction: 'outbound',
  channel: 'voice',
  outcome: 'transferred',
  party: { address: '+15005550001', isMasked: false, name: 'Ada' },
  line: '+15005550006',
  taskQueueSid: queueSid(1),
  queueName: 'Support',
  createdAt: instant,
  taskCreatedAt: instant,
  enteredAt: instant,
  acceptedAt: instant,
  wrapupAt: instant,
  endedAt: instant,
  transfer: null,
  returnedAt: null,
  disposition: null,
  note: null,
  notesRevision: 0,
  cut: [],
};

describe('a row for Sync', () => {
  // Text of every width in UTF-8, and such as JSON escapes.
  const text = (maxLength: number) =>
    fc.oneof(
      fc.constant(null),
      fc
        .array(fc.constantFrom('a', 'ü', '€', '😀', '"', '\\', '\n', '\u0001'), { maxLength })
        .map((parts) => parts.join('')),
    );

  it('has at most 1 KiB whatever was written into it, keeps whole characters, and names what it cut', () => {
    fc.assert(
      fc.property(
        fc.record({
          note: text(4_000),
          disposition: text(100),
          name: text(256),
          queueName: text(256),
          address: text(256),
          from: text(256),
          to: text(256),
          line: fc.constant('1'.repeat(40)),
        }),
        ({ note, disposition, name, queueName, address, from, to, line }) => {
          const full: CallRow = {
            ...row,
            party: { address, isMasked: false, name },
            line,
            queueName,
            note,
            disposition,
            notesRevision: 99_999,
            transfer: {
              mode: 'cold',
              from: { workerSid: workerSid(1), name: from },
              to: { workerSid: workerSid(2), name: to },
            },
          };
          const fitted = { ...fitCall(full, 1_024), v: Number.MAX_SAFE_INTEGER };
          expect(Buffer.byteLength(JSON.stringify(fitted))).toBeLessThanOrEqual(1_024);
          expect(v.is(RecentCall, fitted)).toBe(true);
          // A character cut in two would leave half of a surrogate pair.
          expect(JSON.stringify(fitted)).not.toMatch(/\\ud[89a-f]/);
          for (const field of ['note', 'disposition', 'queueName'] as const) {
            expect(fitted[field] !== full[field]).toBe(fitted.cut.includes(field));
            const kept = fitted[field]?.replace(/…$/, '') ?? '';
            expect(full[field] ?? '').toContain(kept);
          }
          expect(fitted.party.name !== name).toBe(fitted.cut.includes('name'));
          expect(fitted.party.address !== address).toBe(fitted.cut.includes('address'));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('gives up a note before a name, and only as much as it must', () => {
    const fitted = fitCall({ ...row, note: 'n'.repeat(900) }, 1_024);
    expect(fitted.cut).toEqual(['note']);
    expect(fitted.note).toMatch(/^n{100,}…$/);
    expect(Buffer.byteLength(JSON.stringify({ ...fitted, v: Number.MAX_SAFE_INTEGER }))).toBeGreaterThan(990);
  });

  it('is untouched when it fits', () => {
    expect(fitCall(row, 1_024)).toBe(row);
  });
});

describe('a phone number', () => {
  it.each([
    ['+15005550001', '+1••••••0001'],
    ['whatsapp:+4915112345678', 'whatsapp:+4••••••••5678'],
    ['(500) 555-0001', '(5••) •••-0001'],
    ['1234567', '•••••67'],
    ['112', '112'],
    ['sip:+15005550001@10.1.2.3:5060', '+1••••••0001'],
    ['+266696687', '+266696687'],
    ['messenger:15005550001', 'messenger:15005550001'],
    ['ada@example.com', 'ada@example.com'],
  ])('%s is shown as %s when numbers are hidden', (number, masked) => {
    expect(maskPhoneNumber(number)).toBe(masked);
  });

  it('hides nowhere in a masked row', () => {
    const masked = maskCall({ ...row, party: { address: '+15005550001', isMasked: false, name: '500 555 0001' } });
    expect(masked.party).toEqual({ address: '+1••••••0001', isMasked: true, name: '5•• ••• 0001' });
    expect(
      maskCall({ ...row, party: { address: 'ada@example.com', isMasked: false, name: 'Ada' } }).party.isMasked,
    ).toBe(false);
  });

  it.each([
    ['+1 (500) 555-0001', '+15005550001'],
    ['whatsapp:+15005550001', '+15005550001'],
    ['0015005550001', '+15005550001'],
    [' Ada@Example.com ', 'ada@example.com'],
    ['+266696687', null],
    ['Anonymous', null],
    ['', null],
    [null, null],
  ])('%s belongs to the party %s', (address, party) => {
    expect(partyKey(address)).toBe(party);
  });

  it('has digits enough to be one', () => {
    expect(['+15005550001', '12345', '1234', 'Ada', 'order 12345'].map(isPhoneNumber)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
