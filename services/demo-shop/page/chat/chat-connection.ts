/** A chat that was started, as the page remembers it. */
export interface ChatSession {
  readonly conversationSid: string;
  readonly identity: string;
  readonly token: string;
  /** UTC milliseconds. */
  readonly expiresAt: number;
  readonly isOpen: boolean;
  /** Index of the newest message that the customer has seen; -1 before the first. */
  readonly seen: number;
}

export interface ChatMessage {
  readonly index: number;
  readonly text: string;
  readonly isOwn: boolean;
  /** UTC milliseconds. */
  readonly at: number;
}

/** `interrupted`: the SDK tries again by itself. `failed`: the SDK could not be loaded. `ended` is for good. */
export type ChatStatus = 'connecting' | 'live' | 'interrupted' | 'failed' | 'ended';

export interface ChatUpdate {
  readonly status: ChatStatus;
  /** Oldest first. */
  readonly messages: readonly ChatMessage[];
}

export interface ChatConnection {
  /** Rejects when it was not sent. */
  readonly send: (text: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface ConnectOptions {
  readonly session: Pick<ChatSession, 'conversationSid' | 'identity' | 'token'>;
  /** Null: Twilio's. */
  readonly twilsockUrl: string | null;
  readonly onUpdate: (update: ChatUpdate) => void;
}

/** What the bundle with the SDK exports. */
export interface ConversationsBundle {
  readonly connect: (options: ConnectOptions) => ChatConnection;
}
