import type { Shop } from '../shop';
import type { ChatSession } from './chat-connection';

/** Asks the shop's server for a chat. Rejects when there is none to be had at present. */
export async function startChat(shop: Shop, name: string): Promise<ChatSession> {
  const { customer } = shop.state();
  const response = await fetch('/chat', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      name,
      anonymousId: await shop.tracker.anonymousId(),
      userId: customer?.userId,
      userIdSignature: customer?.userIdSignature ?? undefined,
    }),
  });
  const answer = (await response.json()) as Partial<ChatSession>;
  const { conversationSid, identity, token, expiresAt } = answer;
  if (!response.ok || !conversationSid || !identity || !token || !expiresAt) throw new Error('No chat was started');
  return { conversationSid, identity, token, expiresAt, isOpen: true, seen: -1 };
}
