import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { CustomizationProvider } from '@twilio-paste/core/customization';
import React, { useState } from 'react';
import { ActionButton } from './action-button';

const submitted = jest.fn();
const pressed = jest.fn();

/** Is busy, or off, from the first press on. */
function Form({ then }: { readonly then: 'isBusy' | 'isOff' }): React.JSX.Element {
  const [isPressed, setIsPressed] = useState(false);
  return (
    <CustomizationProvider baseTheme="default">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submitted();
          setIsPressed(true);
        }}
      >
        <input aria-label="name" />
        <ActionButton type="submit" variant="primary" {...{ [then]: isPressed }} onClick={pressed}>
          Save
        </ActionButton>
        <button type="button">next</button>
      </form>
    </CustomizationProvider>
  );
}

const button = () => screen.getByRole('button', { name: 'Save' });

beforeEach(() => {
  submitted.mockClear();
  pressed.mockClear();
});

it.each(['isBusy', 'isOff'] as const)(
  'keeps the focus when it is pressed and then %s, and does nothing more',
  async (then) => {
    render(<Form then={then} />);
    await userEvent.click(button());
    expect(button()).toHaveFocus();
    expect(button()).toHaveAttribute('aria-disabled', 'true');
    await userEvent.click(button());
    await userEvent.keyboard('{Enter}');
    await userEvent.type(screen.getByLabelText('name'), 'a{Enter}');
    expect([submitted.mock.calls.length, pressed.mock.calls.length]).toEqual([1, 1]);
  },
);

it('is no stop of the keyboard while it is off, once somebody has gone on', async () => {
  render(<Form then="isOff" />);
  await userEvent.click(button());
  await userEvent.tab();
  expect(screen.getByText('next')).toHaveFocus();
  expect(button()).toBeDisabled();
});
