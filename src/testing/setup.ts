import '@testing-library/jest-dom';

const append = HTMLStyleElement.prototype.appendChild;

/**
 * Drops Paste's own rules: jsdom lays nothing out, and matches each of a thousand rules against each element whose style
 * somebody asks for, an eighth of what the views' tests take. What hides an element stands in its attributes.
 */
HTMLStyleElement.prototype.appendChild = function <T extends Node>(this: HTMLStyleElement, node: T): T {
  return this.hasAttribute('data-emotion') ? node : (append.call(this, node) as T);
};
