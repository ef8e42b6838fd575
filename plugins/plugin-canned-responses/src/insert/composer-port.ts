import type * as Flex from '@twilio/flex-ui';
import { asTextareaValue, insertText, wholeSelection, type Selection } from '../model/edit-text';
import { dropOffset } from './drop-offset';
import { findTextarea, isWritable, onlyUnmarkedTextarea, sendButtonOf } from './find-composer';

/** Where a text goes. */
export type InsertPlace =
  /** At the caret, in place of what is selected; also when the focus has moved to the panel. */
  | { readonly kind: 'caret' }
  /** In place of this part, such as a `/shortcut` token. */
  | { readonly kind: 'range'; readonly start: number; readonly end: number }
  /** Where the pointer was let go, in client coordinates; at the caret when the browser cannot tell. */
  | { readonly kind: 'point'; readonly x: number; readonly y: number };

export interface InsertRequest {
  readonly conversationSid: string;
  readonly text: string;
  readonly place: InsertPlace;
}

/** What became of an insertion. */
export type InsertOutcome =
  | {
      readonly kind: 'inserted';
      /** `editor`: one Ctrl+Z takes it back. `store`: through Flex's action, which has no undo. */
      readonly way: 'editor' | 'store';
      /** Where the text stands now, in UTF-16 units. */
      readonly range: Selection;
      /** The whole draft. */
      readonly draft: string;
    }
  | {
      readonly kind: 'refused';
      /** `no-composer`: the conversation is not on the page. `disabled`: it has ended, or a message is being sent. */
      readonly reason: 'no-composer' | 'disabled' | 'failed';
      readonly error?: unknown;
    };

/** `pressed` says that Flex was asked: the guard may still hold the message, and the network may fail. */
export type SendOutcome = 'pressed' | 'no-composer' | 'disabled';

/** The draft as it is on the screen, which may be 100 ms newer than Flex's store. */
export interface ComposerDraft {
  readonly text: string;
  readonly selection: Selection;
  readonly isWritable: boolean;
}

/** The genuine composer of Flex UI. */
export interface ComposerPort {
  /** Null when the conversation's composer is not on the page. */
  readonly read: (conversationSid: string) => ComposerDraft | null;
  readonly insert: (request: InsertRequest) => Promise<InsertOutcome>;
  /** As the Send button: the guard may still hold it. */
  readonly send: (conversationSid: string) => SendOutcome;
  /** Moves the focus into the composer. */
  readonly focus: (conversationSid: string) => void;
  /** The element to place a popover or a drop zone at. */
  readonly element: (conversationSid: string) => HTMLTextAreaElement | null;
}

export interface ComposerPortOptions {
  /** `Flex.Actions`. */
  readonly actions: Pick<typeof Flex.Actions, 'invokeAction'>;
  /** The conversation of the selected task, which a composer without a mark belongs to; null without one. */
  readonly activeConversation: () => string | null;
  /** Default: the page. */
  readonly page?: Document;
}

export function createComposerPort({
  actions,
  activeConversation,
  page = document,
}: ComposerPortOptions): ComposerPort {
  const element = (conversationSid: string): HTMLTextAreaElement | null =>
    findTextarea(page, conversationSid) ??
    (activeConversation() === conversationSid ? onlyUnmarkedTextarea(page) : null);
  return {
    element,
    read(conversationSid) {
      const textarea = element(conversationSid);
      return textarea === null ? null : draftOf(textarea);
    },
    async insert({ conversationSid, text, place }) {
      const textarea = element(conversationSid);
      if (textarea === null) return { kind: 'refused', reason: 'no-composer' };
      // Flex marks it, and drops what is typed; it does not set `disabled`.
      if (!isWritable(textarea)) return { kind: 'refused', reason: 'disabled' };
      const inserted = asTextareaValue(text);
      const selection = wholeSelection(textarea.value, selectionFor(textarea, place));
      const after = insertText(textarea.value, selection, inserted);
      const range = { start: selection.start, end: after.caret };
      if (typeIn(page, textarea, selection, inserted)) {
        return { kind: 'inserted', way: 'editor', range, draft: textarea.value };
      }
      try {
        // From the live text: the store is up to 100 ms behind, and what was typed since would be lost.
        await actions.invokeAction('SetInputText', {
          conversationSid,
          body: after.text,
          selectionStart: after.caret,
          selectionEnd: after.caret,
        });
      } catch (error) {
        return { kind: 'refused', reason: 'failed', error };
      }
      textarea.focus();
      return { kind: 'inserted', way: 'store', range, draft: after.text };
    },
    send(conversationSid) {
      const textarea = element(conversationSid);
      if (textarea === null) return 'no-composer';
      const button = sendButtonOf(textarea);
      if (button === null || button.getAttribute('aria-disabled') === 'true') return 'disabled';
      button.click();
      return 'pressed';
    },
    focus(conversationSid) {
      element(conversationSid)?.focus();
    },
  };
}

const draftOf = (textarea: HTMLTextAreaElement): ComposerDraft => ({
  text: textarea.value,
  selection: { start: textarea.selectionStart, end: textarea.selectionEnd },
  isWritable: isWritable(textarea),
});

function selectionFor(textarea: HTMLTextAreaElement, place: InsertPlace): Selection {
  if (place.kind === 'range') return place;
  const dropped = place.kind === 'point' ? dropOffset(textarea, place.x, place.y) : null;
  if (dropped !== null) return { start: dropped, end: dropped };
  return { start: textarea.selectionStart, end: textarea.selectionEnd };
}

/**
 * Types the text as a person would: the one way that the browser's undo knows, and that Flex hears of at once.
 * `execCommand` is deprecated without a successor for this; where it is missing or refuses, the caller has another way.
 */
function typeIn(page: Document, textarea: HTMLTextAreaElement, selection: Selection, text: string): boolean {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- see above
  if (typeof page.execCommand !== 'function') return false;
  textarea.focus();
  // The command types into whatever has the focus.
  if (page.activeElement !== textarea) return false;
  textarea.setSelectionRange(selection.start, selection.end);
  const before = textarea.value;
  // An empty text in place of a selection is a deletion, which is another command.
  const command = text === '' ? 'delete' : 'insertText';
  if (text === '' && selection.start === selection.end) return true;
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- see above
  return page.execCommand(command, false, text) && (textarea.value !== before || text === before);
}
