import { eventually } from './sync-host';

/** What desktops and web pages use of the Conversations SDK. */
export interface ConversationsClient {
  readonly connectionState: string;
  getSubscribedConversations(): Promise<{ readonly items: readonly ShownConversation[] }>;
  getConversationBySid(sid: string): Promise<ShownConversation>;
  shutdown(): Promise<void>;
}
export interface ShownConversation {
  readonly sid: string;
  readonly status: string;
  readonly state: { readonly current: string };
  readonly attributes: unknown;
  getParticipants(): Promise<readonly { readonly identity: string | null }[]>;
  getMessages(pageSize: number): Promise<MessagePage>;
  getMessageRecipients(options: { readonly pageSize: number }): Promise<{ readonly items: readonly unknown[] }>;
  sendMessage(text: string): Promise<unknown>;
  on(event: string, listener: (argument: { readonly body: string; readonly author: string }) => void): void;
}
interface MessagePage {
  readonly items: readonly { readonly body: string }[];
  readonly hasPrevPage: boolean;
  prevPage(): Promise<MessagePage>;
}
type Sdk = Record<'Client', new (token: string, options: object) => ConversationsClient>;

// The copy of Flex UI 2.17.1, which is not ours to depend on.
const PACKAGE = '@twilio/conversations';

/** The genuine SDK with a token of Local Twilio at this URL; it may never connect. */
export function conversationsClient(url: string, token: string): ConversationsClient {
  const sdk = require(PACKAGE) as Sdk; // eslint-disable-line @typescript-eslint/no-require-imports -- see PACKAGE
  const uri = `${url.replace('http', 'ws')}/__twilio/tsock.us1.twilio.com/v3/wsconnect`;
  return new sdk.Client(token, { logLevel: 'silent', Twilsock: { uri } });
}

export const connected = (client: ConversationsClient): Promise<void> =>
  eventually(() => {
    expect(client.connectionState).toBe('connected');
  });
