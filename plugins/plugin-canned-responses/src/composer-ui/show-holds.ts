import { hasMark } from '../insert/find-composer';
import type { OverrideOutcome, SendGuard } from '../insert/send-guard';
import { composerStrings } from './composer-strings';
import type { HeldSend } from '../insert/held-sends';

/** Something to say outside of a composer. */
export interface HoldNotice {
  readonly conversationSid: string;
  /** `message` can be sent anyway, `email` can be let pass; `outcome` is what became of it. */
  readonly kind: 'message' | 'email' | 'outcome';
  readonly text: string;
  /** Does what can be done; nothing for an outcome. */
  readonly onAction: () => void;
}

export interface HoldNotifications {
  /** @returns takes it away */
  readonly show: (notice: HoldNotice) => () => void;
}

export interface ShowHoldsOptions {
  readonly guard: SendGuard;
  readonly notifications: HoldNotifications;
  readonly page: ParentNode;
}

/**
 * Says what is held where no composer of the plugin can: of an email, whose editor has no place for it, of Flex's older
 * message field, and of a conversation that is not on the page. Nothing must be held without being seen.
 *
 * @returns stops it
 */
export function showHolds({ guard, notifications, page }: ShowHoldsOptions): () => void {
  const shown = new Map<string, { readonly held: HeldSend; readonly hide: () => void }>();

  async function override(conversationSid: string): Promise<void> {
    const outcome = await guard.override(conversationSid);
    const text = outcomeWords(outcome);
    if (text !== null) notifications.show({ conversationSid, kind: 'outcome', text, onAction: () => undefined });
  }

  function show(held: HeldSend): void {
    const { conversationSid, isHtml, placeholders } = held;
    const words = `${composerStrings.held.title}. ${composerStrings.held.text(placeholders)}`;
    const hide = notifications.show({
      conversationSid,
      kind: isHtml ? 'email' : 'message',
      text: isHtml ? `${words} ${composerStrings.held.orAllow}` : words,
      onAction: () => void override(conversationSid),
    });
    shown.set(conversationSid, { held, hide });
  }

  return guard.subscribe(() => {
    const all = guard.getSnapshot();
    for (const [conversationSid, { held, hide }] of shown) {
      if (all.includes(held)) continue;
      shown.delete(conversationSid);
      hide();
    }
    for (const held of all) {
      if (!shown.has(held.conversationSid) && !hasMark(page, held.conversationSid)) show(held);
    }
  });
}

const outcomeWords = (outcome: OverrideOutcome): string | null =>
  outcome === 'sent' || outcome === 'not-held' ? null : composerStrings.held[outcome];
