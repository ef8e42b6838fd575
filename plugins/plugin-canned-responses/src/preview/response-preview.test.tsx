import { act, screen, within } from '@testing-library/react';
import { documentOf } from '../data/load-response';
import {
  CHAT,
  CONVERSATION,
  passTime,
  sendButton,
  setUpAgent,
  startAgent,
  stopAgent,
  stored,
  type AgentUnderTest,
} from '../testing/render-agent';

setUpAgent();

const ID = 'globalglobal.aaaaaaaaaaaa';
const BODY = 'Dear {{customer.name}}, voucher {{ask:code}} for {{task.order | your order}}{{worker.desk}}';
const voucher = () => stored(BODY, { id: ID, title: 'Voucher', documentSid: `ET${'a'.repeat(32)}` as never });

async function preview(agent: AgentUnderTest): Promise<void> {
  await agent.person.click(screen.getByTestId('canned-row-preview'));
  await passTime();
}
const text = (): string | null => screen.getByTestId('canned-preview-text').textContent;
const field = (name: string): HTMLElement => screen.getByTestId(`canned-placeholder-${name}`);

describe('the preview', () => {
  it('shows what the customer would read, with fields for what only the agent can say', async () => {
    const agent = await startAgent({ responses: [voucher()] });
    await preview(agent);
    expect(text()).toBe('Dear Vera, voucher code for your orderdesk');
    expect(screen.getAllByRole('textbox').map(({ dataset }) => dataset['testid'])).toEqual(
      expect.arrayContaining(['canned-placeholder-ask:code', 'canned-placeholder-worker.desk']),
    );
    await agent.person.click(screen.getByRole('button', { name: 'Fill in: code' }));
    expect(field('ask:code')).toHaveFocus();
    await agent.person.keyboard('X1{Enter}');
    // Enter leads to the next one, and inserts after the last.
    expect(field('worker.desk')).toHaveFocus();
    await agent.person.keyboard('0');
    expect(text()).toBe('Dear Vera, voucher X1 for your order0');
    await agent.person.keyboard('{Enter}');
    await passTime();
    expect(agent.composer).toHaveValue('Dear Vera, voucher X1 for your order0');
    expect(agent.composer).toHaveFocus();
  });

  it('inserts what is not filled as it was written', async () => {
    const agent = await startAgent({ responses: [voucher()] });
    await preview(agent);
    await agent.person.click(screen.getByTestId('canned-insert'));
    await passTime();
    expect(agent.composer).toHaveValue('Dear Vera, voucher {{ask:code}} for your order{{worker.desk}}');
  });

  it('offers to send only where the account allows it', async () => {
    const agent = await startAgent({ responses: [stored('Bye', { id: ID })] });
    await preview(agent);
    expect(screen.queryByTestId('canned-insert-send')).not.toBeInTheDocument();
    await stopAgent();

    const other = await startAgent({ responses: [stored('Bye', { id: ID })], isInsertAndSendOn: true });
    const pressed = jest.fn();
    sendButton().addEventListener('click', pressed);
    await preview(other);
    await other.person.click(screen.getByTestId('canned-insert-send'));
    await passTime();
    expect(other.composer).toHaveValue('Bye');
    expect(pressed).toHaveBeenCalledTimes(1);
  });

  it('sends from its fields and buttons with Ctrl+Enter, filled as it is shown', async () => {
    const agent = await startAgent({ responses: [voucher()], isInsertAndSendOn: true });
    const sent: string[] = [];
    sendButton().addEventListener('click', () => {
      sent.push(agent.composer.value);
    });
    await preview(agent);
    await agent.person.type(field('ask:code'), 'X1');
    await agent.person.type(field('worker.desk'), '7{Control>}{Enter}{/Control}');
    await passTime();
    act(() => {
      screen.getByTestId('canned-insert').focus();
    });
    await agent.person.keyboard('{Meta>}{Enter}{/Meta}');
    await passTime();
    const once = 'Dear Vera, voucher X1 for your order7';
    expect(sent).toEqual([once, once + once]);
  });

  it('keeps the text that is read when another arrives, and says so', async () => {
    const agent = await startAgent({ responses: [voucher()] });
    await preview(agent);
    await agent.put(
      stored('Something else', { id: ID, revision: 2, title: 'Voucher', documentSid: voucher().item.documentSid }),
    );
    expect(screen.getByTestId('canned-changed')).toHaveTextContent('has changed');
    expect(text()).toContain('Dear Vera');
    await agent.person.click(screen.getByTestId('canned-show-new'));
    expect(text()).toBe('Something else');
    expect(screen.queryByTestId('canned-changed')).not.toBeInTheDocument();
  });

  it('says that the text is not there yet, and shows it when it is', async () => {
    const { item, document: whole } = voucher();
    const agent = await startAgent({
      responses: [voucher()],
      prepare: (fake) => {
        fake.forbid(documentOf(item));
      },
    });
    await preview(agent);
    expect(screen.getByTestId('canned-preview-obstacle')).toHaveTextContent('Voucher');
    expect(screen.queryByTestId('canned-preview-text')).not.toBeInTheDocument();
    agent.fake.allow(documentOf(item));
    agent.fake.setDocument(documentOf(item), whole);
    await passTime(60_000);
    expect(text()).toContain('Dear Vera');
  });

  it('changes between the languages and channels of the response', async () => {
    const response = stored('', { title: 'Hours' }, [
      { language: 'en', channel: null, body: 'We are open' },
      { language: 'en', channel: 'sms', body: 'Open' },
      { language: 'es', channel: null, body: 'Estamos abiertos' },
    ]);
    const agent = await startAgent({ responses: [response], task: { ...CHAT, channel: 'sms' } });
    await preview(agent);
    expect(text()).toBe('Open');
    expect(screen.getByTestId('canned-segments')).toHaveTextContent('1 SMS');
    await agent.person.selectOptions(screen.getByTestId('canned-variant-channel'), '');
    expect(text()).toBe('We are open');
    await agent.person.selectOptions(screen.getByTestId('canned-variant-language'), 'es');
    expect(text()).toBe('Estamos abiertos');
    await agent.person.click(screen.getByTestId('canned-insert'));
    await passTime();
    expect(agent.composer).toHaveValue('Estamos abiertos');
  });

  it('says which text is used when there is none in the customer’s language', async () => {
    const agent = await startAgent({
      responses: [stored('Hello')],
      task: { ...CHAT, attributes: { language: 'de' } },
    });
    await preview(agent);
    expect(screen.getByTestId('canned-preview')).toHaveTextContent('There is no German text: this is English.');
  });

  it('closes with Escape and with another task, and gives the focus back', async () => {
    const agent = await startAgent({ responses: [voucher()] });
    await preview(agent);
    act(() => {
      field('ask:code').focus();
    });
    await agent.person.keyboard('{Escape}');
    expect(screen.queryByTestId('canned-preview')).not.toBeInTheDocument();
    expect(screen.getByTestId('canned-row')).toHaveFocus();
    await agent.person.keyboard(' ');
    await passTime();
    expect(screen.getByTestId('canned-preview')).toBeInTheDocument();
    await agent.become({ task: { ...CHAT, conversationSid: 'CH2' } });
    expect(screen.queryByTestId('canned-preview')).not.toBeInTheDocument();
  });

  it('says that a response was withdrawn while it is read', async () => {
    const response = voucher();
    const agent = await startAgent({ responses: [response] });
    await preview(agent);
    await agent.withdraw(response);
    expect(screen.getByTestId('canned-preview-obstacle')).toHaveTextContent('has been withdrawn');
    expect(within(screen.getByTestId('canned-preview')).getByTestId('canned-insert')).toBeDisabled();
  });
});

it('counts a use when the message is sent, without a word of it', async () => {
  const agent = await startAgent({ responses: [voucher()] });
  agent.access.tracker.inserted(CONVERSATION, { responseId: ID, way: 'click', pieces: ['Dear Vera'] });
  act(() => {
    agent.access.tracker.sent(CONVERSATION, 'Dear Vera, hello');
  });
  const [use] = agent.requests;
  expect(use).toMatchObject({ method: 'POST', path: `/canned-responses/${ID}/uses` });
  expect(Object.keys(use?.body as object).sort()).toEqual(['id', 'wasEdited', 'way']);
});
