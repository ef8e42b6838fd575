import type * as Flex from '@twilio/flex-ui';
import { addComposer, createFakeActions, type FakeActions } from '../testing/fake-composer';
import { createSendGuard, type SendGuard } from '../insert/send-guard';
import { showHolds, type HoldNotifications } from './show-holds';

interface Shown {
  readonly text: string;
  allow(): void;
}

let actions: FakeActions;
let guard: SendGuard;
let shown: Map<string, Shown>;
let stop: () => void;

beforeEach(() => {
  actions = createFakeActions();
  guard = createSendGuard({ actions: actions as unknown as typeof Flex.Actions, draftOf: () => null });
  shown = new Map();
  const notifications: HoldNotifications = {
    show({ conversationSid, kind, text, onAction }) {
      const key = kind === 'outcome' ? kind : conversationSid;
      shown.set(key, { text, allow: onAction });
      return () => void shown.delete(key);
    },
  };
  stop = showHolds({ guard, notifications, page: document });
});
afterEach(() => {
  stop();
  guard.close();
  document.body.replaceChildren();
});

const send = (conversationSid: string, payload: object): Promise<void> =>
  actions.invokeAction('SendMessage', { conversationSid, ...payload }).catch(() => undefined);

describe('a message that is held where the plugin has no composer', () => {
  it('is shown, and may be sent from there', async () => {
    await send('CH1', { body: 'Hi {{customer.nme}}' });
    expect(shown.get('CH1')?.text).toContain('customer.nme');
    shown.get('CH1')?.allow();
    await new Promise(process.nextTick);
    expect(actions.invoked).toEqual([['SendMessage', expect.objectContaining({ body: 'Hi {{customer.nme}}' })]]);
    expect(shown.size).toBe(0);
  });

  it('is shown once for an email, which Flex sends again itself when that is allowed', async () => {
    await send('CH1', { htmlBody: '<p>{{x}}</p>' });
    await send('CH1', { htmlBody: '<p>{{x}}</p>' });
    expect(shown.get('CH1')?.text).toContain('send it again');
    shown.get('CH1')?.allow();
    await new Promise(process.nextTick);
    expect([[...shown.keys()], actions.invoked]).toEqual([['outcome'], []]);
    await send('CH1', { htmlBody: '<p>{{x}}</p>' });
    expect(actions.invoked).toHaveLength(1);
  });

  it('is not shown where the composer says so itself, and goes when nothing is held', async () => {
    addComposer('CH1');
    await send('CH1', { body: '{{x}}' });
    await send('CH2', { body: '{{x}}' });
    expect([...shown.keys()]).toEqual(['CH2']);
    guard.dismiss('CH2');
    expect(shown.size).toBe(0);
  });
});
