import { AnalyticsBrowser } from '@segment/analytics-next';
import type { ShopEvent } from '../purchase/shop-events';
import type { Customer } from './shop-state';

/** What the shop tells about its customer. */
export interface Tracker {
  /** The page that is shown, by its address and title. */
  page(): void;
  track(event: ShopEvent): void;
  identify(customer: Customer): void;
  /** The next person at this browser is somebody else. */
  forget(): void;
  /** By which events that were told here are known; null when the library has none. */
  anonymousId(): Promise<string | null>;
}

export interface TrackerOptions {
  readonly writeKey: string;
  /** Of the backend, without `/v1`. */
  readonly backendUrl: string;
  /** ISO code of the customer's country, asked at each event. */
  readonly country: () => string;
  /** With which the shop vouches for who signed in, asked at each event; null for nobody. */
  readonly userIdSignature: () => string | null;
}

/** Segment's genuine library, which asks nobody but the backend. */
export function createTracker({ writeKey, backendUrl, country, userIdSignature }: TrackerOptions): Tracker {
  const { host, pathname, protocol } = new URL(backendUrl);
  const analytics = AnalyticsBrowser.load({
    writeKey,
    // Given, so that the library does not fetch them from Segment.
    cdnSettings: {
      // Else it reports about itself to Segment.
      metrics: { sampleRate: 0 },
      integrations: {
        'Segment.io': {
          apiKey: writeKey,
          apiHost: `${host}${pathname.replace(/\/$/, '')}/v1`,
          protocol: protocol === 'https:' ? 'https' : 'http',
          // Somebody may be talking with the customer: what happens now should be there while it is spoken of.
          deliveryStrategy: { strategy: 'batching', config: { size: 10, timeout: 300 } },
        },
      },
    },
  });
  const options = () => {
    const signature = userIdSignature();
    // A customer is verified when each event that names the user says so.
    return { context: { location: { country: country() }, ...(signature && { userIdSignature: signature }) } };
  };
  // Whether an event arrives is the library's to see to: it keeps and repeats what could not be sent.
  const send = (sent: Promise<unknown>): void => {
    sent.catch((error: unknown) => {
      console.warn('An event was not accepted by the library', error);
    });
  };
  return {
    page: () => {
      send(analytics.page(undefined, undefined, undefined, options()));
    },
    track: ({ event, properties }) => {
      send(analytics.track(event, { ...properties }, options()));
    },
    identify: ({ userId, email, name }) => {
      send(analytics.identify(userId, { email, name, address: { country: country() } }, options()));
    },
    forget: () => {
      send(Promise.resolve(analytics.reset()));
    },
    anonymousId: async () => (await analytics.user()).anonymousId() ?? null,
  };
}
