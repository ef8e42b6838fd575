import { cannedResponsesList, type SyncListSid } from '@flex-sync-suite/shared/contract';
import { act, fireEvent, screen, within } from '@testing-library/react';
import axe from 'axe-core';
import { documentOf } from '../data/load-response';
import {
  CHAT,
  CONVERSATION,
  foreignElements,
  marksIn,
  passTime,
  rowOf,
  sendButton,
  shownTitles,
  setUpAgent,
  startAgent,
  stopAgent,
  stored,
  type AgentUnderTest,
} from '../testing/render-agent';

const NOON = Date.parse('2026-11-23T12:00:00Z');
const GREETING = 'Hello {{customer.name}}, this is {{worker.full_name}}.';

setUpAgent();

const greeting = () => stored(GREETING, { title: 'Greeting', shortcut: 'hi', tags: ['open'] });
const voucher = () => stored('Voucher {{ask:code}} for you', { title: 'Voucher', shortcut: 'voucher' });

const state = (): string | undefined => screen.getByTestId('canned-panel').dataset['state'];
const focus = (element: HTMLElement): void => {
  act(() => {
    element.focus();
  });
};
const announced = (): string | null => screen.getByTestId('canned-announcer').textContent;
const noTask = { task: null };

function draft({ composer }: AgentUnderTest, text: string, caret = text.length): void {
  composer.value = text;
  composer.setSelectionRange(caret, caret);
}

describe('the panel', () => {
  it('is there for a written task only', async () => {
    const agent = await startAgent({ responses: [greeting()] });
    expect(state()).toBe('ready');
    await agent.become(noTask);
    expect(screen.queryByTestId('canned-panel')).not.toBeInTheDocument();
    await agent.become({ task: { ...CHAT, channel: 'voice', conversationSid: null } });
    expect(screen.queryByTestId('canned-panel')).not.toBeInTheDocument();
  });

  it('stays as it is behind the Teams view, inserts nothing there, and comes to nobody who has no task', async () => {
    const agent = await startAgent({ responses: [greeting()], isInsertAndSendOn: true });
    await agent.person.type(screen.getByTestId('canned-search'), 'greet');
    await agent.become({ isMonitoring: true });
    expect(screen.getByTestId('canned-search')).toHaveValue('greet');
    expect(screen.getByTestId('canned-off')).toHaveTextContent('looking on at another agent’s conversation');
    await agent.person.click(rowOf('Greeting'));
    await passTime();
    expect(screen.getByTestId('canned-insert')).toBeDisabled();
    expect(screen.queryByTestId('canned-insert-send')).not.toBeInTheDocument();
    await agent.person.keyboard('{Control>}{Enter}{/Control}');
    await passTime();
    expect(agent.composer).toHaveValue('');
    await agent.become({ isMonitoring: false });
    expect(screen.getByTestId('canned-search')).toHaveValue('greet');
    expect(screen.getByTestId('canned-insert')).toBeEnabled();
    await agent.become({ ...noTask, isMonitoring: true });
    expect(screen.queryByTestId('canned-panel')).not.toBeInTheDocument();
  });

  it.each([
    ['pending', 'Accept the task'],
    ['wrapping', 'has ended'],
  ])('says why nothing can be inserted while the task is %s', async (status, words) => {
    const agent = await startAgent({ responses: [greeting()], task: { ...CHAT, status } });
    expect(screen.getByTestId('canned-off')).toHaveTextContent(words);
    await agent.person.click(rowOf('Greeting'));
    await passTime();
    expect(agent.composer).toHaveValue('');
    // It can still be read.
    expect(screen.getByTestId('canned-preview-text')).toHaveTextContent('Hello Vera');
    expect(screen.getByTestId('canned-insert')).toBeDisabled();
  });

  it('says that no List is linked, that the backend is not configured, and that nothing is published', async () => {
    await startAgent({ lists: [] });
    expect([state(), screen.getByTestId('canned-message').textContent]).toEqual([
      'no-lists',
      expect.stringContaining('You have no libraries'),
    ]);
    await stopAgent();
    await startAgent({ unconfigured: 'No backend_url' });
    expect([state(), screen.getByTestId('canned-message').textContent]).toEqual([
      'unconfigured',
      expect.stringContaining('backend_url'),
    ]);
    await stopAgent();
    await startAgent();
    expect(state()).toBe('empty');
  });

  it('says that the libraries are refused', async () => {
    const list = cannedResponsesList(`ES${'1'.repeat(32)}` as SyncListSid, 'shared');
    await startAgent({
      responses: [greeting()],
      prepare: (fake) => {
        fake.forbid(list);
      },
    });
    expect(state()).toBe('forbidden');
  });

  it('keeps the list, and says so, when the connection is lost', async () => {
    const { fake } = await startAgent({ responses: [greeting()] });
    fake.disconnect();
    await passTime(10_000);
    expect(state()).toBe('lost');
    expect(screen.getByTestId('canned-banner')).toHaveTextContent(
      /Connection lostThe responses may be out of date since \d/,
    );
    expect(shownTitles()).toEqual(['Greeting']);
  });

  it('opens no List while it is closed and none is linked', async () => {
    const { fake, person, expansion } = await startAgent({ lists: [], isExpanded: false });
    expect(state()).toBe('collapsed');
    expect(fake.tokenRequests).toEqual([]);
    await person.click(screen.getByTestId('canned-toggle'));
    expect(expansion.getSnapshot()).toBe(true);
  });

  it('shows the text for this customer, and opens no Document for it', async () => {
    const { fake } = await startAgent({ responses: [greeting(), voucher()] });
    expect(rowOf('Greeting')).toHaveTextContent('Hello Vera, this is Alice.');
    expect(rowOf('Voucher')).toHaveTextContent('Voucher [code] for you');
    expect(fake.opens.filter((name) => name.startsWith('ET'))).toEqual([]);
  });

  it('searches as one types, marks what was found, and leads back from nothing', async () => {
    const { person } = await startAgent({ responses: [greeting(), voucher()] });
    await person.type(screen.getByTestId('canned-search'), 'vouch');
    expect(shownTitles()).toEqual(['Voucher']);
    expect(marksIn(rowOf('Voucher'))).toContain('Vouch');
    await person.type(screen.getByTestId('canned-search'), 'zzzzz');
    expect(state()).toBe('no-match');
    await person.click(screen.getByRole('button', { name: 'Clear search and filters' }));
    expect(shownTitles()).toEqual(['Greeting', 'Voucher']);
  });

  it('chooses channel and language of the task, until the agent chooses otherwise', async () => {
    const spanish = stored('', { title: 'Hola' }, [
      { language: 'es', channel: null, body: 'Hola {{customer.name}}' },
      { language: 'en', channel: null, body: 'Hello' },
    ]);
    const sms = stored('Short', { title: 'Short', channels: ['sms'] });
    const agent = await startAgent({
      responses: [spanish, sms, greeting()],
      task: { ...CHAT, attributes: { customerName: 'Vera', language: 'es-MX' } },
    });
    expect(shownTitles()).toEqual(['Hola']);
    expect(rowOf('Hola')).toHaveTextContent('Hola Vera');
    await agent.person.selectOptions(screen.getByTestId('canned-chip-language'), '');
    expect(shownTitles()).toEqual(['Greeting', 'Hola']);
    await agent.person.selectOptions(screen.getByTestId('canned-chip-channel'), 'sms');
    expect(shownTitles()).toEqual(['Greeting', 'Hola', 'Short']);
    // The next task begins with its own.
    await agent.become({ task: { ...CHAT, conversationSid: 'CH2' } });
    expect(screen.getByTestId('canned-chip-channel')).toHaveValue('web');
  });

  it('marks a favourite at once, and takes it back with a word when the backend refuses', async () => {
    const agent = await startAgent({ responses: [greeting(), voucher()] });
    await agent.person.click(within(rowOf('Voucher')).getByTestId('canned-row-star'));
    expect(shownTitles()).toEqual(['Voucher', 'Greeting']);
    await agent.person.click(screen.getByTestId('canned-chip-favorites'));
    expect(shownTitles()).toEqual(['Voucher']);
    expect(agent.requests).toMatchObject([{ method: 'PUT', path: expect.stringMatching(/^\/favorites\//) as string }]);
    agent.refuse('The database is away');
    await agent.person.click(within(rowOf('Voucher')).getByTestId('canned-row-star'));
    await passTime();
    expect(shownTitles()).toEqual(['Voucher']);
    expect(announced()).toContain('The database is away.');
    expect(screen.getByTestId('canned-error')).toHaveTextContent('The database is away.');
  });

  it('draws only what is near, of five thousand', async () => {
    const responses = Array.from({ length: 120 }, (_, n) => stored('x', { title: `R ${String(n).padStart(4, '0')}` }));
    await startAgent({ responses });
    expect(screen.getByTestId('canned-count')).toHaveTextContent('120 responses');
    expect(shownTitles().length).toBeLessThan(40);
  });

  it('shows hostile texts as text', async () => {
    const text = '<img src=x onerror=alert(1)> \u202Eevil {{ {{x';
    await startAgent({ responses: [stored(text, { title: text })] });
    expect(foreignElements()).toEqual([]);
    expect(rowOf(text)).toHaveTextContent('<img src=x onerror=alert(1)>');
  });
});

describe('the ways into the conversation', () => {
  it('give the same text at the caret with the draft kept: click, Enter, drag, keys, /shortcut', async () => {
    const agent = await startAgent({ responses: [greeting()] });
    const { composer, person } = agent;
    const results: string[] = [];
    const take = async (): Promise<void> => {
      await passTime();
      results.push(composer.value);
      expect(composer).toHaveFocus();
      expect(announced()).toBe('Inserted Greeting. Ctrl+Z takes it back.');
    };
    draft(agent, 'ab', 1);
    await person.click(rowOf('Greeting'));
    await take();

    draft(agent, 'ab', 1);
    focus(rowOf('Greeting'));
    await person.keyboard('{Enter}');
    await take();

    draft(agent, 'ab', 1);
    await dragOver(agent, rowOf('Greeting'));
    expect(screen.getByTestId('canned-drop-zone')).toHaveTextContent('Greeting');
    drag('drop', composer);
    await take();

    draft(agent, 'ab', 1);
    focus(within(rowOf('Greeting')).getByTestId('canned-row-handle'));
    await person.keyboard(' ');
    expect(announced()).toContain('Greeting lifted.');
    expect(screen.getByTestId('canned-drop-zone')).toBeInTheDocument();
    await person.keyboard('{Enter}');
    await take();

    draft(agent, 'a b', 2);
    focus(composer);
    await person.keyboard('/hi');
    expect(screen.getByTestId('canned-popover')).toBeInTheDocument();
    await person.keyboard('{Enter}');
    await take();
    expect(results).toEqual([
      ...Array<string>(4).fill('aHello Vera, this is Alice.b'),
      'a Hello Vera, this is Alice.b',
    ]);
    expect(agent.actions.invoked).toEqual([]);
  });

  it('leave everything as it was when the move is cancelled', async () => {
    const agent = await startAgent({ responses: [greeting()] });
    draft(agent, 'ab', 1);
    const handle = within(rowOf('Greeting')).getByTestId('canned-row-handle');
    focus(handle);
    await agent.person.keyboard(' ');
    await agent.person.keyboard('{Escape}');
    expect(announced()).toBe('Greeting was not moved.');
    expect(screen.queryByTestId('canned-drop-zone')).not.toBeInTheDocument();
    await dragOver(agent, rowOf('Greeting'));
    fireEvent(document, new Event('dragend'));
    expect(screen.queryByTestId('canned-drop-zone')).not.toBeInTheDocument();
    expect([agent.composer.value, agent.composer.selectionStart]).toEqual(['ab', 1]);
  });

  it('say that a text is not there yet, and put nothing', async () => {
    const { item } = greeting();
    const agent = await startAgent({
      responses: [{ ...greeting(), item }],
      prepare: (fake) => {
        fake.remove(documentOf(item));
      },
    });
    await agent.person.click(rowOf('Greeting'));
    await passTime(10_000);
    expect(announced()).toBe('Greeting is not yet available. Try again in a moment.');
    expect(agent.composer).toHaveValue('');
  });

  it('select what is still to be filled, so that typing fills it', async () => {
    const agent = await startAgent({ responses: [voucher()] });
    await agent.person.click(rowOf('Voucher'));
    await passTime();
    expect(announced()).toContain('Still to fill in: code.');
    const { selectionStart, selectionEnd, value } = agent.composer;
    expect(value.slice(selectionStart, selectionEnd)).toBe('{{ask:code}}');
  });
});

async function trySend({ actions }: AgentUnderTest, body: string): Promise<void> {
  await act(() => actions.invokeAction('SendMessage', { conversationSid: CONVERSATION, body }).catch(() => undefined));
  await passTime();
}

/** jsdom has neither drag events nor a layout: everything is at 0,0, and so is the pointer. */
function drag(type: string, target: HTMLElement): void {
  const event = new MouseEvent(type, { bubbles: true, cancelable: true, clientX: 0, clientY: 0 });
  const dataTransfer = { setData: () => undefined, effectAllowed: '', dropEffect: '' };
  fireEvent(target, Object.defineProperty(event, 'dataTransfer', { value: dataTransfer }));
}

async function dragOver({ composer }: AgentUnderTest, from: HTMLElement): Promise<void> {
  drag('dragstart', from);
  await passTime(1);
  drag('dragover', composer);
}

it('has nothing that axe objects to: list, preview, popover, a lifted row, a held message', async () => {
  const agent = await startAgent({ responses: [greeting(), voucher()] });
  const { person, baseElement, composer } = agent;
  composer.setAttribute('aria-label', 'Type Message');
  sendButton().setAttribute('aria-label', 'Send');
  // jsdom has no layout: colours are for the browser tests. A whole page has landmarks; this is a part of one.
  const check = async (): Promise<void> => {
    jest.useRealTimers();
    const rules = { 'color-contrast': { enabled: false }, region: { enabled: false } };
    const { violations } = await axe.run(baseElement, { rules });
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
    jest.useFakeTimers({ now: NOON });
  };
  await person.click(within(rowOf('Voucher')).getByTestId('canned-row-preview'));
  await passTime();
  await check();
  focus(composer);
  await person.keyboard('/v');
  await passTime();
  expect(screen.getByTestId('canned-popover')).toBeInTheDocument();
  await check();
  await person.keyboard('{Escape}');
  focus(within(rowOf('Voucher')).getByTestId('canned-row-handle'));
  await person.keyboard(' ');
  await check();
  await person.keyboard('{Escape}');
  await trySend(agent, '{{x}}');
  expect(screen.getByTestId('canned-guard')).toBeInTheDocument();
  await check();
});

describe('the panel that is opened again', () => {
  const reopen = async ({ expansion }: AgentUnderTest): Promise<void> => {
    for (const isOpen of [false, true]) {
      act(() => {
        expansion.set(isOpen);
      });
      await passTime();
    }
  };

  it('shows search, chips and the place of the list as they were left', async () => {
    const many = Array.from({ length: 30 }, (_, index) =>
      stored('A text', { title: `Title ${String(10 + index)}`, category: 'Money' }),
    );
    const agent = await startAgent({ responses: [...many, stored('A text', { title: 'Other' })] });
    await agent.person.type(screen.getByTestId('canned-search'), 'title');
    await agent.person.selectOptions(screen.getByTestId('canned-chip-category'), 'Money');
    fireEvent.scroll(screen.getByTestId('canned-scroller'), { target: { scrollTop: 960 } });
    await reopen(agent);
    expect(screen.getByTestId('canned-search')).toHaveValue('title');
    expect(screen.getByTestId('canned-chip-category')).toHaveValue('Money');
    expect(screen.getByTestId('canned-scroller').scrollTop).toBe(960);
    expect(window.location.search).toBe('');
  });

  it('still has the preview, with what was filled in, until it is closed or another customer is served', async () => {
    const agent = await startAgent({ responses: [voucher()] });
    await agent.person.click(screen.getByTestId('canned-row-preview'));
    await passTime();
    const field = (): HTMLElement => screen.getByTestId('canned-placeholder-ask:code');
    await agent.person.type(field(), 'X-1');
    await reopen(agent);
    expect(field()).toHaveValue('X-1');
    await agent.person.click(screen.getByTestId('canned-preview-close'));
    await agent.person.click(screen.getByTestId('canned-row-preview'));
    await passTime();
    expect(field()).toHaveValue('');
    await agent.person.type(field(), 'X-2');
    await agent.become({ task: { ...CHAT, conversationSid: 'CH2' } });
    expect(screen.queryByTestId('canned-preview')).not.toBeInTheDocument();
  });
});
