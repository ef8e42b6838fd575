import type { ConversationsBundle } from './chat-connection';

/** Beside the page's own bundle; see `server/shop-app.ts`. */
const ADDRESS = '/conversations.js';

/** Loads the SDK, once. Rejects without a connection; the browser then asks again at the next call. */
export async function loadConversations(): Promise<ConversationsBundle> {
  const bundle: unknown = await import(ADDRESS);
  return bundle as ConversationsBundle; // what `conversations.ts` exports
}
