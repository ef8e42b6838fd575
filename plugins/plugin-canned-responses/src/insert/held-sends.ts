import type { Placeholder } from '@flex-sync-suite/shared/contract';
import { createValueSource, type Source } from '@flex-sync-suite/shared/observable';
import { bodyOf, type SendPayload } from './send-payload';

/** A message that was kept from being sent because it holds placeholders. */
export interface HeldSend {
  readonly conversationSid: string;
  /** The text as Flex would have sent it, trimmed; of an email without its markup. */
  readonly body: string;
  /** An email: Flex's own editor has to send it, so that it closes and drops its draft. */
  readonly isHtml: boolean;
  /** Each name once. */
  readonly placeholders: readonly Placeholder[];
}

/** The message of a conversation as Flex wanted to send it, with the files that its draft had then. */
export interface HeldPayload {
  readonly payload: SendPayload;
  readonly files: readonly File[] | null;
}

/** What is held, at most one message a conversation. */
export interface HeldSends extends Source<readonly HeldSend[]> {
  readonly put: (conversationSid: string, held: HeldPayload, placeholders: readonly Placeholder[]) => HeldSend;
  readonly payloadOf: (conversationSid: string) => HeldPayload | undefined;
  /** Takes other files for those of the draft, where something is held. */
  readonly setFiles: (conversationSid: string, files: readonly File[] | null) => void;
  readonly forget: (conversationSid: string) => void;
}

export function createHeldSends(): HeldSends {
  const payloads = new Map<string, HeldPayload>();
  const { set, ...all } = createValueSource<readonly HeldSend[]>([]);
  const without = (conversationSid: string): readonly HeldSend[] =>
    all.getSnapshot().filter((held) => held.conversationSid !== conversationSid);
  return {
    ...all,
    payloadOf: (conversationSid) => payloads.get(conversationSid),
    put(conversationSid, held, placeholders) {
      const { payload } = held;
      const shown = { conversationSid, body: bodyOf(payload), isHtml: payload.htmlBody !== undefined, placeholders };
      payloads.set(conversationSid, held);
      set([...without(conversationSid), shown]);
      return shown;
    },
    setFiles(conversationSid, files) {
      const held = payloads.get(conversationSid);
      if (held !== undefined) payloads.set(conversationSid, { ...held, files });
    },
    forget(conversationSid) {
      if (payloads.delete(conversationSid)) set(without(conversationSid));
    },
  };
}
