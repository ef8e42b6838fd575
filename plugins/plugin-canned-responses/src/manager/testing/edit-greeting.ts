import { passTime } from '@flex-sync-suite/shared/testing';
import { screen } from '@testing-library/react';
import { createFakeCannedBackend, editable, type FakeCannedBackend } from './fake-canned-backend';
import { renderManager, rowOf, type ManagerUnderTest } from './render-manager';

export const GREETING = editable(1, {
  title: 'Greeting',
  shortcut: 'hi',
  variants: [
    { language: 'en', channel: null, body: 'Hello {{customer.name}}' },
    { language: 'de', channel: null, body: 'Hallo' },
  ],
});

/** The manager with {@link GREETING} in its editor, one of two responses. */
export async function openGreeting(): Promise<ManagerUnderTest & { readonly backend: FakeCannedBackend }> {
  const backend = createFakeCannedBackend([GREETING, editable(2)]);
  const view = await renderManager(backend);
  await view.person.click(rowOf(GREETING.id));
  return { ...view, backend };
}

/** The last request that changes something; undefined without one. */
export const lastWrite = (backend: FakeCannedBackend): unknown =>
  backend.sent.filter(({ method }) => method === 'PATCH' || method === 'POST').at(-1);

export async function click(view: ManagerUnderTest, testId: string): Promise<void> {
  await view.person.click(screen.getByTestId(testId));
  await passTime(50);
}

/** Puts a text in place of what a field holds. */
export async function setText(view: ManagerUnderTest, testId: string, text: string): Promise<void> {
  await view.person.clear(screen.getByTestId(testId));
  await view.person.click(screen.getByTestId(testId));
  await view.person.paste(text);
}
