import type { WebChats, WebVisitor } from '../conversations/web-chats';
import { ChatError, chatErrors } from '../conversations/chat-error';
import { answerRefusals } from '../http/answer-refusals';
import { documentedCalls } from '../http/documented-calls';
import type { EmulatedRoute } from '../http/documented-host';
import { formOf } from '../http/host-app';
import { withBasicAuth } from '../identity/basic-auth';

const PARAMETERS = 'AddressSid ChatFriendlyName CustomerFriendlyName Identity PreEngagementData';

/** The WebChats resource of the Flex API v2 (twilio.com/docs/flex/developer/conversations/webchats-resource). */
export const WEB_CHAT_CALLS = documentedCalls('/v2/WebChats', { 'POST ': PARAMETERS });

/** How the server of a web page starts a chat for a visitor. */
export function webChatRoutes(webChats: WebChats): readonly EmulatedRoute[] {
  const route: EmulatedRoute = {
    method: 'POST',
    path: '/v2/WebChats',
    parameters: PARAMETERS.split(' '),
    handle: withBasicAuth((request) => {
      const { conversation, customer } = webChats.start(visitorIn(formOf(request)));
      return { status: 201, body: { conversation_sid: conversation.sid, identity: customer.identity } };
    }),
  };
  return [{ ...route, handle: answerRefusals(ChatError)(route).handle }];
}

/** @throws ChatError 45745 */
function visitorIn(form: URLSearchParams): WebVisitor {
  const given = (name: string): string | undefined => {
    const text = form.get(name) ?? '';
    return text.trim() === '' ? undefined : text;
  };
  const addressSid = given('AddressSid');
  if (addressSid === undefined) throw chatErrors.badWebChat('AddressSid is missing');
  const told = {
    chatName: given('ChatFriendlyName'),
    customerName: given('CustomerFriendlyName'),
    preEngagementData: given('PreEngagementData'),
    identity: given('Identity'),
  };
  return { addressSid, ...Object.fromEntries(Object.entries(told).filter(([, text]) => text !== undefined)) };
}
