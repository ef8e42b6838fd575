import { createUsageTracker, sharedWords } from './usage-tracker';

const REFUND = 'Your refund is on its way to your account.';

function tracked() {
  const counted: unknown[] = [];
  const tracker = createUsageTracker((...use) => counted.push(use));
  return { counted, tracker };
}

describe('the uses of responses', () => {
  it('are counted when the message is sent, once', () => {
    const { counted, tracker } = tracked();
    tracker.inserted('CH1', { responseId: 'a', way: 'drag', pieces: [REFUND] });
    expect(counted).toEqual([]);
    tracker.sent('CH1', `Hello! ${REFUND}\nBye`);
    tracker.sent('CH1', REFUND);
    expect(counted).toEqual([['a', 'drag', false]]);
  });

  it('say whether the text was edited, and do not count a text that was taken back', () => {
    const { counted, tracker } = tracked();
    tracker.inserted('CH1', { responseId: 'a', way: 'click', pieces: [REFUND] });
    tracker.inserted('CH1', { responseId: 'b', way: 'key', pieces: ['Is there anything else that I can do?'] });
    tracker.sent('CH1', 'Your refund is on its way to the card, Vera.');
    expect(counted).toEqual([['a', 'click', true]]);
  });

  it('are not edited when what was left open is filled in, or left as it is', () => {
    const pieces = ['Your order ', ' is on its way, ', '. Bye!'];
    for (const [body, isEdited] of [
      ['Your order A-1 is on its way, Vera. Bye!', false],
      ['Hello! Your order {{ask:number}} is on its way, {{customer.name}}. Bye!', false],
      ['Your order A-1 was sent, Vera. Bye!', true],
      ['. Bye! is on its way, Your order', true],
    ] as const) {
      const { counted, tracker } = tracked();
      tracker.inserted('CH1', { responseId: 'a', way: 'key', pieces });
      tracker.sent('CH1', body);
      expect([body, counted]).toEqual([body, [['a', 'key', isEdited]]]);
    }
  });

  it('belong to their conversation, and count a response that was inserted twice once', () => {
    const { counted, tracker } = tracked();
    tracker.inserted('CH1', { responseId: 'a', way: 'click', pieces: [REFUND] });
    tracker.inserted('CH1', { responseId: 'a', way: 'shortcut', pieces: [REFUND] });
    tracker.sent('CH2', REFUND);
    expect(counted).toEqual([]);
    tracker.sent('CH1', REFUND);
    expect(counted).toEqual([['a', 'shortcut', false]]);
  });

  it('are known in languages without spaces', () => {
    expect(sharedWords(['返金手続きが完了しました'], '返金の手続きは完了しました')).toBeGreaterThan(0.8);
    expect(sharedWords(['返金手続きが完了しました'], 'hello')).toBe(0);
    expect(sharedWords(['!?'], 'hello')).toBe(0);
  });
});
