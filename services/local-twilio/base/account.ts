import { randomBytes } from 'node:crypto';

/** The one account that Local Twilio knows. Fixed, so that documents, tests and browsers can name it; never secret. */
export const account = {
  accountSid: 'AC00000000000000000000000000000001',
  authToken: 'local0000000000000000000000000001',
  apiKey: 'SK00000000000000000000000000000001',
  apiSecret: 'localsecret000000000000000000001',
  workspaceSid: 'WS00000000000000000000000000000001',
  workflowSid: 'WW00000000000000000000000000000001',
  flexInstanceSid: 'GO00000000000000000000000000000001',
  chatServiceSid: 'IS00000000000000000000000000000001',
  /** The Conversations address of the account's web page: web chats are started at it. */
  webChatAddressSid: 'IG00000000000000000000000000000001',
  syncServiceSid: 'IS00000000000000000000000000000002',
} as const;

/** Our phone number: customers call it, and agents call from it. Numbers with 555-01xx belong to nobody. */
export const MAIN_LINE = '+15005550100';

/** A fresh SID: the resource's two-letter prefix and 32 random hexadecimal digits. */
export function createSid<const Prefix extends string>(prefix: Prefix): `${Prefix}${string}` {
  return `${prefix}${randomBytes(16).toString('hex')}`;
}
