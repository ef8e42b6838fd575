import { act, screen } from '@testing-library/react';
import {
  passTime,
  rowOf,
  sendButton,
  startAgent,
  stopAgent,
  stored,
  type AgentUnderTest,
} from '../testing/render-agent';

beforeAll(() => {
  jest.useFakeTimers();
});
beforeEach(() => {
  jest.setSystemTime(Date.parse('2026-11-23T12:00:00Z'));
});
afterEach(stopAgent);

const greeting = () => stored('Hello {{customer.name}}, this is {{worker.full_name}}.', { title: 'Greeting' });
const voucher = () => stored('Voucher {{ask:code}} for you', { title: 'Voucher' });

const focus = (element: HTMLElement): void => {
  act(() => {
    element.focus();
  });
};
const announced = (): string | null => screen.getByTestId('canned-announcer').textContent;

function draft({ composer }: AgentUnderTest, text: string): void {
  composer.value = text;
  composer.setSelectionRange(text.length, text.length);
}

describe('Ctrl+Enter in the panel', () => {
  /** What the agent does, and Flex's Send button as the customer's end of it. */
  async function startSending(isInsertAndSendOn: boolean) {
    const agent = await startAgent({ responses: [greeting(), voucher()], isInsertAndSendOn });
    const sent: string[] = [];
    sendButton().addEventListener('click', () => {
      sent.push(agent.composer.value);
    });
    const press = async (): Promise<void> => {
      await agent.person.keyboard('{Control>}{Enter}{/Control}');
      await passTime();
    };
    return { agent, sent, press };
  }

  it('inserts and sends from a row and from the search, with the draft, where the account allows it', async () => {
    const { agent, sent, press } = await startSending(true);
    draft(agent, 'Dear Vera. ');
    focus(rowOf('Greeting'));
    await press();
    expect(sent).toEqual(['Dear Vera. Hello Vera, this is Alice.']);
    expect(announced()).toBe('Inserted Greeting and pressed Send.');
    draft(agent, '');
    await agent.person.type(screen.getByTestId('canned-search'), 'greeting');
    await press();
    expect(sent.slice(1)).toEqual(['Hello Vera, this is Alice.']);
    expect(screen.getByRole('grid')).toHaveAccessibleDescription(/Ctrl\+Enter inserts and sends/);
  });

  it('is Enter where the account does not', async () => {
    const { agent, sent, press } = await startSending(false);
    focus(rowOf('Greeting'));
    await press();
    expect(agent.composer).toHaveValue('Hello Vera, this is Alice.');
    expect(sent).toEqual([]);
    expect(screen.getByRole('grid')).toHaveAccessibleDescription('Enter inserts, Space previews.');
  });

  it('leads to what is still to be filled, and says that Flex does not send', async () => {
    const { agent, sent, press } = await startSending(true);
    focus(rowOf('Voucher'));
    await press();
    const { selectionStart, selectionEnd, value } = agent.composer;
    expect(value.slice(selectionStart, selectionEnd)).toBe('{{ask:code}}');
    // What the button does is the guard's to hold.
    expect(sent).toEqual(['Voucher {{ask:code}} for you']);
    expect(announced()).toContain('Still to fill in: code.');
    sendButton().setAttribute('aria-disabled', 'true');
    focus(rowOf('Greeting'));
    await press();
    await passTime(1_000);
    expect(sent).toHaveLength(1);
    expect(announced()).toBe('The text is in the message, but Flex does not send now.');
  });
});
