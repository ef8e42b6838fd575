import { act, fireEvent, screen, within } from '@testing-library/react';
import {
  activeOption,
  CHAT,
  CONVERSATION,
  optionTitles,
  passTime,
  sendButton,
  setUpAgent,
  startAgent,
  stored,
  type AgentUnderTest,
} from '../testing/render-agent';

setUpAgent();

const responses = () => [
  stored('Hello {{customer.name}}', { title: 'Greeting', shortcut: 'hi' }),
  stored('Your refund', { title: 'Refund policy', shortcut: 'refund' }),
  stored('Refund by card, refused', { title: 'Zebra' }),
];
async function type(agent: AgentUnderTest, keys: string): Promise<void> {
  act(() => {
    agent.composer.focus();
  });
  await agent.person.keyboard(keys);
}

async function trySend({ actions }: AgentUnderTest, body: string): Promise<void> {
  await act(() => actions.invokeAction('SendMessage', { conversationSid: CONVERSATION, body }).catch(() => undefined));
  await passTime();
}

describe('the popover', () => {
  it('opens where a slash begins a word, shortcuts first, and keeps the focus in the message', async () => {
    const agent = await startAgent({ responses: responses() });
    await type(agent, 'and/or ');
    expect(optionTitles()).toEqual([]);
    await type(agent, '/');
    expect(optionTitles()).toHaveLength(3);
    await type(agent, 'ref');
    expect(optionTitles().slice(0, 2)).toEqual(['Refund policy', 'Zebra']);
    expect(agent.composer).toHaveFocus();
    expect(agent.composer).toHaveAttribute('aria-controls', screen.getByRole('listbox').id);
    expect(activeOption(agent.composer)).toBe('Refund policy');
    await passTime(1_000);
    expect(screen.getByTestId('canned-announcer')).toHaveTextContent(`${optionTitles().length} responses.`);
  });

  it('opens within words that have no spaces between them, and replaces the token alone', async () => {
    const agent = await startAgent({ responses: responses() });
    await type(agent, '您好，请看/hi');
    expect(optionTitles()).toEqual(['Greeting']);
    await type(agent, '{Enter}');
    await passTime();
    expect(agent.composer).toHaveValue('您好，请看Hello Vera');
  });

  it('walks with the arrows, around both ends, and puts the chosen text in place of the token', async () => {
    const agent = await startAgent({ responses: responses() });
    await type(agent, 'Well, /');
    await type(agent, '{ArrowDown}');
    expect(activeOption(agent.composer)).toBe('Refund policy');
    await type(agent, '{ArrowUp}{ArrowUp}');
    expect(activeOption(agent.composer)).toBe('Zebra');
    await type(agent, '{ArrowDown}{Tab}');
    await passTime();
    expect(agent.composer).toHaveValue('Well, Hello Vera');
    expect(optionTitles()).toEqual([]);
    expect(agent.composer).not.toHaveAttribute('aria-activedescendant');
  });

  it('takes Enter before Flex sees it, and only while it has something to insert', async () => {
    const agent = await startAgent({ responses: responses() });
    const sent = jest.fn();
    agent.composer.addEventListener('keydown', ({ key }) => {
      if (key === 'Enter') sent();
    });
    await type(agent, '/hi{Enter}');
    await passTime();
    expect(sent).not.toHaveBeenCalled();
    expect(agent.composer).toHaveValue('Hello Vera');
    await type(agent, ' /qqqqqqq');
    expect(screen.getByTestId('canned-popover')).toHaveTextContent('No response matches.');
    await type(agent, '{Enter}');
    expect(sent).toHaveBeenCalledTimes(1);
  });

  it('takes an Enter that is held down for one, and lets nothing of it send', async () => {
    const agent = await startAgent({ responses: responses() });
    const sent = jest.fn();
    agent.composer.addEventListener('keydown', ({ key }) => {
      if (key === 'Enter') sent();
    });
    const hold = (repeat: boolean): boolean => fireEvent.keyDown(agent.composer, { key: 'Enter', repeat });
    await type(agent, '/hi');
    hold(true);
    await passTime();
    expect(agent.composer).toHaveValue('/hi');
    hold(false);
    // While the text is on its way, and when it is there.
    hold(true);
    await passTime();
    hold(true);
    expect(agent.composer).toHaveValue('Hello Vera');
    expect(sent).not.toHaveBeenCalled();
    fireEvent.keyUp(agent.composer, { key: 'Enter' });
    hold(false);
    expect(sent).toHaveBeenCalledTimes(1);
  });

  it('closes with Escape, leaves the text, and stays closed for this token', async () => {
    const agent = await startAgent({ responses: responses() });
    await type(agent, '/re{Escape}');
    expect(optionTitles()).toEqual([]);
    await type(agent, 'f');
    expect(optionTitles()).toEqual([]);
    expect(agent.composer).toHaveValue('/ref');
    await type(agent, ' /re');
    expect(optionTitles().length).toBeGreaterThan(0);
  });

  it('takes a click, and closes when the field is left', async () => {
    const agent = await startAgent({ responses: responses() });
    await type(agent, '/');
    await agent.person.click(screen.getByText('Refund policy', { selector: '[role="option"] bdi' }));
    await passTime();
    expect(agent.composer).toHaveValue('Your refund');
    await type(agent, ' /');
    fireEvent.focusOut(agent.composer);
    expect(optionTitles()).toEqual([]);
  });

  it.each([true, false])('takes Ctrl+Enter for insert and send if that is on (%s), else it is Flex’s', async (isOn) => {
    const agent = await startAgent({ responses: responses(), isInsertAndSendOn: isOn });
    const [toFlex, pressed] = [jest.fn(), jest.fn()];
    agent.composer.addEventListener('keydown', ({ key }) => {
      if (key === 'Enter') toFlex();
    });
    sendButton().addEventListener('click', () => {
      pressed(agent.composer.value);
    });
    await type(agent, 'Well, /hi');
    const hint = within(screen.getByTestId('canned-popover')).queryByText(/Ctrl\+Enter inserts and sends/);
    expect(hint === null).toBe(!isOn);
    // The caret moves by word, and the choice stays.
    await type(agent, '{Control>}{ArrowDown}{Enter}{/Control}');
    await passTime();
    expect(pressed.mock.calls).toEqual(isOn ? [['Well, Hello Vera']] : []);
    expect(toFlex).toHaveBeenCalledTimes(isOn ? 0 : 1);
    expect(agent.composer).toHaveValue(isOn ? 'Well, Hello Vera' : 'Well, /hi');
  });

  it('is not there in the Teams view, and neither is a drop zone', async () => {
    const agent = await startAgent({ responses: responses(), isInsertAndSendOn: true });
    await type(agent, '/');
    act(() => {
      agent.services.dragged.set({ item: responses()[0]!.item, by: 'keyboard' });
    });
    expect(optionTitles()).toHaveLength(3);
    expect(screen.getByTestId('canned-drop-zone')).toBeInTheDocument();
    await agent.become({ isMonitoring: true });
    expect(optionTitles()).toEqual([]);
    expect(screen.queryByTestId('canned-drop-zone')).not.toBeInTheDocument();
    await type(agent, 'hi{Control>}{Enter}{/Control}');
    await passTime();
    expect(optionTitles()).toEqual([]);
    expect(agent.composer).toHaveValue('/hi');
  });

  it('is not there while the message field takes no text', async () => {
    const agent = await startAgent({ responses: responses(), task: { ...CHAT, status: 'wrapping' } });
    await type(agent, '/');
    expect(optionTitles()).toEqual([]);
  });
});

describe('the notice about a held message', () => {
  const TEXT = 'Order {{ask:number}} of {{customer.nme}}';

  it('names what is missing, leads to it, and goes once it is filled', async () => {
    const agent = await startAgent();
    await type(agent, 'x');
    agent.composer.value = TEXT;
    await trySend(agent, TEXT);
    expect(within(screen.getByTestId('canned-guard')).getByRole('alert')).toHaveTextContent('number, customer.nme');
    await agent.person.click(screen.getByTestId('canned-guard-go'));
    const { composer } = agent;
    expect(composer).toHaveFocus();
    expect(composer.value.slice(composer.selectionStart, composer.selectionEnd)).toBe('{{ask:number}}');
    fireEvent.input(composer, { target: { value: 'Order 7 of Vera' } });
    expect(screen.queryByTestId('canned-guard')).not.toBeInTheDocument();
  });

  it('sends on purpose, once', async () => {
    const agent = await startAgent();
    agent.composer.value = TEXT;
    await trySend(agent, TEXT);
    expect(agent.actions.invoked).toEqual([]);
    await agent.person.click(screen.getByTestId('canned-guard-override'));
    await passTime();
    expect(agent.actions.invoked[0]).toEqual(['SendMessage', expect.objectContaining({ body: TEXT })]);
    expect(screen.queryByTestId('canned-guard')).not.toBeInTheDocument();
    await trySend(agent, TEXT);
    expect(screen.getByTestId('canned-guard')).toBeInTheDocument();
  });

  it('closes with Escape, in the message and in itself', async () => {
    const agent = await startAgent();
    await trySend(agent, TEXT);
    await type(agent, '{Escape}');
    expect(screen.queryByTestId('canned-guard')).not.toBeInTheDocument();
    await trySend(agent, TEXT);
    act(() => {
      screen.getByTestId('canned-guard-override').focus();
    });
    await agent.person.keyboard('{Escape}');
    expect(screen.queryByTestId('canned-guard')).not.toBeInTheDocument();
    expect(agent.composer).toHaveFocus();
  });

  it('is there although the backend is not configured', async () => {
    const agent = await startAgent({ unconfigured: 'No backend_url' });
    await trySend(agent, TEXT);
    expect(screen.getByTestId('canned-guard')).toBeInTheDocument();
  });
});
