import { countryOf, COUNTRIES, type Currency } from '../goods/countries';
import type { CartLine } from '../purchase/cart';
import type { ShopEvent } from '../purchase/shop-events';
import { between, chance, oneOf, type Random } from './random';
import type { Caller, RawEvent } from './raw-event';

/** Takes down what happens, each event with an id of its own. */
export type WriteDown = (event: RawEvent) => void;

export interface Person {
  readonly userId: string;
  readonly email: string;
  readonly name: string;
}

/** A browser in which somebody shops; its clock moves on with each action. */
export interface Browser {
  readonly random: Random;
  readonly anonymousId: string;
  readonly country: string;
  readonly currency: Currency;
  /** Milliseconds since 1970. */
  now: number;
  person: Person | null;
  cartId: string;
  lines: readonly CartLine[];
  /** An id that occurs once in the whole day. */
  newId(kind: string): string;
  /** Goes on after a moment, or now and then after several minutes; never after half an hour. */
  pause(): void;
  page(path: string, title: string): void;
  track(event: ShopEvent): void;
  identify(person: Person): void;
  /** What the shop's own server tells of this customer, at this instant. */
  serverTrack(event: ShopEvent, at: number): void;
}

interface BrowserOptions {
  readonly random: Random;
  /** Occurs once in the whole day. */
  readonly name: string;
  readonly now: number;
  readonly writeDown: WriteDown;
}

const SITE = 'http://localhost:4200';
const SECOND = 1000;
const MINUTE = 60 * SECOND;

export function openBrowser({ random, name, now, writeDown }: BrowserOptions): Browser {
  const country = oneOf(random, COUNTRIES).code;
  let ids = 0;
  const newId = (kind: string): string => `${kind}-${name}-e${(ids += 1)}`;
  let shown = { path: '/', search: '', title: '', referrer: '' };
  const caller = (): Caller & { readonly anonymousId: string } => ({
    anonymousId: browser.anonymousId,
    ...(browser.person === null ? {} : { userId: browser.person.userId }),
  });
  const context = () => ({
    page: { ...shown, url: `${SITE}${shown.path}${shown.search}` },
    locale: 'en-US',
    timezone: 'Europe/Berlin',
    userAgent: 'Mozilla/5.0 (simulated shopper)',
    location: { country },
  });
  const call = () => ({ messageId: newId('event'), timestamp: instant(browser.now), context: context() });
  const browser: Browser = {
    random,
    anonymousId: newId('browser'),
    country,
    currency: countryOf(country).currency,
    now,
    person: null,
    cartId: newId('cart'),
    lines: [],
    newId,
    pause: () => {
      browser.now += chance(random, 0.06) ? between(random, 4 * MINUTE, 20 * MINUTE) : between(random, 2, 45) * SECOND;
      browser.now += between(random, 0, 999);
    },
    page: (address, title) => {
      browser.pause();
      const { pathname, search } = new URL(address, SITE);
      const referrer = shown.title === '' ? '' : `${SITE}${shown.path}`;
      shown = { path: pathname, search, title: `${title} · Demo shop`, referrer };
      writeDown({ type: 'page', ...call(), ...caller(), properties: { ...shown, url: `${SITE}${address}` } });
    },
    track: ({ event, properties }) => {
      browser.pause();
      writeDown({ type: 'track', event, properties, ...call(), ...caller() });
    },
    identify: (person) => {
      browser.pause();
      browser.person = person;
      const { userId, email, name: called } = person;
      const traits = { email, name: called, address: { country } };
      writeDown({ type: 'identify', ...call(), anonymousId: browser.anonymousId, userId, traits });
    },
    serverTrack: ({ event, properties }, at) => {
      const { messageId } = call();
      const { userId } = caller();
      const by = userId === undefined ? { anonymousId: browser.anonymousId } : { userId };
      writeDown({ type: 'track', event, properties, messageId, timestamp: instant(at), context: {}, ...by });
    },
  };
  return browser;
}

export const instant = (at: number): string => new Date(at).toISOString();
