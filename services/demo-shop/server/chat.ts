import twilio from 'twilio';
import { textIn } from './posted';
import type { ChatAccount } from './shop-settings';
import { isSigned } from './sign-in';

/** A visitor who wants to chat, as the page tells. */
export interface Visitor {
  readonly name: string;
  /** Segment's; null when the page has none. */
  readonly anonymousId: string | null;
  /** Who signed in; the shop vouched for it. */
  readonly user: { readonly userId: string; readonly userIdSignature: string } | null;
}

/** What the page needs to take part. */
export interface StartedChat {
  readonly conversationSid: string;
  readonly identity: string;
  /** Lets the identity use Conversations, and nothing else. */
  readonly token: string;
  /** UTC milliseconds. */
  readonly expiresAt: number;
}

/** @throws Error of Twilio's helper, with its `status` and `code` */
export type StartChat = (visitor: Visitor) => Promise<StartedChat>;

/** As long as Twilio lets a token live: a chat that is older is over. */
const TOKEN_TTL_SECONDS = 86_400;
const TIMEOUT_MS = 10_000;
const MAX_NAME = 100;

/** Starts chats with Twilio's own helper. The account's credentials stay here. */
export function chatStarter(account: ChatAccount, now: () => number = Date.now): StartChat {
  const { accountSid, authToken, addressSid, baseUrl, context } = account;
  const client = twilio(accountSid, authToken, { httpClient: new twilio.RequestClient({ timeout: TIMEOUT_MS }) });
  if (baseUrl !== null) client.flexApi.baseUrl = `${baseUrl}/flex-api.twilio.com`;
  return async ({ name, anonymousId, user }) => {
    const { conversationSid, identity } = await client.flexApi.v2.webChannels.create({
      addressSid,
      chatFriendlyName: 'Demo shop',
      customerFriendlyName: name,
      preEngagementData: JSON.stringify({
        ...context,
        friendlyName: name,
        ...(anonymousId === null ? {} : { anonymousId }),
        ...user,
      }),
    });
    const expiresAt = now() + TOKEN_TTL_SECONDS * 1000;
    return { conversationSid, identity, token: tokenOf(identity, account), expiresAt };
  };
}

function tokenOf(identity: string, { accountSid, apiKey, apiSecret, serviceSid }: ChatAccount): string {
  const { AccessToken } = twilio.jwt;
  const token = new AccessToken(accountSid, apiKey, apiSecret, { identity, ttl: TOKEN_TTL_SECONDS });
  token.addGrant(new AccessToken.ChatGrant({ serviceSid }));
  return token.toJwt();
}

/** The visitor in a request of the page, or null. A user whom the shop did not vouch for is left out. */
export function visitorIn(body: unknown, secret: string | null): Visitor | null {
  const name = textIn(body, 'name')?.trim() ?? '';
  if (name === '' || name.length > MAX_NAME) return null;
  const [userId, userIdSignature] = [textIn(body, 'userId'), textIn(body, 'userIdSignature')];
  const isVouchedFor =
    secret !== null && userId !== null && userIdSignature !== null && isSigned(userId, userIdSignature, secret);
  return { name, anonymousId: textIn(body, 'anonymousId'), user: isVouchedFor ? { userId, userIdSignature } : null };
}

/** Where the page's SDK connects; null = where it does by itself. */
export const twilsockUrlOf = ({ baseUrl }: ChatAccount): string | null =>
  baseUrl === null ? null : `${baseUrl.replace(/^http/, 'ws')}/tsock.us1.twilio.com/v3/wsconnect`;
