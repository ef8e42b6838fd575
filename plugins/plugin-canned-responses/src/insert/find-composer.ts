/** Attribute of the element that the plugin puts beside the Send button; its value is the conversation's SID. */
export const COMPOSER_MARK = 'data-canned-conversation';

const TEXTAREA = 'textarea[data-testid="message-input"]';
const SEND_BUTTON = 'button[data-testid="send-message"], button.Twilio-MessageInput-SendButton';

/**
 * The text field of a conversation. Flex does not say which conversation a field belongs to; the mark, which Flex renders
 * with the conversation's SID inside the same composer, does. A conversation has two when a supervisor looks at his own in
 * the Teams view, behind which Flex keeps the Agent Desktop: the one that is seen counts.
 */
export function findTextarea(page: ParentNode, conversationSid: string): HTMLTextAreaElement | null {
  const [first = null, ...others] = [...page.querySelectorAll<HTMLTextAreaElement>(TEXTAREA)].filter(
    (textarea) => conversationOf(textarea) === conversationSid,
  );
  return others.length === 0 ? first : ([first, ...others].find(isSeen) ?? first);
}

/** What is not displayed, or stands in something that is not, has no box. */
const isSeen = (element: Element | null): boolean => element !== null && element.getClientRects().length > 0;

/** The one composer of the page when it has no mark: Flex's older message field has no place for it. */
export function onlyUnmarkedTextarea(page: ParentNode): HTMLTextAreaElement | null {
  const [textarea, another] = page.querySelectorAll<HTMLTextAreaElement>(TEXTAREA);
  return textarea !== undefined && another === undefined && conversationOf(textarea) === null ? textarea : null;
}

/** The conversation that a text field belongs to; null before the mark is there. */
function conversationOf(textarea: Element): string | null {
  const mark = nearest(textarea, `[${COMPOSER_MARK}]`);
  return mark?.getAttribute(COMPOSER_MARK) ?? null;
}

/** Whether a composer that the plugin has marked, and says things at, is on the page for the conversation. */
export const hasMark = (page: ParentNode, conversationSid: string): boolean =>
  [...page.querySelectorAll(`[${COMPOSER_MARK}]`)].some((mark) => mark.getAttribute(COMPOSER_MARK) === conversationSid);

export function sendButtonOf(textarea: Element): HTMLButtonElement | null {
  const found = nearest(textarea, SEND_BUTTON);
  return found instanceof HTMLButtonElement ? found : null;
}

export const isComposer = (target: EventTarget | null): target is HTMLTextAreaElement =>
  target instanceof HTMLTextAreaElement && target.matches(TEXTAREA);

/** Flex marks a field that takes no text with `aria-disabled`. */
export const isWritable = (textarea: HTMLTextAreaElement): boolean =>
  textarea.getAttribute('aria-disabled') !== 'true' && !textarea.disabled && !textarea.readOnly;

/** The match that shares the closest ancestor with `from`, but not one of another composer. */
function nearest(from: Element, selector: string): Element | null {
  for (let around = from.parentElement; around !== null; around = around.parentElement) {
    if (around.querySelectorAll(TEXTAREA).length > 1) return null;
    const found = around.querySelector(selector);
    if (found !== null) return found;
  }
  return null;
}
