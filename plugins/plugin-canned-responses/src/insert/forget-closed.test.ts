import type { SendGuard } from './send-guard';
import { forgetClosed } from './forget-closed';
import type { HeldSend } from './held-sends';

describe('what is held of a conversation', () => {
  it('is forgotten when its last task has left, and kept where there was none', () => {
    const dismissed: string[] = [];
    const held = ['CH1', 'CH2', 'CH3'].map((conversationSid): HeldSend => ({
      conversationSid,
      body: '{{x}}',
      isHtml: false,
      placeholders: [],
    }));
    const guard: Pick<SendGuard, 'getSnapshot' | 'dismiss'> = {
      getSnapshot: () => held,
      dismiss: (conversationSid) => void dismissed.push(conversationSid),
    };
    let open: ReadonlySet<string> = new Set(['CH1', 'CH2']);
    let tell = (): void => undefined;
    const stop = forgetClosed(guard, {
      getSnapshot: () => open,
      subscribe(listener) {
        tell = listener;
        return () => {
          tell = () => undefined;
        };
      },
    });
    tell();
    expect(dismissed).toEqual([]);
    open = new Set(['CH2']);
    tell();
    expect(dismissed).toEqual(['CH1']);
    open = new Set();
    stop();
    tell();
    expect(dismissed).toEqual(['CH1']);
  });
});
