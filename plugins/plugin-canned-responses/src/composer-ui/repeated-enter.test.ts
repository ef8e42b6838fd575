import { addComposer } from '../testing/fake-composer';
import { blockRepeatedEnter } from './repeated-enter';

let stop: () => void;

beforeEach(() => {
  stop = blockRepeatedEnter(window);
});
afterEach(() => {
  stop();
  document.body.replaceChildren();
});

/** @returns whether the element heard of it, and the browser acts on it */
function press(target: HTMLElement, options: KeyboardEventInit = {}): boolean {
  const hear = jest.fn();
  target.addEventListener('keydown', hear);
  const event = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ...options });
  const isLeft = target.dispatchEvent(event);
  target.removeEventListener('keydown', hear);
  return hear.mock.calls.length > 0 && isLeft;
}
const release = (target: HTMLElement): boolean =>
  target.dispatchEvent(new KeyboardEvent('keyup', { key: 'Enter', bubbles: true }));

describe('Enter that is held down', () => {
  it('does not reach the message field when it began elsewhere, until it is pressed anew', () => {
    const field = addComposer('CH1');
    const row = document.body.appendChild(document.createElement('div'));
    expect(press(row)).toBe(true);
    expect([press(field, { repeat: true }), press(field, { repeat: true })]).toEqual([false, false]);
    release(field);
    expect(press(field)).toBe(true);
  });

  it('does not reach the message field when somebody took its beginning', () => {
    const field = addComposer('CH1');
    const take = (event: Event): void => {
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    window.addEventListener('keydown', take, true);
    press(field);
    window.removeEventListener('keydown', take, true);
    expect(press(field, { repeat: true })).toBe(false);
  });

  it('goes on breaking lines where it began with one', () => {
    const field = addComposer('CH1');
    expect(press(field, { shiftKey: true })).toBe(true);
    expect(press(field, { shiftKey: true, repeat: true })).toBe(true);
  });

  it('leaves other keys, and other fields, alone', () => {
    const field = addComposer('CH1');
    const input = document.body.appendChild(document.createElement('input'));
    press(field);
    expect([press(input, { repeat: true }), press(field, { key: 'a', repeat: true })]).toEqual([true, true]);
    stop();
    press(input);
    expect(press(field, { repeat: true })).toBe(true);
  });
});
