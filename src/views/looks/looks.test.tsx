import { Box } from '@twilio-paste/core/box';
import { CustomizationProvider } from '@twilio-paste/core/customization';
import { render, screen } from '@testing-library/react';
import React from 'react';
import { useLooks } from './looks';

const CELL = {
  position: 'relative',
  paddingX: 'space30',
  color: 'colorTextWeak',
  backgroundColor: 'colorBackgroundWarningWeakest',
  borderBottomColor: 'colorBorderWeaker',
  borderBottomWidth: 'borderWidth10',
  borderBottomStyle: 'solid',
  borderRadius: 'borderRadiusPill',
  fontSize: 'fontSize20',
  fontWeight: 'fontWeightSemibold',
  lineHeight: 'lineHeight20',
  zIndex: 'zIndex20',
  columnGap: 'space20',
} as const;
const LOOKS = { cell: CELL } as const;

const Plain = () => <span data-testid="plain" className={useLooks(LOOKS).cell} />;

const show = (baseTheme: 'default' | 'dark') =>
  render(
    <CustomizationProvider baseTheme={baseTheme}>
      <Plain />
      <Box as="span" data-testid="box" {...CELL} />
    </CustomizationProvider>,
  );

const lookOf = (id: string): readonly string[] => {
  const style = window.getComputedStyle(screen.getByTestId(id));
  const properties = Array.from({ length: style.length }, (_, index) => style.item(index));
  return properties.map((property) => `${property}: ${style.getPropertyValue(property)}`).sort();
};

/** Those that looks added, not those of Paste. */
const rules = (): readonly CSSRule[] =>
  // eslint-disable-next-line testing-library/no-node-access -- a style sheet has neither role nor text
  [...document.querySelectorAll<HTMLStyleElement>('style[data-looks]')].flatMap(({ sheet }) => [
    ...(sheet?.cssRules ?? []),
  ]);

it.each(['default', 'dark'] as const)('gives a plain element what a Box would have, in the %s theme', (theme) => {
  show(theme);
  expect(lookOf('plain')).toEqual(lookOf('box'));
  expect(lookOf('plain').length).toBeGreaterThan(Object.keys(CELL).length);
});

it('has a class for each theme, and adds no rule when something renders again', () => {
  const { unmount } = show('default');
  const light = screen.getByTestId('plain').className;
  unmount();
  show('dark').unmount();
  const before = rules().length;
  show('default');
  expect(screen.getByTestId('plain')).toHaveClass(light, { exact: true });
  expect(rules()).toHaveLength(before);
});

const HOVER = { link: { color: 'colorText', _hover: { color: 'colorTextLink' } } } as const;
const Link = () => <span data-testid="link" className={useLooks(HOVER).link} />;

it('has the states of a Box as rules of their own', () => {
  render(
    <CustomizationProvider>
      <Link />
    </CustomizationProvider>,
  );
  const name = screen.getByTestId('link').className;
  const selectors = rules().flatMap((rule) => (rule instanceof CSSStyleRule ? rule.selectorText : []));
  expect(selectors).toEqual(expect.arrayContaining([`.${name}`, `.${name}:hover`]));
});
