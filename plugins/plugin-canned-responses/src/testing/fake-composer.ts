import { COMPOSER_MARK } from '../insert/find-composer';

type Payload = Record<string, unknown>;
type Before = (payload: Payload, abort: () => void) => void;

type Implementation = (payload: Payload) => unknown;

/**
 * `Flex.Actions` as far as the composer uses it: listeners before an action, abort, and replaced actions. As in Flex
 * 2.17.1, a listener that throws makes it skip the listeners after it, and the action runs.
 */
export interface FakeActions {
  readonly invoked: readonly (readonly [action: string, payload: Payload])[];
  readonly addListener: (event: string, listener: Before) => void;
  readonly removeListener: (event: string, listener: Before) => void;
  readonly replaceAction: (action: string, run: (payload: Payload, original: Implementation) => unknown) => void;
  readonly invokeAction: (action: string, payload: Payload) => Promise<void>;
  /** Runs in place of an action. */
  perform: (action: string, payload: Payload) => void;
}

export function createFakeActions(): FakeActions {
  const listeners = new Map<string, Set<Before>>();
  const invoked: (readonly [string, Payload])[] = [];
  const implementations = new Map<string, Implementation>();
  const implementationOf =
    (action: string): Implementation =>
    (payload) => {
      invoked.push([action, payload]);
      actions.perform(action, payload);
    };
  const actions: FakeActions = {
    invoked,
    perform: () => undefined,
    addListener: (event, listener) => void listeners.set(event, (listeners.get(event) ?? new Set()).add(listener)),
    removeListener: (event, listener) => void listeners.get(event)?.delete(listener),
    replaceAction: (action, run) => {
      const original = implementations.get(action) ?? implementationOf(action);
      implementations.set(action, (payload) => run(payload, original));
    },
    async invokeAction(action, payload) {
      const abort = jest.fn();
      try {
        for (const listener of listeners.get(`before${action}`) ?? []) listener(payload, abort);
      } catch {
        // Swallowed, as Flex does.
      }
      await Promise.resolve();
      if (abort.mock.calls.length > 0) throw new Error(`Action ${action} cancelled by before event`);
      await (implementations.get(action) ?? implementationOf(action))(payload);
    },
  };
  return actions;
}

/** A message field as Flex renders it, with the plugin's mark beside its Send button. */
export function addComposer(conversationSid: string | null, text = ''): HTMLTextAreaElement {
  const composer = document.createElement('div');
  const textarea = document.createElement('textarea');
  textarea.setAttribute('data-testid', 'message-input');
  textarea.value = text;
  textarea.setSelectionRange(text.length, text.length);
  const buttons = document.createElement('div');
  const send = document.createElement('button');
  send.setAttribute('data-testid', 'send-message');
  if (conversationSid !== null) {
    const mark = document.createElement('span');
    mark.setAttribute(COMPOSER_MARK, conversationSid);
    buttons.append(mark);
  }
  buttons.append(send);
  composer.append(textarea, buttons);
  document.body.append(composer);
  return textarea;
}

/** What browsers do for `execCommand('insertText')` in a textarea, which jsdom lacks. @returns takes it away */
export function installExecCommand(): () => void {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the port's only way to an insertion that can be undone
  document.execCommand = (_command, _ui, text = '') => {
    const field = document.activeElement;
    if (!(field instanceof HTMLTextAreaElement)) return false;
    field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end');
    field.dispatchEvent(new Event('input', { bubbles: true }));
    return true;
  };
  return () => {
    Reflect.deleteProperty(document, 'execCommand');
  };
}
