import { forgetPageGlobals, loadFlex } from '@flex-sync-suite/shared/testing';
import type * as FlexUi from '@twilio/flex-ui';
import { render, screen } from '@testing-library/react';
import { CustomizationProvider } from '@twilio-paste/core/customization';
import React from 'react';
import { CannedResponsesPlugin } from './canned-responses-plugin';
import { holdNotifications } from '../composer-ui/hold-notification';
import { createSendGuard } from '../insert/send-guard';
import { createComposerPort } from '../insert/composer-port';

type FlexModule = typeof FlexUi;

/** As much of the Manager as a signed-in Flex has before a plugin's `init`. */
function managerOf(...roles: string[]): FlexUi.Manager {
  const flex = { view: {}, worker: { tasks: new Map() }, chat: { conversationInput: {} } };
  return {
    user: { roles },
    localization: { localeTag: 'en-US' },
    serviceConfiguration: { ui_attributes: {} },
    store: { getState: () => ({ flex }), subscribe: () => () => undefined },
  } as unknown as FlexUi.Manager;
}

afterEach(forgetPageGlobals);

describe('CannedResponsesPlugin on the genuine Flex UI', () => {
  it('marks the composer with its conversation, and gives Paste its theme', () => {
    const flex = loadFlex();
    const add = jest.spyOn(flex.MessageInputActions.Content, 'add');
    const providers = jest.fn(flex.setProviders);
    const spied = Object.create(flex, { setProviders: { value: providers } }) as FlexModule;
    new CannedResponsesPlugin().init(spied, managerOf('agent'));
    expect(providers).toHaveBeenCalledWith({ PasteThemeProvider: CustomizationProvider });
    const mark = add.mock.calls[0]![0];
    const { container } = render(React.cloneElement(mark, { conversationSid: 'CH1' }));
    expect(container.innerHTML).toContain('data-canned-conversation="CH1"');
  });

  it('adds a panel beside the others, which is not there without a written task', () => {
    const flex = loadFlex();
    const add = jest.spyOn(flex.AgentDesktopView.Panel2.Content, 'add');
    const replace = jest.spyOn(flex.AgentDesktopView.Panel2.Content, 'replace');
    new CannedResponsesPlugin().init(flex, managerOf('agent'));
    expect(replace).not.toHaveBeenCalled();
    const panel = add.mock.calls[0]![0];
    expect(panel.key).toBe('flex-sync-suite.agent-panel@2');
    render(<CustomizationProvider baseTheme="default">{panel}</CustomizationProvider>);
    expect(screen.queryByTestId('canned-panel')).not.toBeInTheDocument();
  });

  it('adds nothing for who has no part in conversations', () => {
    const flex = loadFlex();
    const add = jest.spyOn(flex.MessageInputActions.Content, 'add');
    new CannedResponsesPlugin().init(flex, managerOf('wfo.full_access'));
    expect(add).not.toHaveBeenCalled();
  });
});

describe('the send guard on the genuine Flex actions', () => {
  it('cancels, overrides once, and leaves other messages alone', async () => {
    // Of its own: Flex's shared one has listeners that need a signed-in session.
    const { constructor } = Object.getPrototypeOf(loadFlex().Actions) as { constructor: unknown };
    const Actions = new (constructor as new () => FlexModule['Actions'])();
    const sent: unknown[] = [];
    Actions.registerAction('SendMessage', (payload: unknown) => {
      sent.push(payload);
      return Promise.resolve();
    });
    const guard = createSendGuard({ actions: Actions, draftOf: () => null });
    const send = (body: string): Promise<unknown> =>
      Actions.invokeAction('SendMessage', { conversationSid: 'CH1', body });
    await expect(send('Hi {{customer.name}}')).rejects.toThrow('cancelled by before event');
    expect([sent, guard.held('CH1')?.body]).toEqual([[], 'Hi {{customer.name}}']);
    expect(await guard.override('CH1')).toBe('sent');
    await send('Hi Ana');
    expect(sent).toHaveLength(2);
    await expect(send('Hi {{customer.name}}')).rejects.toThrow('cancelled by before event');
    guard.close();
    await send('Hi {{customer.name}}');
    expect(sent).toHaveLength(3);
  });
});

describe('the notification of a held message on the genuine Flex UI', () => {
  it('is registered once, shown with its words, and taken away', () => {
    const flex = loadFlex();
    const onAction = jest.fn();
    const show = holdNotifications(flex).show;
    holdNotifications(flex);
    const notice = { conversationSid: 'CH1', text: 'Fill in before sending: x.', onAction };
    for (const kind of ['message', 'email', 'outcome'] as const) {
      const hide = show({ ...notice, kind });
      const [shown] = [...flex.Notifications.activeNotifications.values()];
      const [action] = shown?.actions ?? [];
      expect(action === undefined).toBe(kind === 'outcome');
      const { onClick } = (action?.props ?? {}) as { onClick?: (event: null, notification: unknown) => void };
      onClick?.(null, shown);
      const words = React.cloneElement(shown!.content as React.ReactElement, { notificationContext: shown!.context });
      expect(render(words).container).toHaveTextContent(notice.text);
      hide();
      expect([...flex.Notifications.activeNotifications.values()]).toEqual([]);
    }
    expect(onAction).toHaveBeenCalledTimes(2);
  });
});

describe('the composer port on the genuine Flex actions', () => {
  it('inserts into the text on the screen, which Flex’s store may not know yet', async () => {
    const { Actions } = loadFlex();
    const stored: unknown[] = [];
    Actions.registerAction('SetInputText', (payload) => {
      stored.push(payload);
      return Promise.resolve();
    });
    const textarea = document.createElement('textarea');
    textarea.setAttribute('data-testid', 'message-input');
    document.body.append(textarea);
    textarea.value = 'typed within 100 ms';
    const port = createComposerPort({ actions: Actions, activeConversation: () => 'CH1' });
    await port.insert({ conversationSid: 'CH1', text: '!', place: { kind: 'caret' } });
    expect(stored).toEqual([expect.objectContaining({ body: 'typed within 100 ms!' })]);
  });
});
