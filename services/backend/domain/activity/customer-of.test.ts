import { alias, identify, minute, other, page, told } from '../../testing/activity-events';
import type { ActivityEvent } from './activity-event';
import { customerResolver, customersOf, linksOf } from './customer-of';

const asUser = (userId: string, over: Partial<ActivityEvent> = {}): Partial<ActivityEvent> => ({ userId, ...over });

const ownerOf = (event: ActivityEvent, told: readonly ActivityEvent[]): string => {
  const customer = customerResolver(linksOf(told))(event);
  return customer.kind === 'user' ? customer.userId : `visitor ${customer.anonymousId}`;
};

describe('the customer of an event', () => {
  it('is the anonymous visitor until a link is told', () => {
    expect(ownerOf(told(0, page('/')), [])).toBe('visitor a1');
  });

  it('is the user whom the event itself names, whatever the links say', () => {
    expect(ownerOf(told(5, page('/'), asUser('ada')), [told(1, identify, asUser('ben'))])).toBe('ada');
  });

  it.each([
    [-60, 'ada', 'before the first link'],
    [10, 'ada', 'at the instant of the first'],
    [19.99, 'ada', 'before the second'],
    [20, 'ben', 'at the instant of the second'],
    [600, 'ben', 'after the last'],
  ])('of one browser with two users is, at minute %p, %s: %s', (at, owner) => {
    const links = [told(20, identify, asUser('ben')), told(10, identify, asUser('ada'))];
    expect(ownerOf(told(at, page('/')), links)).toBe(owner);
    expect(ownerOf(told(at, page('/')), [...links].reverse())).toBe(owner);
  });

  it('of two links of one instant is the one with the later messageId, and before them the one with the earlier', () => {
    const links = [
      told(10, identify, asUser('zoe', { messageId: 'm1' })),
      told(10, identify, asUser('ada', { messageId: 'm2' })),
    ];
    expect(ownerOf(told(10, page('/')), links)).toBe('ada');
    expect(ownerOf(told(9, page('/')), links)).toBe('zoe');
  });

  it('is the user of an alias, from its instant and before, as with an identify', () => {
    const linked = told(10, alias('a1'), { anonymousId: 'a2', userId: 'ada' });
    expect(ownerOf(told(3, page('/')), [linked])).toBe('ada');
    expect(ownerOf(told(3, page('/'), { anonymousId: 'a2' }), [linked])).toBe('visitor a2');
  });

  it.each([
    ['an identify without a user', told(1, identify)],
    ['an identify without an anonymous visitor', told(1, identify, asUser('ada', { anonymousId: null }))],
    ['an alias without a user', told(1, alias('a1'), { anonymousId: 'a2' })],
    ['another event with both ids', told(1, other, asUser('ada'))],
    ['a link of another shop', told(1, identify, asUser('ada', { shopId: 'shop-2' }))],
    ['a link of another visitor', told(1, identify, asUser('ada', { anonymousId: 'a2' }))],
    ['an identify from 25 h ahead', told(1, identify, asUser('ada', { receivedAtMs: minute(1 - 25 * 60) }))],
  ])('is not changed by %s', (_what, event) => {
    expect(ownerOf(told(5, page('/')), [event])).toBe('visitor a1');
  });

  it('follows the first arrival of a link, whose instant a retry would shift', () => {
    const first = told(10, identify, asUser('ben'));
    const retry = { ...first, atMs: minute(12), receivedAtMs: first.receivedAtMs + 90_000 };
    const links = [told(1, identify, asUser('ada')), retry, first];
    expect(ownerOf(told(11, page('/')), links)).toBe('ben');
  });
});

describe('the customers that a visitor may have events of', () => {
  it('are the visitor itself without links, and with links every user once and no longer the visitor', () => {
    expect(customersOf('shop-1', 'a1', [])).toEqual([{ kind: 'visitor', anonymousId: 'a1' }]);
    const links = linksOf(['ben', 'ada', 'ben'].map((userId, index) => told(index, identify, asUser(userId))));
    expect(customersOf('shop-1', 'a1', links)).toEqual([
      { kind: 'user', userId: 'ben' },
      { kind: 'user', userId: 'ada' },
    ]);
    expect(customersOf('shop-2', 'a1', links)).toEqual([{ kind: 'visitor', anonymousId: 'a1' }]);
  });
});
