import type * as Flex from '@twilio/flex-ui';
import { createFakeActions, type FakeActions } from '../testing/fake-composer';
import { createSendGuard, type SendGuard } from './send-guard';

let actions: FakeActions;
let drafts: Map<string, string>;
let files: Map<string, readonly File[]>;
let guard: SendGuard;

beforeEach(() => {
  jest.useFakeTimers();
  actions = createFakeActions();
  drafts = new Map();
  files = new Map();
  guard = createSendGuard({
    actions: actions as unknown as typeof Flex.Actions,
    draftOf: (conversationSid) => drafts.get(conversationSid) ?? null,
    filesOf: (conversationSid) => files.get(conversationSid) ?? null,
  });
});
afterEach(() => {
  guard.close();
  jest.useRealTimers();
});

const send = (conversationSid: string, body: string, more = {}): Promise<void> =>
  actions.invokeAction('SendMessage', { conversationSid, body, ...more });
const sendEmail = (htmlBody: string): Promise<void> =>
  actions.invokeAction('SendMessage', { conversationSid: 'CH1', htmlBody, subject: 'Order' });
const sent = (): unknown[] =>
  actions.invoked.filter(([action]) => action === 'SendMessage').map(([, payload]) => payload);

describe('the send guard', () => {
  it('holds a message with a placeholder, and tells which', async () => {
    const listener = jest.fn();
    guard.subscribe(listener);
    await expect(send('CH1', 'Hi {{customer.name}}, {{customer.name}} {{ask:Order}}')).rejects.toThrow('cancelled');
    expect(sent()).toEqual([]);
    expect(guard.held('CH1')?.placeholders.map(({ label }) => label)).toEqual(['customer name', 'Order']);
    expect(listener).toHaveBeenCalledTimes(1);
    expect(guard.held('CH2')).toBeNull();
  });

  it('lets other messages pass, of every conversation', async () => {
    await expect(send('CH1', '{{x}}')).rejects.toThrow();
    await send('CH2', 'Hi { { x } } {{}}');
    expect(sent()).toHaveLength(1);
    expect(guard.getSnapshot()).toHaveLength(1);
  });

  it('lets the held message pass once when told so, with all that belongs to it', async () => {
    const more = { attachedFiles: ['file'], messageAttributes: { a: 1 } };
    await expect(send('CH1', '{{x}}', more)).rejects.toThrow();
    expect(await guard.override('CH1')).toBe('sent');
    expect(sent()).toEqual([{ conversationSid: 'CH1', body: '{{x}}', ...more }]);
    expect(guard.held('CH1')).toBeNull();
    await expect(send('CH1', '{{x}}')).rejects.toThrow();
  });

  it('sends nothing but what was shown', async () => {
    await expect(send('CH1', '{{x}}')).rejects.toThrow();
    drafts.set('CH1', '{{x}} and more');
    expect(await guard.override('CH1')).toBe('changed');
    expect([guard.held('CH1'), sent()]).toEqual([null, []]);
    expect(await guard.override('CH1')).toBe('not-held');
  });

  it('keeps holding when Flex fails to send', async () => {
    await expect(send('CH1', '{{x}}')).rejects.toThrow();
    actions.perform = () => {
      throw new Error('offline');
    };
    expect(await guard.override('CH1')).toBe('failed');
    expect(guard.held('CH1')).not.toBeNull();
  });

  it('is released by a corrected message, or dismissed', async () => {
    await expect(send('CH1', '{{x}}')).rejects.toThrow();
    await send('CH1', 'x');
    expect(guard.held('CH1')).toBeNull();
    await expect(send('CH1', '{{x}}')).rejects.toThrow();
    guard.dismiss('CH1');
    expect(guard.getSnapshot()).toEqual([]);
  });

  it('gives the draft back to a field that empties itself before it sends', async () => {
    drafts.set('CH1', '');
    await expect(send('CH1', 'Hi {{x}}')).rejects.toThrow();
    await jest.runAllTimersAsync();
    expect(actions.invoked).toEqual([
      ['SetInputText', { conversationSid: 'CH1', body: 'Hi {{x}}', selectionStart: 8, selectionEnd: 8 }],
    ]);
  });

  it('leaves a field alone that has kept its text', async () => {
    drafts.set('CH1', 'Hi {{x}}');
    await expect(send('CH1', 'Hi {{x}}')).rejects.toThrow();
    await jest.runAllTimersAsync();
    expect(actions.invoked).toEqual([]);
  });

  it('holds also when a listener of another plugin throws before it is asked', async () => {
    guard.close();
    actions = createFakeActions();
    actions.addListener('beforeSendMessage', () => {
      throw new Error('the session is gone');
    });
    guard = createSendGuard({ actions: actions as unknown as typeof Flex.Actions, draftOf: () => null });
    await expect(send('CH1', 'Hi {{x}}')).rejects.toThrow('placeholders');
    expect([sent(), guard.held('CH1')?.body]).toEqual([[], 'Hi {{x}}']);
    expect(await guard.override('CH1')).toBe('sent');
    await send('CH1', 'Hi');
    expect(sent()).toHaveLength(2);
  });

  it('reads email by its text', async () => {
    await expect(
      actions.invokeAction('SendMessage', { conversationSid: 'CH1', htmlBody: '<p>Hi {{<b>x</b>}}</p>' }),
    ).rejects.toThrow('cancelled');
  });

  it.each([
    { body: 'Hi', htmlBody: '<p>Hi {{x}}</p>' },
    { plainTextBody: 'Hi', htmlBody: '<p>Hi {{x}}</p>' },
    { body: 'Hi', plainTextBody: 'Hi {{x}}' },
    { body: 'Hi', subject: 'About {{x}}' },
    { htmlBody: '<p>Hi</p>', subject: 'About {{x}}' },
  ])('finds a placeholder in whatever the customer may read: %j', async (payload) => {
    await expect(actions.invokeAction('SendMessage', { conversationSid: 'CH1', ...payload })).rejects.toThrow();
    expect(guard.held('CH1')?.placeholders.map(({ name }) => name)).toEqual(['x']);
  });

  it('leaves the draft of an email alone: its text without its markup would take the formatting away', async () => {
    drafts.set('CH1', '');
    await expect(sendEmail('<p>Hi <b>{{x}}</b></p>')).rejects.toThrow();
    await jest.runAllTimersAsync();
    expect(actions.invoked).toEqual([]);
  });

  it('lets an email pass on purpose only when Flex sends the same one again', async () => {
    await expect(sendEmail('<p>{{x}}</p>')).rejects.toThrow();
    expect(await guard.override('CH1')).toBe('allowed');
    expect([guard.held('CH1'), sent()]).toEqual([null, []]);
    await expect(sendEmail('<p>{{x}} and {{y}}</p>')).rejects.toThrow();
    await expect(sendEmail('<p>{{x}}</p>')).rejects.toThrow();
    expect(await guard.override('CH1')).toBe('allowed');
    await sendEmail('<p>{{x}}</p>');
    expect(sent()).toHaveLength(1);
    await expect(sendEmail('<p>{{x}}</p>')).rejects.toThrow();
  });

  it('sends no file that was removed since, and none that came since', async () => {
    const file = new File(['a'], 'a.txt');
    files.set('CH1', [file]);
    for (const later of [[], [file, new File(['b'], 'b.txt')]]) {
      files.set('CH1', [file]);
      await expect(send('CH1', '{{x}}', { attachedFiles: [file] })).rejects.toThrow();
      files.set('CH1', later);
      expect(await guard.override('CH1')).toBe('changed');
    }
    files.set('CH1', [file]);
    await expect(send('CH1', '{{x}}', { attachedFiles: [file] })).rejects.toThrow();
    expect(await guard.override('CH1')).toBe('sent');
    expect(sent()).toHaveLength(1);
  });

  it('sends a message once, however often it is told to', async () => {
    await expect(send('CH1', '{{x}}')).rejects.toThrow();
    expect(await Promise.all([guard.override('CH1'), guard.override('CH1')])).toEqual(['sent', 'sent']);
    expect(sent()).toHaveLength(1);
  });

  it('lets two conversations pass at a time, and none afterwards', async () => {
    await expect(send('CH1', '{{x}}')).rejects.toThrow();
    await expect(send('CH2', '{{y}}')).rejects.toThrow();
    expect(await Promise.all([guard.override('CH1'), guard.override('CH2')])).toEqual(['sent', 'sent']);
    await expect(send('CH1', '{{x}}')).rejects.toThrow();
    await expect(send('CH2', '{{y}}')).rejects.toThrow();
    expect(sent()).toHaveLength(2);
  });

  it('keeps a file with the held text that Flex’s older field sends before it', async () => {
    const file = new File(['a'], 'a.txt');
    drafts.set('CH1', 'Hi {{x}}');
    files.set('CH1', []);
    actions.perform = (action) => {
      if (action === 'AttachFiles') files.set('CH1', [file]);
    };
    const sending = actions.invokeAction('SendMediaMessage', { conversationSid: 'CH1', file });
    const text = send('CH1', 'Hi {{x}}');
    await expect(sending).rejects.toThrow();
    await expect(text).rejects.toThrow();
    await jest.runAllTimersAsync();
    expect(actions.invoked).toEqual([['AttachFiles', { conversationSid: 'CH1', files: [file] }]]);
    expect(await guard.override('CH1')).toBe('sent');
    drafts.set('CH1', '');
    await actions.invokeAction('SendMediaMessage', { conversationSid: 'CH1', file });
    expect(actions.invoked.at(-1)?.[0]).toBe('SendMediaMessage');
  });

  it('leaves Flex as it was when closed', async () => {
    guard.close();
    await send('CH1', '{{x}}');
    expect(sent()).toHaveLength(1);
  });
});
