import { act, fireEvent, screen, within } from '@testing-library/react';
import {
  activeOption,
  CHAT,
  CONVERSATION,
  optionTitles,
  passTime,
  sendButton,
  setUpDesk,
  startDesk,
  stored,
  type DeskUnderTest,
} from '../testing/render-agent';

setUpDesk();

const responses = () => [
  stored('Hello {{customer.name}}', { title: 'Greeting', shortcut: 'hi' }),
  stored('Your refund', { title: 'Refund policy', shortcut: 'refund' }),
  stored('Refund by card, refused', { title: 'Zebra' }),
];
async function type(desk: DeskUnderTest, keys: string): Promise<void> {
  act(() => {
    desk.composer.focus();
  });
  await desk.person.keyboard(keys);
}

async function trySend({ actions }: DeskUnderTest, body: string): Promise<void> {
  await act(() => actions.invokeAction('SendMessage', { conversationSid: CONVERSATION, body }).catch(() => undefined));
  await passTime();
}

describe('the popover', () => {
  it('opens where a slash begins a word, shortcuts first, and keeps the focus in the message', async () => {
    const desk = await startDesk({ responses: responses() });
    await type(desk, 'and/or ');
    expect(optionTitles()).toEqual([]);
    await type(desk, '/');
    expect(optionTitles()).toHaveLength(3);
    await type(desk, 'ref');
    expect(optionTitles().slice(0, 2)).toEqual(['Refund policy', 'Zebra']);
    expect(desk.composer).toHaveFocus();
    expect(desk.composer).toHaveAttribute('aria-controls', screen.getByRole('listbox').id);
    expect(activeOption(desk.composer)).toBe('Refund policy');
    await passTime(1_000);
    expect(screen.getByTestId('canned-announcer')).toHaveTextContent(`${optionTitles().length} responses.`);
  });

  it('opens within words that have no spaces between them, and replaces the token alone', async () => {
    const desk = await startDesk({ responses: responses() });
    await type(desk, '您好，请看/hi');
    expect(optionTitles()).toEqual(['Greeting']);
    await type(desk, '{Enter}');
    await passTime();
    expect(desk.composer).toHaveValue('您好，请看Hello Vera');
  });

  it('walks with the arrows, around both ends, and puts the chosen text in place of the token', async () => {
    const desk = await startDesk({ responses: responses() });
    await type(desk, 'Well, /');
    await type(desk, '{ArrowDown}');
    expect(activeOption(desk.composer)).toBe('Refund policy');
    await type(desk, '{ArrowUp}{ArrowUp}');
    expect(activeOption(desk.composer)).toBe('Zebra');
    await type(desk, '{ArrowDown}{Tab}');
    await passTime();
    expect(desk.composer).toHaveValue('Well, Hello Vera');
    expect(optionTitles()).toEqual([]);
    expect(desk.composer).not.toHaveAttribute('aria-activedescendant');
  });

  it('takes Enter before Flex sees it, and only while it has something to insert', async () => {
    const desk = await startDesk({ responses: responses() });
    const sent = jest.fn();
    desk.composer.addEventListener('keydown', ({ key }) => {
      if (key === 'Enter') sent();
    });
    await type(desk, '/hi{Enter}');
    await passTime();
    expect(sent).not.toHaveBeenCalled();
    expect(desk.composer).toHaveValue('Hello Vera');
    await type(desk, ' /qqqqqqq');
    expect(screen.getByTestId('canned-popover')).toHaveTextContent('No response matches.');
    await type(desk, '{Enter}');
    expect(sent).toHaveBeenCalledTimes(1);
  });

  it('takes an Enter that is held down for one, and lets nothing of it send', async () => {
    const desk = await startDesk({ responses: responses() });
    const sent = jest.fn();
    desk.composer.addEventListener('keydown', ({ key }) => {
      if (key === 'Enter') sent();
    });
    const hold = (repeat: boolean): boolean => fireEvent.keyDown(desk.composer, { key: 'Enter', repeat });
    await type(desk, '/hi');
    hold(true);
    await passTime();
    expect(desk.composer).toHaveValue('/hi');
    hold(false);
    // While the text is on its way, and when it is there.
    hold(true);
    await passTime();
    hold(true);
    expect(desk.composer).toHaveValue('Hello Vera');
    expect(sent).not.toHaveBeenCalled();
    fireEvent.keyUp(desk.composer, { key: 'Enter' });
    hold(false);
    expect(sent).toHaveBeenCalledTimes(1);
  });

  it('closes with Escape, leaves the text, and stays closed for this token', async () => {
    const desk = await startDesk({ responses: responses() });
    await type(desk, '/re{Escape}');
    expect(optionTitles()).toEqual([]);
    await type(desk, 'f');
    expect(optionTitles()).toEqual([]);
    expect(desk.composer).toHaveValue('/ref');
    await type(desk, ' /re');
    expect(optionTitles().length).toBeGreaterThan(0);
  });

  it('takes a click, and closes when the field is left', async () => {
    const desk = await startDesk({ responses: responses() });
    await type(desk, '/');
    await desk.person.click(screen.getByText('Refund policy', { selector: '[role="option"] bdi' }));
    await passTime();
    expect(desk.composer).toHaveValue('Your refund');
    await type(desk, ' /');
    fireEvent.focusOut(desk.composer);
    expect(optionTitles()).toEqual([]);
  });

  it.each([true, false])('takes Ctrl+Enter for insert and send if that is on (%s), else it is Flex’s', async (isOn) => {
    const desk = await startDesk({ responses: responses(), isInsertAndSendOn: isOn });
    const [toFlex, pressed] = [jest.fn(), jest.fn()];
    desk.composer.addEventListener('keydown', ({ key }) => {
      if (key === 'Enter') toFlex();
    });
    sendButton().addEventListener('click', () => {
      pressed(desk.composer.value);
    });
    await type(desk, 'Well, /hi');
    const hint = within(screen.getByTestId('canned-popover')).queryByText(/Ctrl\+Enter inserts and sends/);
    expect(hint === null).toBe(!isOn);
    // The caret moves by word, and the choice stays.
    await type(desk, '{Control>}{ArrowDown}{Enter}{/Control}');
    await passTime();
    expect(pressed.mock.calls).toEqual(isOn ? [['Well, Hello Vera']] : []);
    expect(toFlex).toHaveBeenCalledTimes(isOn ? 0 : 1);
    expect(desk.composer).toHaveValue(isOn ? 'Well, Hello Vera' : 'Well, /hi');
  });

  it('is not there in the Teams view, and neither is a drop zone', async () => {
    const desk = await startDesk({ responses: responses(), isInsertAndSendOn: true });
    await type(desk, '/');
    act(() => {
      desk.desk.carried.set({ item: responses()[0]!.item, by: 'keyboard' });
    });
    expect(optionTitles()).toHaveLength(3);
    expect(screen.getByTestId('canned-drop-zone')).toBeInTheDocument();
    await desk.become({ isMonitoring: true });
    expect(optionTitles()).toEqual([]);
    expect(screen.queryByTestId('canned-drop-zone')).not.toBeInTheDocument();
    await type(desk, 'hi{Control>}{Enter}{/Control}');
    await passTime();
    expect(optionTitles()).toEqual([]);
    expect(desk.composer).toHaveValue('/hi');
  });

  it('is not there while the message field takes no text', async () => {
    const desk = await startDesk({ responses: responses(), task: { ...CHAT, status: 'wrapping' } });
    await type(desk, '/');
    expect(optionTitles()).toEqual([]);
  });
});

describe('the notice about a held message', () => {
  const TEXT = 'Order {{ask:number}} of {{customer.nme}}';

  it('names what is missing, leads to it, and goes once it is filled', async () => {
    const desk = await startDesk();
    await type(desk, 'x');
    desk.composer.value = TEXT;
    await trySend(desk, TEXT);
    expect(within(screen.getByTestId('canned-guard')).getByRole('alert')).toHaveTextContent('number, customer.nme');
    await desk.person.click(screen.getByTestId('canned-guard-go'));
    const { composer } = desk;
    expect(composer).toHaveFocus();
    expect(composer.value.slice(composer.selectionStart, composer.selectionEnd)).toBe('{{ask:number}}');
    fireEvent.input(composer, { target: { value: 'Order 7 of Vera' } });
    expect(screen.queryByTestId('canned-guard')).not.toBeInTheDocument();
  });

  it('sends on purpose, once', async () => {
    const desk = await startDesk();
    desk.composer.value = TEXT;
    await trySend(desk, TEXT);
    expect(desk.actions.invoked).toEqual([]);
    await desk.person.click(screen.getByTestId('canned-guard-override'));
    await passTime();
    expect(desk.actions.invoked[0]).toEqual(['SendMessage', expect.objectContaining({ body: TEXT })]);
    expect(screen.queryByTestId('canned-guard')).not.toBeInTheDocument();
    await trySend(desk, TEXT);
    expect(screen.getByTestId('canned-guard')).toBeInTheDocument();
  });

  it('closes with Escape, in the message and in itself', async () => {
    const desk = await startDesk();
    await trySend(desk, TEXT);
    await type(desk, '{Escape}');
    expect(screen.queryByTestId('canned-guard')).not.toBeInTheDocument();
    await trySend(desk, TEXT);
    act(() => {
      screen.getByTestId('canned-guard-override').focus();
    });
    await desk.person.keyboard('{Escape}');
    expect(screen.queryByTestId('canned-guard')).not.toBeInTheDocument();
    expect(desk.composer).toHaveFocus();
  });

  it('is there although the backend is not configured', async () => {
    const desk = await startDesk({ unconfigured: 'No backend_url' });
    await trySend(desk, TEXT);
    expect(screen.getByTestId('canned-guard')).toBeInTheDocument();
  });
});
