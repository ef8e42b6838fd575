import { placeholdersOf } from '@flex-sync-suite/shared/contract';
import type { Source } from '@flex-sync-suite/shared/observable';
import type * as Flex from '@twilio/flex-ui';
import { createAllowedSends, type AllowedSends } from './allowed-sends';
import { createHeldSends, type HeldSend, type HeldSends } from './held-sends';
import { bodyOf, isSameFiles, placeholdersIn, type MediaPayload, type SendPayload } from './send-payload';

/**
 * `sent`: Flex took it. `allowed`: an email; the same one passes once when the agent sends it again. `not-held`: nothing
 * is held there. `changed`: text or files of the draft are others by now; it is checked anew.
 */
export type OverrideOutcome = 'sent' | 'allowed' | 'not-held' | 'changed' | 'failed';

/** Holds every message with a placeholder in it, whoever sends it: key, button, another plugin, another conversation. */
export interface SendGuard extends Source<readonly HeldSend[]> {
  readonly held: (conversationSid: string) => HeldSend | null;
  /** Sends the held message as it is, this once; told so twice while it is being sent, it is still sent once. */
  readonly override: (conversationSid: string) => Promise<OverrideOutcome>;
  /** Forgets the held message: the agent goes on writing. */
  readonly dismiss: (conversationSid: string) => void;
  /** Removes the listener from Flex, and lets every message pass. */
  readonly close: () => void;
}

type Actions = Pick<typeof Flex.Actions, 'addListener' | 'removeListener' | 'replaceAction' | 'invokeAction'>;

export interface SendGuardOptions {
  /** `Flex.Actions`. */
  readonly actions: Actions;
  /** The draft of a conversation: what is on the screen, else what Flex's store holds; null when there is none. */
  readonly draftOf: (conversationSid: string) => string | null;
  /** The files that are attached to the draft in Flex's store; null when it knows none. Default: it never does. */
  readonly filesOf?: (conversationSid: string) => readonly File[] | null;
}

const BEFORE_SEND = 'beforeSendMessage';
const BEFORE_SEND_MEDIA = 'beforeSendMediaMessage';
const HELD = 'The message holds placeholders that are not filled.';

/** What the parts of one guard share. */
interface GuardContext extends Required<SendGuardOptions> {
  readonly held: HeldSends;
  readonly allowed: AllowedSends;
  readonly isClosed: () => boolean;
}

/**
 * Stands before the message twice. The listener is the polite way: the action is cancelled and nobody is surprised. But
 * Flex 2.17.1 calls listeners in a plain `map` and runs the action when one of them throws, so that a listener before
 * ours can make it skip ours. The replaced action is what no message gets past.
 */
export function createSendGuard({ actions, draftOf, filesOf = () => null }: SendGuardOptions): SendGuard {
  let isClosed = false;
  const held = createHeldSends();
  const allowed = createAllowedSends();
  const context: GuardContext = { actions, draftOf, filesOf, held, allowed, isClosed: () => isClosed };
  const stopListening = interceptSends(context);
  const overriding = new Map<string, Promise<OverrideOutcome>>();
  return {
    getSnapshot: held.getSnapshot,
    subscribe: held.subscribe,
    held: (conversationSid) => held.getSnapshot().find((each) => each.conversationSid === conversationSid) ?? null,
    override(conversationSid) {
      const underWay = overriding.get(conversationSid);
      if (underWay !== undefined) return underWay;
      const outcome = override(context, conversationSid).finally(() => overriding.delete(conversationSid));
      overriding.set(conversationSid, outcome);
      return outcome;
    },
    dismiss(conversationSid) {
      allowed.forget(conversationSid);
      held.forget(conversationSid);
    },
    close() {
      isClosed = true;
      stopListening();
    },
  };
}

/** @returns takes the listeners away; an action that was replaced stays so, and lets everything pass once it is closed */
function interceptSends(context: GuardContext): () => void {
  const { actions, allowed } = context;
  const beforeSend = (payload: SendPayload, abort: () => void): void => {
    if (holdMessage(context, payload)) abort();
  };
  const beforeSendFile = (payload: MediaPayload, abort: () => void): void => {
    if (holdFile(context, payload)) abort();
  };
  actions.addListener(BEFORE_SEND, beforeSend);
  actions.replaceAction('SendMessage', async (payload: SendPayload, original: (payload: SendPayload) => unknown) => {
    if (holdMessage(context, payload)) throw new Error(HELD);
    await original(payload);
    // The email that was let pass has gone out.
    if (payload.conversationSid !== undefined) allowed.forget(payload.conversationSid);
  });
  actions.addListener(BEFORE_SEND_MEDIA, beforeSendFile);
  actions.replaceAction(
    'SendMediaMessage',
    async (payload: MediaPayload, original: (payload: MediaPayload) => unknown) => {
      if (holdFile(context, payload)) throw new Error(HELD);
      await original(payload);
    },
  );
  return () => {
    actions.removeListener(BEFORE_SEND, beforeSend);
    actions.removeListener(BEFORE_SEND_MEDIA, beforeSendFile);
  };
}

/** @returns whether the message must not go out */
function holdMessage(context: GuardContext, payload: SendPayload): boolean {
  const { held, allowed, filesOf } = context;
  const { conversationSid } = payload;
  if (context.isClosed() || conversationSid === undefined || allowed.has(payload)) return false;
  const placeholders = placeholdersIn(payload);
  if (placeholders.length === 0) {
    held.forget(conversationSid);
    return false;
  }
  allowed.forget(conversationSid);
  const { isHtml, body } = held.put(conversationSid, { payload, files: filesOf(conversationSid) }, placeholders);
  // An email keeps its draft, whose formatting a plain text would take away.
  if (!isHtml) restoreDraft(context, conversationSid, body);
  return true;
}

/**
 * Flex's older message field takes its files out of the draft and sends each before the text. They belong to the text:
 * one that must not go out keeps them. Flex's newer field has them in the message itself.
 */
function holdFile(context: GuardContext, { conversationSid, file }: MediaPayload): boolean {
  if (context.isClosed() || conversationSid === undefined || file === undefined) return false;
  if (placeholdersOf(context.draftOf(conversationSid) ?? '').length === 0) return false;
  if (context.allowed.isSending(conversationSid)) return false;
  restoreFile(context, conversationSid, file);
  return true;
}

/** After Flex has taken it out of the draft. */
function restoreFile({ actions, filesOf, held, isClosed }: GuardContext, conversationSid: string, file: File): void {
  setTimeout(() => {
    if (isClosed() || filesOf(conversationSid)?.includes(file) === true) return;
    actions
      .invokeAction('AttachFiles', { conversationSid, files: [file] })
      .then(() => {
        held.setFiles(conversationSid, filesOf(conversationSid));
      })
      .catch(() => undefined); // The conversation was closed meanwhile: there is no draft to restore.
  });
}

/**
 * Flex's older message field empties itself before it sends, so that a held message would be gone. Once its action has
 * run, an empty draft gets the text back.
 */
function restoreDraft({ actions, draftOf, isClosed }: GuardContext, conversationSid: string, body: string): void {
  setTimeout(() => {
    if (isClosed() || draftOf(conversationSid) !== '') return;
    const caret = body.length;
    actions
      .invokeAction('SetInputText', { conversationSid, body, selectionStart: caret, selectionEnd: caret })
      .catch(() => undefined); // The conversation was closed meanwhile: there is no draft to restore.
  });
}

async function override(context: GuardContext, conversationSid: string): Promise<OverrideOutcome> {
  const { actions, draftOf, held, allowed } = context;
  const payload = held.payloadOf(conversationSid)?.payload;
  if (payload === undefined) return 'not-held';
  if (payload.htmlBody !== undefined) {
    // Its draft cannot be compared from here, and its editor would stay open with it: what Flex sends next is compared.
    held.forget(conversationSid);
    allowed.allowAgain(conversationSid, payload);
    return 'allowed';
  }
  if (isOtherDraft(context, conversationSid)) {
    held.forget(conversationSid);
    return 'changed';
  }
  try {
    await allowed.during(payload, () => actions.invokeAction('SendMessage', payload));
  } catch {
    return 'failed';
  }
  held.forget(conversationSid);
  // Flex's newer message field has emptied itself by now; the older one leaves that to who sends.
  if (draftOf(conversationSid)?.trim() === bodyOf(payload).trim()) {
    await actions.invokeAction('SetInputText', { conversationSid, body: '' }).catch(() => undefined);
  }
  return 'sent';
}

/** Another draft would be sent as the one that was shown, or be lost with it; and so would its files. */
function isOtherDraft({ held, draftOf, filesOf }: GuardContext, conversationSid: string): boolean {
  const shown = held.payloadOf(conversationSid);
  if (shown === undefined) return true;
  const draft = draftOf(conversationSid)?.trim() ?? '';
  const isOtherText = draft !== '' && draft !== bodyOf(shown.payload).trim();
  return isOtherText || !isSameFiles(shown.files, filesOf(conversationSid));
}
