import fc from 'fast-check';
import { placeholderContext, type ContextInputs } from './placeholder-context';
import {
  parseTemplate,
  placeholdersOf,
  printTemplate,
  templateWarnings,
  withOurPlaceholders,
} from '@flex-sync-suite/shared/contract';
import { resolveTemplate } from './resolve-template';

const pieces = fc.oneof(
  fc.constantFrom('{{', '}}', '{', '}', '|', '\\{{', '\\', ' ', '\n', 'ask:', 'task.a.b', 'customer.name'),
  fc.string({ unit: 'binary' }),
);
const anyText = fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join(''));

const context = (change: Partial<ContextInputs> = {}) =>
  placeholderContext({
    taskAttributes: {},
    queueName: null,
    workerAttributes: {},
    workerName: null,
    now: new Date('2026-11-23T09:05:00Z'),
    locale: 'en-GB',
    timeZone: 'UTC',
    ...change,
  });

describe('the placeholder grammar', () => {
  it('prints any text that it parsed as it was', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(printTemplate(parseTemplate(text))).toBe(text);
      }),
      { numRuns: 2000 },
    );
  });

  it('finds every placeholder again in what it prints', () => {
    const name = fc.stringMatching(/^[a-z][a-z.]{0,10}$/);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.stringMatching(/^[^{}\\]{0,8}$/), name)), (parts) => {
        const text = parts.map(([before, placeholder]) => `${before}{{ ${placeholder} }}`).join('');
        expect(placeholdersOf(text).map((found) => found.name)).toEqual(parts.map(([, placeholder]) => placeholder));
      }),
    );
  });

  it.each([
    ['{{customer.name}}', 'customer.name', 'customer name', null],
    ['{{ customer.name | there }}', 'customer.name', 'customer name', 'there'],
    ['{{x|}}', 'x', 'x', ''],
    ['{{task.orderNumber | a | b}}', 'task.orderNumber', 'order number', 'a | b'],
    ['{{worker.team_lead}}', 'worker.team_lead', 'team lead', null],
    ['{{x | a}b}}', 'x', 'x', 'a}b'],
    ['{{ask:Order number}}', 'ask:Order number', 'Order number', null],
    ['{{\ncustomer.name\n}}', 'customer.name', 'customer name', null],
    ['{{frist name}}', 'frist name', 'frist name', null],
  ])('reads %j', (text, name, label, fallback) => {
    expect(placeholdersOf(text)).toEqual([expect.objectContaining({ source: text, name, label, fallback })]);
  });

  it.each(['{{}}', '{{ }}', '{{ | x}}', '{{name', 'name}}', '{name}', '\\{{name}}', '{{a\nb}}', '{{a{b}}'])(
    'takes %j for literal text',
    (text) => {
      expect(placeholdersOf(text)).toEqual([]);
    },
  );

  it('lets the inner braces count where braces nest', () => {
    expect(placeholdersOf('{{{name}}}').map(({ source }) => source)).toEqual(['{{name}}']);
    expect(placeholdersOf('{{a {{b}}').map(({ source }) => source)).toEqual(['{{b}}']);
    expect(placeholdersOf('{{a | {{b}}').map(({ source }) => source)).toEqual(['{{b}}']);
  });

  it('takes linear time for hostile text', () => {
    const startedAt = performance.now();
    for (const piece of ['{{', '{{a|', '{{ ', '{{a|}', '\\', '%{', '{%', '[', '{', '{%a', '[a'])
      parseTemplate(piece.repeat(200_000));
    // Quadratic time would be minutes.
    expect(performance.now() - startedAt).toBeLessThan(10_000);
  });

  it('warns of what begins nothing, is empty or unknown, at its place', () => {
    expect(templateWarnings('{{x}} {{}} \\{{ {{ task.a.b {{date}}')).toEqual([
      { kind: 'unknown', at: 0, source: '{{x}}' },
      { kind: 'empty', at: 6, source: '{{}}' },
      { kind: 'unclosed', at: 15, source: '{{ ' },
    ]);
  });
});

describe('placeholders of other systems', () => {
  const FILTERS = 'capitalize upcase downcase strip escape date truncate default titleize first handleize'.split(' ');
  const calls = fc.oneof(
    fc.constantFrom(...FILTERS),
    fc.constantFrom(...FILTERS).map((name) => `${name}: "there"`),
    fc.constantFrom(...FILTERS).map((name) => `${name}: 'a', 2`),
    fc.constantFrom('| `there`', '|"there"', "'there'", '"there"', '`there`'),
  );
  const space = fc.constantFrom('', ' ');
  const filtered = (name: fc.Arbitrary<string>) =>
    fc
      .tuple(name, fc.array(calls, { minLength: 1, maxLength: 3 }), space)
      .map(([given, chain, gap]) => `{{${gap}${given}${gap}|${gap}${chain.join(`${gap}|${gap}`)}${gap}}}`);
  const foreign = fc.constantFrom('ticket.requester.first_name', 'contact.firstName', 'user', 'x.y', 'ticket.id');

  it('hold the message with any filter behind the bar', () => {
    fc.assert(
      fc.property(filtered(fc.oneof(foreign, fc.constant('customer.name'))), (source) => {
        const { text, unresolved } = resolveTemplate(`Hi ${source}!`, context());
        expect([text, unresolved.map((one) => one.source)]).toEqual([`Hi ${source}!`, [source]]);
      }),
    );
  });

  it('are filled where the name is ours, whatever filter stands behind the bar', () => {
    const known = context({ taskAttributes: { name: 'Ana' } });
    fc.assert(
      fc.property(filtered(fc.constant('customer.name')), (source) => {
        expect(resolveTemplate(source, known).text).toBe('Ana');
      }),
    );
  });

  it('hold it with any single word behind a name that nothing fills', () => {
    fc.assert(
      fc.property(foreign, fc.stringMatching(/^[a-z_][a-z0-9_]{0,20}$/), (name, word) => {
        expect(resolveTemplate(`{{${name} | ${word}}}`, context()).unresolved).toHaveLength(1);
      }),
    );
    expect(resolveTemplate('{{x | dear customer}}', context()).text).toBe('dear customer');
  });

  it.each([
    '%{name}',
    '%{anything at all}',
    '{% if x %}',
    '{%- endif -%}',
    '[agent.name]',
    '[Customer Name]',
    '{date}',
    '{contact.name}',
    '{{#if x}}',
    '{{/if}}',
    '{{{ticket.id}}}',
  ])('hold it as %s', (source) => {
    expect(placeholdersOf(`Hi ${source}!`)).toHaveLength(1);
  });

  it.each(['[1]', '[sic]', '[link](https://a.example)', '{}', '{a}', '{"name": 1}', '100 %', '50%{', '[x', '${x}'])(
    'are not what is written as %s',
    (text) => {
      expect(placeholdersOf(text)).toEqual([]);
    },
  );

  it('become ours where we have the like, with their default', () => {
    expect(
      [
        '{{ticket.requester.first_name | capitalize}}',
        '{{ contact.first_name | default: "there" }}',
        '{{ contact.firstName || `there`}}',
        '%{agent.name}',
        '[Customer Name]',
        '{{customer.name | upcase}}',
        '{{ticket.id}}',
        '{{x | dear customer}}',
      ].map(withOurPlaceholders),
    ).toEqual([
      '{{customer.name}}',
      '{{customer.name | there}}',
      '{{customer.name | there}}',
      '{{worker.full_name}}',
      '{{customer.name}}',
      '{{customer.name}}',
      '{{ticket.id}}',
      '{{x | dear customer}}',
    ]);
  });
});

describe('resolving', () => {
  it('takes the answer, then the context, then the default', () => {
    const known = context({ taskAttributes: { name: 'Ana' } });
    const text = 'Hi {{customer.name | there}}';
    expect(resolveTemplate(text, known, new Map([['customer.name', 'Ms. Ruiz']])).text).toBe('Hi Ms. Ruiz');
    expect(resolveTemplate(text, known).text).toBe('Hi Ana');
    expect(resolveTemplate(text, context()).text).toBe('Hi there');
  });

  it('takes no number, address, identity or key for a name, and no withheld number for an address', () => {
    const text = 'Hi {{customer.name | there}}';
    const uuid = '5f2c1b7e-9a0d-4a57-8d3e-0c9f7a6b5d41';
    for (const taskAttributes of [
      { from: 'whatsapp:+15005550191', name: '+15005550191', customerName: '+15005550191' },
      { from: 15005550191, name: 15005550191 },
      { channelType: 'web', from: 'Anonymous', name: 'Anonymous', customerAddress: uuid },
      { identity: 'visitor-7', customerName: 'visitor-7', customers: { name: uuid } },
    ]) {
      expect(resolveTemplate(text, context({ taskAttributes })).text).toBe('Hi there');
    }
    const known = context({ taskAttributes: { from: 'client:ana7', customerName: 'client:ana7', name: 'Ana' } });
    expect(resolveTemplate(text, known).text).toBe('Hi Ana');
    const withheld = context({ taskAttributes: { from: '+266696687' } });
    expect(resolveTemplate('{{customer.address | -}}', withheld).text).toBe('-');
  });

  it('leaves the source of what nobody knows, and names each once', () => {
    const result = resolveTemplate('{{ customer.name }} {{ask:Order}} {{ customer.name }}', context());
    expect(result.text).toBe('{{ customer.name }} {{ask:Order}} {{ customer.name }}');
    expect(result.unresolved.map(({ label }) => label)).toEqual(['customer name', 'Order']);
  });

  it('takes 0 and false for values, and null, empty text and objects for none', () => {
    const taskAttributes = { zero: 0, no: false, nothing: null, empty: '', deep: { er: 'x' }, list: [1] };
    const of = (name: string) => resolveTemplate(`{{task.${name}}}`, context({ taskAttributes })).text;
    expect(['zero', 'no', 'deep.er'].map(of)).toEqual(['0', 'false', 'x']);
    for (const name of ['nothing', 'empty', 'deep', 'list', 'constructor', '__proto__.x', 'deep.er.length']) {
      expect(of(name)).toBe(`{{task.${name}}}`);
    }
  });

  it('unescapes, and takes an empty default for an answer', () => {
    expect(resolveTemplate('\\{{name}}{{x|}}!', context())).toMatchObject({ text: '{{name}}!', unresolved: [] });
  });

  it('knows the worker, the queue and the moment', () => {
    const all = context({ workerAttributes: { full_name: 'Bo Li', team: 'Red' }, queueName: 'Sales' });
    const text = '{{worker.full_name}} {{worker.team}} {{queue.name}} {{date}} {{time}}';
    expect(resolveTemplate(text, all).text).toBe('Bo Li Red Sales 23 November 2026 09:05');
    expect(resolveTemplate('{{worker.full_name}}', context({ workerName: 'bo' })).text).toBe('bo');
  });

  it('writes dates in the browser’s language where the tag is one that Intl refuses', () => {
    expect(resolveTemplate('{{date}}', context({ locale: 'en-12' })).text).toContain('2026');
  });

  it('keeps all literal text, whatever stands between placeholders', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { parts, text: resolved } = resolveTemplate(text, context());
        expect(parts.map((part) => part.text).join('')).toBe(resolved);
      }),
    );
  });
});
