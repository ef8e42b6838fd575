import { createListeners, type Source } from '@flex-sync-suite/shared/observable';
import type * as Flex from '@twilio/flex-ui';
import { placeholdersOf, type Placeholder } from '@flex-sync-suite/shared/contract';

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

/** Payload of `SendMessage` (ChatActionSendMessageTextPayload and …HTMLTextPayload of Flex UI 2.17.1). */
interface SendPayload {
  readonly conversationSid?: string;
  readonly body?: string;
  readonly plainTextBody?: string;
  readonly htmlBody?: string;
  readonly subject?: string;
  readonly attachedFiles?: readonly File[];
}

/** Payload of `SendMediaMessage`. */
interface MediaPayload {
  readonly conversationSid?: string;
  readonly file?: File;
}

/** What was held, with the files that its draft had then. */
interface HeldPayload {
  readonly payload: SendPayload;
  files: readonly File[] | null;
}

const BEFORE_SEND = 'beforeSendMessage';
const BEFORE_SEND_MEDIA = 'beforeSendMediaMessage';
const HELD = 'The message holds placeholders that are not filled.';

/**
 * Stands before the message twice. The listener is the polite way: the action is cancelled and nobody is surprised. But
 * Flex 2.17.1 calls listeners in a plain `map` and runs the action when one of them throws, so that a listener before
 * ours can make it skip ours. The replaced action is what no message gets past.
 */
export function createSendGuard({ actions, draftOf, filesOf = () => null }: SendGuardOptions): SendGuard {
  const { subscribe, tell } = createListeners();
  const payloads = new Map<string, HeldPayload>();
  let snapshot: readonly HeldSend[] = [];
  /** The messages that may pass while they are being sent on purpose. */
  const allowed = new Set<SendPayload>();
  /** The email of a conversation that may pass when it is sent again. */
  const passes = new Map<string, SendPayload>();
  const overriding = new Map<string, Promise<OverrideOutcome>>();
  let isClosed = false;

  function set(conversationSid: string, held: HeldSend | null): void {
    const others = snapshot.filter((other) => other.conversationSid !== conversationSid);
    if (held === null && others.length === snapshot.length) return;
    snapshot = held === null ? others : [...others, held];
    if (!isClosed) tell();
  }

  const forget = (conversationSid: string): void => {
    payloads.delete(conversationSid);
    set(conversationSid, null);
  };

  /** @returns whether the message must not go out */
  function hold(payload: SendPayload): boolean {
    const { conversationSid } = payload;
    if (isClosed || conversationSid === undefined || isAllowed(payload)) return false;
    const placeholders = distinct(textsOf(payload).flatMap(placeholdersOf));
    if (placeholders.length === 0) {
      forget(conversationSid);
      return false;
    }
    const isHtml = payload.htmlBody !== undefined;
    const body = bodyOf(payload);
    passes.delete(conversationSid);
    payloads.set(conversationSid, { payload, files: filesOf(conversationSid) });
    set(conversationSid, { conversationSid, body, isHtml, placeholders });
    // An email keeps its draft, whose formatting a plain text would take away.
    if (!isHtml) restoreDraft(conversationSid, body);
    return true;
  }

  function beforeSend(payload: SendPayload, abort: () => void): void {
    if (hold(payload)) abort();
  }

  function isAllowed(payload: SendPayload): boolean {
    if ([...allowed].some((each) => isSameText(each, payload))) return true;
    const pass = passes.get(payload.conversationSid ?? '');
    return pass !== undefined && isSameText(pass, payload) && isSameFiles(pass.attachedFiles, payload.attachedFiles);
  }

  /**
   * Flex's older message field takes its files out of the draft and sends each before the text. They belong to the text:
   * one that must not go out keeps them. Flex's newer field has them in the message itself.
   */
  function holdFile({ conversationSid, file }: MediaPayload): boolean {
    if (isClosed || conversationSid === undefined || file === undefined) return false;
    if (placeholdersOf(draftOf(conversationSid) ?? '').length === 0) return false;
    if ([...allowed].some((each) => each.conversationSid === conversationSid)) return false;
    restoreFile(conversationSid, file);
    return true;
  }

  function beforeSendFile(payload: MediaPayload, abort: () => void): void {
    if (holdFile(payload)) abort();
  }

  /** After Flex has taken it out of the draft. */
  function restoreFile(conversationSid: string, file: File): void {
    setTimeout(() => {
      if (isClosed || filesOf(conversationSid)?.includes(file) === true) return;
      actions
        .invokeAction('AttachFiles', { conversationSid, files: [file] })
        .then(() => {
          const held = payloads.get(conversationSid);
          if (held !== undefined) held.files = filesOf(conversationSid);
        })
        .catch(() => undefined); // The conversation was closed meanwhile: there is no draft to restore.
    });
  }

  /**
   * Flex's older message field empties itself before it sends, so that a held message would be gone. Once its action has
   * run, an empty draft gets the text back.
   */
  function restoreDraft(conversationSid: string, body: string): void {
    setTimeout(() => {
      if (isClosed || draftOf(conversationSid) !== '') return;
      const caret = body.length;
      actions
        .invokeAction('SetInputText', { conversationSid, body, selectionStart: caret, selectionEnd: caret })
        .catch(() => undefined); // The conversation was closed meanwhile: there is no draft to restore.
    });
  }

  async function override(conversationSid: string): Promise<OverrideOutcome> {
    const held = payloads.get(conversationSid);
    if (held === undefined) return 'not-held';
    const { payload } = held;
    const body = bodyOf(payload);
    if (payload.htmlBody !== undefined) {
      // Its draft cannot be compared from here, and its editor would stay open with it: what Flex sends next is compared.
      forget(conversationSid);
      passes.set(conversationSid, payload);
      return 'allowed';
    }
    const draft = draftOf(conversationSid);
    // Another draft would be sent as the one that was shown, or be lost with it; and so would its files.
    const isOtherText = draft !== null && draft.trim() !== '' && draft.trim() !== body.trim();
    if (isOtherText || !isSameFiles(held.files, filesOf(conversationSid))) {
      forget(conversationSid);
      return 'changed';
    }
    allowed.add(payload);
    try {
      await actions.invokeAction('SendMessage', payload);
    } catch {
      return 'failed';
    } finally {
      allowed.delete(payload);
    }
    forget(conversationSid);
    // Flex's newer message field has emptied itself by now; the older one leaves that to who sends.
    if (draftOf(conversationSid)?.trim() === body.trim()) {
      await actions.invokeAction('SetInputText', { conversationSid, body: '' }).catch(() => undefined);
    }
    return 'sent';
  }

  actions.addListener(BEFORE_SEND, beforeSend);
  actions.replaceAction('SendMessage', async (payload: SendPayload, original: (payload: SendPayload) => unknown) => {
    if (hold(payload)) throw new Error(HELD);
    await original(payload);
    // The email that was let pass has gone out.
    if (payload.conversationSid !== undefined) passes.delete(payload.conversationSid);
  });
  actions.addListener(BEFORE_SEND_MEDIA, beforeSendFile);
  actions.replaceAction(
    'SendMediaMessage',
    async (payload: MediaPayload, original: (payload: MediaPayload) => unknown) => {
      if (holdFile(payload)) throw new Error(HELD);
      await original(payload);
    },
  );
  return {
    held: (conversationSid) => snapshot.find((held) => held.conversationSid === conversationSid) ?? null,
    getSnapshot: () => snapshot,
    subscribe,
    override(conversationSid) {
      const underWay = overriding.get(conversationSid);
      if (underWay !== undefined) return underWay;
      const outcome = override(conversationSid).finally(() => overriding.delete(conversationSid));
      overriding.set(conversationSid, outcome);
      return outcome;
    },
    dismiss(conversationSid) {
      passes.delete(conversationSid);
      forget(conversationSid);
    },
    close() {
      isClosed = true;
      actions.removeListener(BEFORE_SEND, beforeSend);
      actions.removeListener(BEFORE_SEND_MEDIA, beforeSendFile);
    },
  };
}

/** What the customer would read, to be shown. */
function bodyOf({ body, plainTextBody, htmlBody }: SendPayload): string {
  if (body !== undefined && body !== '') return body;
  if (plainTextBody !== undefined && plainTextBody !== '') return plainTextBody;
  return htmlBody === undefined ? '' : htmlText(htmlBody);
}

/** All that the customer may read: which part their mail program shows is not known here. */
const textsOf = ({ body = '', plainTextBody = '', htmlBody = '', subject = '' }: SendPayload): readonly string[] => [
  body,
  plainTextBody,
  htmlText(htmlBody),
  subject,
];

/** Markup could hide a placeholder, so HTML counts by its text. */
const htmlText = (html: string): string =>
  html === '' ? '' : new DOMParser().parseFromString(html, 'text/html').body.textContent;

const isSameText = (a: SendPayload, b: SendPayload): boolean =>
  a.conversationSid === b.conversationSid &&
  a.body === b.body &&
  a.plainTextBody === b.plainTextBody &&
  a.htmlBody === b.htmlBody &&
  a.subject === b.subject;

/** No files, and no draft that could have some, are the same. */
const isSameFiles = (a: readonly File[] | null | undefined, b: readonly File[] | null | undefined): boolean =>
  (a ?? []).length === (b ?? []).length && (a ?? []).every((file) => (b ?? []).includes(file));

const distinct = (placeholders: readonly Placeholder[]): readonly Placeholder[] => [
  ...new Map(placeholders.map((placeholder) => [placeholder.name, placeholder])).values(),
];
