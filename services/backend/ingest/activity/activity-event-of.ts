import { createHmac, timingSafeEqual } from 'node:crypto';
import * as v from 'valibot';
import { storableText } from '../../base/storable-text';
import type { ActivityEvent, Location } from '../../domain/activity/activity-event';
import { shopText } from './told-text';
import { objectIn, SegmentMessage, textIn, type Properties } from './segment-message';
import { toldCall } from './told-call';
import { toldId } from './told-id';
import { Unusable } from './unusable';

/** How a shop's events are read. */
export interface ReadingShop {
  readonly shopId: string;
  /** The shop signs a `userId` with it: HMAC-SHA256, hex, in `context.userIdSignature`. */
  readonly secret: string;
}

/** A message as it arrived, before anything of it was believed. */
export interface ArrivedMessage {
  readonly message: unknown;
  readonly shop: ReadingShop;
  readonly receivedAtMs: number;
  /** When the sender says it sent the batch; what its clock is off by is taken from it. */
  readonly sentAt: unknown;
}

/** What came of a message: an event, one that is not wanted, or one that cannot be used, with the reason. */
export type ReadMessage =
  | { readonly kind: 'event'; readonly event: ActivityEvent }
  | { readonly kind: 'denied' }
  | { readonly kind: 'dead'; readonly reason: string; readonly messageId: string | null };

export interface ReadingOptions {
  /** The category of consent without which nothing is stored. */
  readonly consentCategory: string;
  /** Keyed hash of an e-mail address or phone number. */
  readonly hashed: (contact: string) => string;
}

/** Reads a message; never throws for what it holds. */
export function readMessage(arrived: ArrivedMessage, options: ReadingOptions): ReadMessage {
  const parsed = v.safeParse(SegmentMessage, arrived.message);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    return { kind: 'dead', reason: `its ${v.getDotPath(issue) ?? 'body'} is not what the spec says`, messageId: null };
  }
  const message = parsed.output;
  if (isDenied(message, options.consentCategory)) return { kind: 'denied' };
  try {
    return { kind: 'event', event: eventOf(message, arrived, options) };
  } catch (error) {
    if (!(error instanceof Unusable)) throw error;
    return { kind: 'dead', reason: error.message, messageId: storableText(message.messageId) };
  }
}

function eventOf(message: SegmentMessage, arrived: ArrivedMessage, { hashed }: ReadingOptions): ActivityEvent {
  const { shop, receivedAtMs, sentAt } = arrived;
  const context = message.context ?? {};
  const anonymousId = toldId(message.anonymousId, 'anonymousId');
  const userId = toldId(message.userId, 'userId');
  if (anonymousId === null && userId === null) throw new Unusable('it has neither anonymousId nor userId');
  return {
    shopId: shop.shopId,
    messageId: storableText(message.messageId),
    atMs: instantOf(message.timestamp, sentAt, receivedAtMs),
    receivedAtMs,
    anonymousId,
    userId,
    isVerified: userId !== null && isSigned(String(message.userId), textIn(context, 'userIdSignature'), shop.secret),
    location: locationIn(context, message.traits ?? objectIn(context, 'traits')),
    call: toldCall(message, hashed),
  };
}

/** By our clock: Segment corrects the same way. https://segment.com/docs/connections/spec/common/#timestamps */
function instantOf(timestamp: unknown, sentAt: unknown, receivedAtMs: number): number {
  const toldMs = millisecondsOf(timestamp);
  if (toldMs === null) return receivedAtMs;
  const sentMs = millisecondsOf(sentAt);
  return sentMs === null ? toldMs : toldMs + receivedAtMs - sentMs;
}

function millisecondsOf(instant: unknown): number | null {
  const ms = typeof instant === 'string' ? Date.parse(instant) : NaN;
  return Number.isFinite(ms) ? ms : null;
}

function isDenied({ context }: SegmentMessage, category: string): boolean {
  const preferences = objectIn(objectIn(context ?? {}, 'consent'), 'categoryPreferences');
  return Object.hasOwn(preferences, category) && preferences[category] === false;
}

function isSigned(userId: string, signature: string | null, secret: string): boolean {
  if (signature === null || !/^[0-9a-f]{64}$/iu.test(signature)) return false;
  const expected = createHmac('sha256', secret).update(userId).digest();
  return timingSafeEqual(expected, Buffer.from(signature, 'hex'));
}

/** As the shop tells it; an address on the network is no place. */
function locationIn(context: Properties, traits: Properties): Location | null {
  for (const place of [objectIn(context, 'location'), objectIn(traits, 'address')]) {
    const country = (textIn(place, 'country_code') ?? textIn(place, 'country') ?? '').toUpperCase();
    if (!/^[A-Z]{2}$/u.test(country)) continue;
    const region = textIn(place, 'region') ?? textIn(place, 'state');
    return { country, region: region === null ? null : shopText(region, 100) };
  }
  return null;
}
