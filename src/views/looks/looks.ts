import type { BoxStyleProps } from '@twilio-paste/core/box';
import { css, EmotionCSS, ThemeContext } from '@twilio-paste/core/styling-library';
import { useContext, type CSSProperties } from 'react';
import { addRules } from './style-sheet';

type Pseudo = Extract<keyof BoxStyleProps, `_${string}`>;
type Styles = Omit<CSSProperties, keyof BoxStyleProps> & Omit<BoxStyleProps, Pseudo>;

/** How an element looks: the style props of Paste's `Box`, with the tokens of the theme, and any other CSS. */
export interface Look extends Styles {
  readonly _hover?: Styles;
  readonly _focusVisible?: Styles;
}

/** The class of each look. */
export type LookClasses<Name extends string> = Readonly<Record<Name, string>>;

/**
 * Classes for plain elements that look as a `Box` with these props would. A `Box` reckons its style again whenever it
 * renders; this is reckoned once for each theme, for what is there many times and renders often.
 *
 * @param looks defined once, outside of the component. Of two that one element has, neither may say what the other says.
 * @example
 * const LOOKS = { edge: { position: 'absolute', backgroundColor: 'colorBackgroundError' } } as const;
 * const { edge } = useLooks(LOOKS);
 */
export function useLooks<Name extends string>(looks: Readonly<Record<Name, Look>>): LookClasses<Name> {
  const theme: object = useContext(ThemeContext);
  const known = ofTheme(theme).get(looks) as LookClasses<Name> | undefined;
  if (known !== undefined) return known;
  const classes = Object.fromEntries(
    Object.entries<Look>(looks).map(([name, look]) => [name, classOf(look, theme)]),
  ) as LookClasses<Name>;
  ofTheme(theme).set(looks, classes);
  return classes;
}

const themes = new WeakMap<object, WeakMap<object, object>>();

function ofTheme(theme: object): WeakMap<object, object> {
  const known = themes.get(theme) ?? new WeakMap<object, object>();
  themes.set(theme, known);
  return known;
}

/** Named by its content: bundles of two releases on one page do not change each other's looks. */
function classOf({ _hover, _focusVisible, ...look }: Look, theme: object): string {
  const rules = [
    ['', { boxSizing: 'border-box', ...look }],
    [':hover', _hover],
    [':focus-visible', _focusVisible],
  ] as const;
  const texts = rules.flatMap(([state, styles]) =>
    styles === undefined ? [] : [[state, EmotionCSS(css(styles)(theme)).styles] as const],
  );
  const name = `look-${EmotionCSS(texts.flat().join('')).name}`;
  addRules(
    name,
    texts.map(([state, text]) => `.${name}${state}{${text}}`),
  );
  return name;
}
