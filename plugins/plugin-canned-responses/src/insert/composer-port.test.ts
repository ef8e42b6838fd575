import fc from 'fast-check';
import { addComposer, createFakeActions, installExecCommand, type FakeActions } from '../testing/fake-composer';
import { createComposerPort, type ComposerPort, type InsertPlace } from './composer-port';

const CARET: InsertPlace = { kind: 'caret' };
let actions: FakeActions;
let port: ComposerPort;
let active: string | null;
let removeExecCommand: () => void;

beforeEach(() => {
  actions = createFakeActions();
  active = 'CH1';
  port = createComposerPort({
    actions: actions,
    activeConversation: () => active,
  });
  removeExecCommand = installExecCommand();
});
afterEach(() => {
  removeExecCommand();
  document.body.replaceChildren();
});

describe('the composer port', () => {
  it('types at the caret and keeps the draft, also with the focus elsewhere', async () => {
    const textarea = addComposer('CH1', 'Hello  there');
    textarea.setSelectionRange(6, 6);
    document.body.append(document.createElement('input'));
    document.querySelector('input')?.focus();
    const outcome = await port.insert({ conversationSid: 'CH1', text: 'dear\r\nAna', place: CARET });
    expect(outcome).toEqual({
      kind: 'inserted',
      way: 'editor',
      range: { start: 6, end: 14 },
      draft: 'Hello dear\nAna there',
    });
    expect(document.activeElement).toBe(textarea);
    expect(textarea.selectionStart).toBe(14);
  });

  it('replaces a token', async () => {
    const textarea = addComposer('CH1', 'Hi /ref you');
    await port.insert({ conversationSid: 'CH1', text: 'REFUND', place: { kind: 'range', start: 3, end: 7 } });
    expect(textarea.value).toBe('Hi REFUND you');
  });

  it('drops at the pointer where the browser tells the place, else at the caret', async () => {
    const textarea = addComposer('CH1', 'abcd');
    textarea.setSelectionRange(0, 0);
    const place: InsertPlace = { kind: 'point', x: 1, y: 2 };
    await port.insert({ conversationSid: 'CH1', text: '1', place });
    expect(textarea.value).toBe('1abcd');
    Object.assign(document, { caretPositionFromPoint: () => ({ offsetNode: textarea, offset: 3 }) });
    await port.insert({ conversationSid: 'CH1', text: '2', place });
    expect(textarea.value).toBe('1ab2cd');
    Reflect.deleteProperty(document, 'caretPositionFromPoint');
  });

  it('takes the field that is seen when a conversation has two', async () => {
    const [hidden, seen] = [addComposer('CH1', 'hidden'), addComposer('CH1', 'seen')];
    jest.spyOn(seen, 'getClientRects').mockReturnValue([new DOMRect()] as unknown as DOMRectList);
    expect(port.element('CH1')).toBe(seen);
    await port.insert({ conversationSid: 'CH1', text: '!', place: CARET });
    expect([hidden.value, seen.value]).toEqual(['hidden', 'seen!']);
    seen.remove();
    expect(port.element('CH1')).toBe(hidden);
  });

  it('goes through Flex with the live text where the browser cannot type', async () => {
    removeExecCommand();
    const textarea = addComposer('CH1', 'typed just now');
    textarea.setSelectionRange(5, 5);
    const outcome = await port.insert({ conversationSid: 'CH1', text: '!', place: CARET });
    expect(outcome).toMatchObject({ kind: 'inserted', way: 'store', draft: 'typed! just now' });
    expect(actions.invoked).toEqual([
      ['SetInputText', { conversationSid: 'CH1', body: 'typed! just now', selectionStart: 6, selectionEnd: 6 }],
    ]);
  });

  it('types into no other field when the message field does not take the focus', async () => {
    const textarea = addComposer('CH1', 'Hi');
    const other = document.createElement('textarea');
    document.body.append(other);
    other.focus();
    jest.spyOn(textarea, 'focus').mockReturnValue();
    expect(await port.insert({ conversationSid: 'CH1', text: '!', place: CARET })).toMatchObject({ way: 'store' });
    expect([other.value, actions.invoked.length]).toEqual(['', 1]);
  });

  it('writes to the conversation it was asked to, of several', async () => {
    const first = addComposer('CH1', 'one');
    const second = addComposer('CH2', 'two');
    await port.insert({ conversationSid: 'CH2', text: '!', place: CARET });
    expect([first.value, second.value]).toEqual(['one', 'two!']);
    expect(await port.insert({ conversationSid: 'CH3', text: '!', place: CARET })).toEqual({
      kind: 'refused',
      reason: 'no-composer',
    });
  });

  it('takes the one field without a mark for the selected task, and for no other', () => {
    addComposer(null, 'draft');
    expect(port.read('CH1')?.text).toBe('draft');
    expect(port.read('CH2')).toBeNull();
    addComposer(null);
    expect(port.read('CH1')).toBeNull();
  });

  it('refuses where Flex takes no text', async () => {
    const textarea = addComposer('CH1', 'x');
    textarea.setAttribute('aria-disabled', 'true');
    expect(await port.insert({ conversationSid: 'CH1', text: '!', place: CARET })).toEqual({
      kind: 'refused',
      reason: 'disabled',
    });
    expect(textarea.value).toBe('x');
  });

  it('presses the Send button of the conversation', () => {
    addComposer('CH1', 'x');
    const textarea = addComposer('CH2', 'y');
    const button = textarea.parentElement!.querySelector('button')!;
    const onClick = jest.fn();
    button.addEventListener('click', onClick);
    expect(port.send('CH2')).toBe('pressed');
    expect(onClick).toHaveBeenCalledTimes(1);
    button.setAttribute('aria-disabled', 'true');
    expect([port.send('CH2'), port.send('CH9')]).toEqual(['disabled', 'no-composer']);
  });

  it('keeps both sides of any draft, whatever is inserted', async () => {
    const anyText = fc.string({ unit: 'binary' }).map((value) => value.replaceAll('\r', ''));
    await fc.assert(
      fc.asyncProperty(anyText, fc.nat(40), anyText, async (draft, caret, text) => {
        document.body.replaceChildren();
        const textarea = addComposer('CH1', draft);
        textarea.setSelectionRange(caret, caret);
        const outcome = await port.insert({ conversationSid: 'CH1', text, place: CARET });
        if (outcome.kind !== 'inserted') throw new Error(outcome.reason);
        const { start, end } = outcome.range;
        expect(textarea.value.slice(0, start) + textarea.value.slice(end)).toBe(draft);
        expect(textarea.value.slice(start, end)).toBe(text);
      }),
    );
  });
});
