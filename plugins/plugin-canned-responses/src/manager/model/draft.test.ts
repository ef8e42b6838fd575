import type { ResponseContent } from '@flex-sync-suite/shared/contract';
import fc from 'fast-check';
import {
  contentOf,
  documentBytes,
  draftOf,
  draftProblems,
  emptyDraft,
  isSameDraft,
  languagesOf,
  languageTag,
  withVariant,
  type Draft,
} from './draft';
import { differences, mergeDrafts } from './merge-drafts';

const content: ResponseContent = {
  title: 'Greeting',
  shortcut: 'hi',
  category: 'General',
  tags: ['hello', 'start'],
  channels: ['sms', 'web'],
  variants: [
    { language: 'en', channel: null, body: 'Hello' },
    { language: 'en', channel: 'sms', body: 'Hi' },
    { language: 'de', channel: null, body: 'Hallo' },
  ],
};
const draft = draftOf(content);
const withText = (base: Draft, language: string, body: string): Draft => ({
  ...base,
  variants: base.variants.map((variant) => (variant.language === language ? { ...variant, body } : variant)),
});

describe('a draft', () => {
  it('gives the content back that it was made from', () => {
    expect(contentOf(draft)).toEqual(content);
  });

  it('takes a shortcut with its slash, drops empty and repeated tags, and keeps the text as typed', () => {
    const typed = { ...draft, shortcut: ' /hi ', category: ' ', tags: 'hello,, Hello ; start\nnew' };
    expect(contentOf(typed)).toMatchObject({ shortcut: 'hi', category: null, tags: ['Hello', 'start', 'new'] });
    expect(contentOf(withText(draft, 'de', '  Hallo\n')).variants.at(-1)?.body).toBe('  Hallo\n');
  });

  it('is the same when only spaces around its fields differ', () => {
    expect(isSameDraft(draft, { ...draft, title: ' Greeting ' })).toBe(true);
    expect(isSameDraft(draft, { ...draft, title: 'Greetings' })).toBe(false);
  });

  it('names every field that cannot be saved', () => {
    const wrong = { ...emptyDraft('en'), shortcut: 'with space', category: 'c'.repeat(61), tags: 't'.repeat(31) };
    expect(draftProblems(wrong).map(({ field }) => field)).toEqual([
      'title',
      'shortcut',
      'category',
      'tags',
      'variants',
    ]);
    expect(draftProblems(draft)).toEqual([]);
  });

  it('says how many bytes too many it has', () => {
    const big = withText(draft, 'de', 'ä'.repeat(9_000));
    expect(draftProblems(big)).toEqual([{ field: 'size', bytes: documentBytes(contentOf(big)) }]);
  });

  it('counts bytes as UTF-8 does', () => {
    const empty = documentBytes({ ...content, title: '' });
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (title) => {
        const expected = Buffer.byteLength(JSON.stringify(title)) - 2;
        expect(documentBytes({ ...content, title }) - empty).toBe(expected);
      }),
    );
  });
});

describe('the texts of a draft', () => {
  it('keep those of one language together', () => {
    const added = withVariant(draft.variants, { language: 'EN', channel: 'web', body: '' });
    expect(added.map(({ language, channel }) => `${language} ${String(channel)}`)).toEqual([
      'en null',
      'en sms',
      'EN web',
      'de null',
    ]);
    expect(withVariant(draft.variants, { language: 'EN', channel: 'sms', body: '' })).toBe(draft.variants);
    expect(languagesOf(added)).toEqual(['EN', 'de']);
  });

  it.each([
    ['PT-br', 'pt-BR'],
    [' de ', 'de'],
    ['german', null],
    ['d', null],
    ['', null],
  ])('know %p as the language %p', (typed, tag) => {
    expect(languageTag(typed)).toBe(tag);
  });
});

describe('two people’s drafts', () => {
  it('are one where they changed different things', () => {
    const mine = { ...draft, title: 'Mine' };
    const theirs = withText({ ...draft, tags: 'theirs' }, 'de', 'Servus');
    const merged = mergeDrafts(draft, mine, theirs);
    expect(merged).toEqual({ ...withText(draft, 'de', 'Servus'), title: 'Mine', tags: 'theirs' });
    expect(differences(draft, mine, theirs).some(({ isContested }) => isContested)).toBe(false);
  });

  it('differ where both changed the same, and a person decides', () => {
    const [mine, theirs] = [withText(draft, 'de', 'Mein'), withText(draft, 'de', 'Ihr')];
    expect(differences(draft, mine, theirs)).toEqual([
      {
        key: 'variants de ',
        field: 'variants',
        variant: { language: 'de', channel: null },
        mine: 'Mein',
        theirs: 'Ihr',
        suggestion: 'mine',
        isContested: true,
      },
    ]);
    expect(mergeDrafts(draft, mine, theirs)).toEqual(mine);
    expect(mergeDrafts(draft, mine, theirs, { 'variants de ': 'theirs' })).toEqual(theirs);
  });

  it('keep an added text, and let go of a removed one', () => {
    const mine = { ...draft, variants: [...draft.variants, { language: 'fr', channel: null, body: 'Salut' }] };
    const theirs = { ...draft, variants: draft.variants.slice(0, 1) };
    const merged = mergeDrafts(draft, mine, theirs);
    expect(merged.variants.map(({ body }) => body)).toEqual(['Hello', 'Salut']);
  });
});
