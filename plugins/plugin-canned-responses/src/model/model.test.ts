import { foldText } from '@flex-sync-suite/shared/contract';
import { choosePreview } from './choose-preview';
import { chooseVariant } from './choose-variant';
import { composerObstacle, taskLanguage, type TaskSnapshot } from './composer-state';
import { highlightRanges } from './highlight';
import { searchTerms } from './search-terms';
import { smsSegments } from './sms-segments';

describe('the choice of a text', () => {
  const text = (language: string, channel: string | null = null) => ({
    language,
    channel,
    body: `${language}/${channel ?? '*'}`,
  });
  const all = [text('en'), text('en', 'sms'), text('de'), text('de-CH', 'sms'), text('fr', 'whatsapp')];

  it.each([
    ['en', 'web', 'en/*'],
    ['en', 'sms', 'en/sms'],
    ['de-AT', 'sms', 'de/*'],
    ['de-CH', 'sms', 'de-CH/sms'],
    ['DE', null, 'de/*'],
    ['ja', 'sms', 'en/sms'],
    [null, null, 'en/*'],
    ['fr', 'web', 'fr/whatsapp'],
  ])('for %s in %s is %s', (language, channel, body) => {
    expect(chooseVariant(all, { language, channel }).variant.body).toBe(body);
  });

  it('counts the language more than the channel', () => {
    const exact = text('de-AT', 'sms');
    expect(chooseVariant([text('de', 'web'), exact], { language: 'de-AT', channel: 'web' }).variant).toBe(exact);
  });

  it('says why it is not what was asked for', () => {
    expect(chooseVariant(all, { language: 'ja', channel: 'web' }).reasons).toEqual([
      { kind: 'language', preferred: 'ja', used: 'en' },
    ]);
    expect(chooseVariant(all, { language: 'fr', channel: 'web' }).reasons).toEqual([
      { kind: 'channel', preferred: 'web', used: 'whatsapp' },
    ]);
    expect(chooseVariant(all, { language: 'de', channel: 'web' }).reasons).toEqual([]);
  });
});

describe('the beginning of a text in the list', () => {
  const previews = [
    { language: 'en', text: 'Hello {{customer.name}}, your ord' },
    { language: 'de', text: 'Guten Tag' },
  ];

  it('is that of the preferred language, or else of the response’s own', () => {
    expect(choosePreview({ previews, cut: [] }, 'de-AT')?.text).toBe('Guten Tag');
    expect(choosePreview({ previews, cut: [] }, 'ja')?.text).toBe('Hello {{customer.name}}, your ord');
    expect(choosePreview({ previews: [], cut: ['previews'] }, 'en')).toBeNull();
  });

  it('ends in three dots where it was cut, and only there', () => {
    const cut = ['previews'] as const;
    expect(choosePreview({ previews, cut: [...cut] }, 'en')?.text).toBe('Hello {{customer.name}}, your ord…');
    expect(choosePreview({ previews, cut: [...cut] }, 'de')?.text).toBe('Guten Tag');
  });

  it('does not end in three dots where the whole of it just fits beside one that was cut', () => {
    const [own, other] = ['x'.repeat(160), 'y'.repeat(160)];
    const both = [
      { language: 'en', text: own, isWhole: true as const },
      { language: 'es', text: other },
    ];
    expect(choosePreview({ previews: both, cut: ['previews'] }, 'en')?.text).toBe(own);
    expect(choosePreview({ previews: both, cut: ['previews'] }, 'es')?.text).toBe(`${other}…`);
  });

  it.each(['{', '{{', '{{customer.na', '{{customer.name | there', '{{customer.name}'])(
    'shows nothing of a placeholder that was cut at "%s"',
    (rest) => {
      const text = `Hello {{worker.name}} and ${rest}`;
      expect(choosePreview({ previews: [{ language: 'en', text }], cut: ['previews'] }, 'en')?.text).toBe(
        'Hello {{worker.name}} and…',
      );
    },
  );
});

describe('SMS segments', () => {
  it.each([
    ['', 'GSM-7', 0, 160],
    ['a'.repeat(160), 'GSM-7', 1, 0],
    ['a'.repeat(161), 'GSM-7', 2, 145],
    ['€'.repeat(80), 'GSM-7', 1, 0],
    ['é'.repeat(306), 'GSM-7', 2, 0],
    // An escape and its character stay together: one septet of the first part is left empty.
    [`${'a'.repeat(152)}€${'a'.repeat(10)}`, 'GSM-7', 2, 141],
    ['ж'.repeat(70), 'UCS-2', 1, 0],
    ['ж'.repeat(71), 'UCS-2', 2, 63],
    // So does a surrogate pair.
    [`${'ж'.repeat(66)}😀${'ж'.repeat(10)}`, 'UCS-2', 2, 55],
  ])('counts %#', (text, encoding, segments, unitsLeft) => {
    expect(smsSegments(text)).toMatchObject({ encoding, segments, unitsLeft });
  });

  it('names the characters that make it dear', () => {
    expect(smsSegments('“Hi” 😀 “').beyondGsm7).toEqual(['“', '”', '😀']);
  });
});

describe('terms', () => {
  it('divides words, and pairs of characters where words have no spaces between them', () => {
    expect(searchTerms('Refund-policy, 2nd try')).toEqual(['refund', 'policy', '2nd', 'try']);
    expect(searchTerms('退款政策 FAQ')).toEqual(['退款', '款政', '政策', 'faq']);
    expect(searchTerms('退')).toEqual(['退']);
  });
});

describe('highlights', () => {
  const marked = (text: string, ...terms: string[]): string[] =>
    highlightRanges(text, terms).map(({ start, end }) => text.slice(start, end));

  it('are whole characters of the text as written', () => {
    expect(marked('Zu\u0308rich & Zürich', 'zurich')).toEqual(['Zu\u0308rich', 'Zürich']);
    expect(marked('Große Straße', 'strasse')).toEqual(['Straße']);
    expect(marked('aﬁb', 'i')).toEqual(['ﬁ']);
    expect(marked('Η οδός, ΟΔΟΣ', foldText('ΟΔΟΣ', 'search'))).toEqual(['οδός', 'ΟΔΟΣ']);
  });

  it('merge where terms overlap or touch', () => {
    expect(highlightRanges('refunds', ['refund', 'funds'])).toEqual([{ start: 0, end: 7 }]);
    expect(highlightRanges('退款政策', ['退款', '款政'])).toEqual([{ start: 0, end: 3 }]);
    expect(highlightRanges('abc', ['', 'x'])).toEqual([]);
  });
});

describe('the state of the conversation', () => {
  const task: TaskSnapshot = {
    conversationSid: 'CH1',
    status: 'accepted',
    channel: 'web',
    queueName: null,
    attributes: {},
  };
  it.each([
    [null, false, 'no-task'],
    [task, true, 'monitoring'],
    [task, false, null],
    [{ ...task, status: 'pending' }, false, 'not-accepted'],
    [{ ...task, status: 'wrapping' }, false, 'wrapping'],
    [{ ...task, channel: 'voice', conversationSid: null }, false, 'not-written'],
    [{ ...task, channel: 'email' }, false, 'email'],
    [{ ...task, conversationSid: null }, false, 'not-written'],
  ])('%#', (snapshot, isMonitoring, obstacle) => {
    expect(composerObstacle({ task: snapshot, isMonitoring })).toBe(obstacle);
  });

  it('knows the language that the task names', () => {
    expect(taskLanguage({ language: 'pt_BR' })).toBe('pt-BR');
    expect(taskLanguage({ language: 'not a tag', locale: 'de' })).toBe('de');
    expect(taskLanguage({})).toBeNull();
  });
});
