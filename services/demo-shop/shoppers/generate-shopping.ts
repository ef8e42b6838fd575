import { instant, openBrowser, type Browser, type Person, type WriteDown } from './browser';
import { beginCheckout, goOn, type OpenCheckout } from './check-out';
import { lookAround } from './look-around';
import { between, chance, createRandom, type Random } from './random';
import type { RawEvent } from './raw-event';

export interface ShoppingOptions {
  readonly seed: number;
  readonly visitors: number;
  /** When the first may come, in milliseconds since 1970. */
  readonly from: number;
  /** No event is later than this after `from`: who is still there then simply has not left yet. */
  readonly overMs: number;
}

/** One shopper's whole story. */
type Story = (cast: Cast) => void;

interface Cast {
  readonly random: Random;
  readonly person: Person;
  /** Somebody else who lives in the same house. */
  readonly other: Person;
  readonly open: () => Browser;
  readonly writeDown: WriteDown;
}

const HOUR = 3_600_000;

/** Comes, perhaps buys, and perhaps comes back to the checkout that was left. */
function shop(
  browser: Browser,
  { signsIn = null, tellsCheckout = true }: { signsIn?: Person | null; tellsCheckout?: boolean } = {},
): void {
  lookAround(browser, chance(browser.random, 0.7));
  if (browser.lines.length === 0 || chance(browser.random, 0.2)) return;
  const checkout = beginCheckout(browser, tellsCheckout);
  if (signsIn !== null) browser.identify(signsIn);
  const isOrdered = goOn(browser, checkout);
  if (isOrdered || checkout.next === 1 || !tellsCheckout || !chance(browser.random, 0.4)) return;
  comeBack(browser, checkout);
}

function comeBack(browser: Browser, checkout: OpenCheckout): void {
  later(browser);
  browser.page('/', 'Welcome');
  goOn(browser, checkout);
}

const later = (browser: Browser): void => {
  browser.now += between(browser.random, 2 * HOUR, 5 * HOUR);
};

const guest: Story = ({ open }) => {
  const browser = open();
  shop(browser);
  if (!chance(browser.random, 0.3)) return;
  later(browser);
  shop(browser);
};

/** Is known only in the middle of the purchase, or a visit later: what came before is hers, too. */
const latecomer: Story = ({ open, person, random }) => {
  const browser = open();
  const isPatient = chance(random, 0.5);
  shop(browser, { signsIn: isPatient ? null : person });
  later(browser);
  if (isPatient) browser.identify(person);
  shop(browser);
};

const regular: Story = ({ open, person }) => {
  const browser = open();
  browser.identify(person);
  shop(browser);
};

/** Looks on the phone and buys on the laptop, or the other way round; the second signs in last. */
const twoBrowsers: Story = ({ open, person, random }) => {
  const phone = open();
  phone.identify(person);
  shop(phone);
  const laptop = open();
  laptop.now += between(random, 0, 3 * HOUR);
  shop(laptop, { signsIn: person });
  laptop.identify(person);
};

/** Two people at one browser, which keeps its anonymous id when the first signs out. */
const sharedBrowser: Story = ({ open, person, other }) => {
  const browser = open();
  shop(browser);
  browser.identify(person);
  shop(browser);
  later(browser);
  browser.person = null;
  lookAround(browser, false);
  browser.identify(other);
  browser.lines = [];
  shop(browser);
};

/** The shop's server finds out who it was. */
const aliased: Story = ({ open, person, writeDown }) => {
  const browser = open();
  shop(browser);
  browser.pause();
  const { anonymousId: previousId, now } = browser;
  const { userId } = person;
  writeDown({
    type: 'alias',
    messageId: browser.newId('event'),
    timestamp: instant(now),
    context: {},
    userId,
    previousId,
  });
};

const olderCheckout: Story = ({ open }) => {
  const browser = open();
  shop(browser, { tellsCheckout: false });
  later(browser);
  shop(browser, { tellsCheckout: false });
};

/** In turn, so that a few shoppers already are of every kind. */
const STORIES: readonly [Story, ...Story[]] = [
  guest,
  latecomer,
  regular,
  guest,
  twoBrowsers,
  sharedBrowser,
  guest,
  olderCheckout,
  latecomer,
  aliased,
];

/** What simulated shoppers do, in the order of time: a function of its options alone. */
export function generateShopping({ seed, visitors, from, overMs }: ShoppingOptions): readonly RawEvent[] {
  const events: RawEvent[] = [];
  const writeDown: WriteDown = (event) => events.push(event);
  for (let visitor = 0; visitor < visitors; visitor += 1) {
    // Letters between the numbers, or an address of an order would look like a telephone number.
    const name = `${seed}-${from.toString(36)}-v${visitor}`;
    const random = createRandom(seed, visitor);
    const begin = from + Math.floor(random() * overMs * 0.8);
    let browsers = 0;
    const open = (): Browser => {
      browsers += 1;
      return openBrowser({ random, name: `${name}-b${browsers}`, now: begin, writeDown });
    };
    const story = STORIES[visitor % STORIES.length] ?? STORIES[0];
    story({ random, person: personOf(name, 'a'), other: personOf(name, 'b'), open, writeDown });
  }
  const end = instant(from + overMs);
  return events.filter(({ timestamp }) => timestamp < end).sort(byTime);
}

const personOf = (name: string, which: string): Person => ({
  userId: `user-${name}-${which}`,
  email: `shopper-${name}-${which}@example.com`,
  name: `Shopper ${name}-${which}`,
});

/** ISO instants of one zone and length sort as texts; ids make the order complete. */
const byTime = (one: RawEvent, other: RawEvent): number =>
  `${one.timestamp} ${one.messageId}` < `${other.timestamp} ${other.messageId}` ? -1 : 1;
