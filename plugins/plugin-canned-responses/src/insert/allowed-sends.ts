import { isSameFiles, isSameText, type SendPayload } from './send-payload';

/** What may pass the guard although it holds placeholders. */
export interface AllowedSends {
  readonly has: (payload: SendPayload) => boolean;
  /** Whether a message of the conversation is being sent on purpose: its files go with it. */
  readonly isSending: (conversationSid: string) => boolean;
  /** Lets a message pass while `send` runs. */
  readonly during: (payload: SendPayload, send: () => Promise<void>) => Promise<void>;
  /** Lets an email pass when Flex sends the same one again, with the same files. */
  readonly allowAgain: (conversationSid: string, payload: SendPayload) => void;
  readonly forget: (conversationSid: string) => void;
}

export function createAllowedSends(): AllowedSends {
  const sending = new Set<SendPayload>();
  const again = new Map<string, SendPayload>();
  return {
    has(payload) {
      if ([...sending].some((each) => isSameText(each, payload))) return true;
      const email = again.get(payload.conversationSid ?? '');
      return (
        email !== undefined && isSameText(email, payload) && isSameFiles(email.attachedFiles, payload.attachedFiles)
      );
    },
    isSending: (conversationSid) => [...sending].some((each) => each.conversationSid === conversationSid),
    async during(payload, send) {
      sending.add(payload);
      try {
        await send();
      } finally {
        sending.delete(payload);
      }
    },
    allowAgain: (conversationSid, payload) => void again.set(conversationSid, payload),
    forget: (conversationSid) => void again.delete(conversationSid),
  };
}
