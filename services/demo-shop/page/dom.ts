type Attribute = string | number | boolean | undefined;
type Listeners = Readonly<Record<string, (event: Event) => void>>;
export type Child = Node | string | null;

interface Options {
  /** `true` sets an attribute without a value; `false` and `undefined` leave it out. */
  readonly with?: Readonly<Record<string, Attribute>>;
  readonly on?: Listeners;
}

/** An element; texts become text nodes, so nothing that a customer types is ever read as markup. */
export function el<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  { with: attributes = {}, on = {} }: Options = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  setAttributes(element, attributes);
  for (const [type, listener] of Object.entries(on)) element.addEventListener(type, listener);
  element.append(...children.filter((child) => child !== null));
  return element;
}

export const link = (href: string, text: string, className = ''): HTMLAnchorElement =>
  el('a', { with: { href, class: className === '' ? undefined : className } }, text);

export const button = (text: string, onClick: () => void, attributes: Options['with'] = {}): HTMLButtonElement =>
  el('button', { with: { type: 'button', ...attributes }, on: { click: onClick } }, text);

/** A picture that needs no file: the initials of a name on a colour that follows from it. */
export function picture(name: string): SVGSVGElement {
  const hue = Array.from(name).reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % 360;
  const svg = svgElement('svg', { viewBox: '0 0 120 90', class: 'picture', 'aria-hidden': 'true', focusable: 'false' });
  const back = svgElement('rect', { width: '120', height: '90', fill: `hsl(${hue} 45% 86%)` });
  const initials = svgElement('text', { x: '60', y: '57', 'text-anchor': 'middle', fill: `hsl(${hue} 60% 24%)` });
  initials.textContent = name
    .split(' ')
    .map(([first = '']) => first)
    .slice(0, 3)
    .join('');
  svg.append(back, initials);
  return svg;
}

function svgElement<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string>>,
): SVGElementTagNameMap[Tag] {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  setAttributes(element, attributes);
  return element;
}

function setAttributes(element: Element, attributes: Readonly<Record<string, Attribute>>): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : String(value));
  }
}
