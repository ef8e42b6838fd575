import type { AlertHook } from '@flex-sync-suite/shared/contract';
import { ActionButton } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import { Text } from '@twilio-paste/core/text';
import React from 'react';
import { useFormatters } from '../parts/formatters-context';
import { HOOK_EVENTS, hookStrings as words } from './hook-strings';
import type { EditedHooks } from './use-hooks';

interface HookItemProps {
  readonly hook: AlertHook;
  readonly hooks: Pick<EditedHooks, 'isBusy' | 'test' | 'change' | 'remove'>;
}

/** A webhook, how it does, and what can be done with it. */
export function HookItem({ hook, hooks }: HookItemProps): React.JSX.Element {
  const { name, url, state } = hook;
  const isOn = state === 'on';
  const button = (text: string, label: string, testId: string, onClick: () => void) => (
    <ActionButton
      variant="link"
      size="small"
      aria-label={label}
      data-testid={testId}
      isOff={hooks.isBusy}
      onClick={onClick}
    >
      {text}
    </ActionButton>
  );
  return (
    <Box as="li" paddingY="space30" color="colorText" data-testid="hook">
      <Box display="flex" flexWrap="wrap" justifyContent="space-between" columnGap="space40">
        <Text as="span" fontWeight="fontWeightSemibold">
          <bdi dir="auto">{name}</bdi>
          {isOn ? null : ` (${words.paused})`}
        </Text>
        <Box display="flex" columnGap="space40">
          {button(words.test, words.testOf(name), 'hook-test', () => {
            hooks.test(hook);
          })}
          {button(
            isOn ? words.pause : words.resume,
            isOn ? words.pauseOf(name) : words.resumeOf(name),
            'hook-pause',
            () => {
              hooks.change(hook, isOn ? 'paused' : 'on');
            },
          )}
          {button(words.remove, words.removeOf(name), 'hook-remove', () => {
            hooks.remove(hook);
          })}
        </Box>
      </Box>
      <Text as="p" color="colorTextWeak" overflowWrap="anywhere">
        <bdi>{url}</bdi>
      </Text>
      <Standing hook={hook} />
      <Attempts attempts={hook.attempts} />
    </Box>
  );
}

function Standing({ hook }: { readonly hook: AlertHook }): React.JSX.Element {
  const { count, dateMinute } = useFormatters();
  const { deliveredAt, failure, waiting, givenUp } = hook;
  const parts = [
    deliveredAt === null ? words.never : words.delivered(dateMinute(Date.parse(deliveredAt))),
    ...(failure === null ? [] : [`${dateMinute(Date.parse(failure.at))}: ${failure.reason}`]),
    ...(waiting === 0 ? [] : [words.waiting(count(waiting))]),
    ...(givenUp === 0 ? [] : [words.givenUp(count(givenUp))]),
  ];
  return (
    <Text as="p" color={failure === null ? 'colorTextWeak' : 'colorTextError'} data-testid="hook-standing">
      {parts.join(' ')}
    </Text>
  );
}

function Attempts({ attempts }: Pick<AlertHook, 'attempts'>): React.JSX.Element | null {
  const { dateMinute } = useFormatters();
  if (attempts.length === 0) return null;
  return (
    <details data-testid="hook-attempts">
      <summary>{words.attempts}</summary>
      <ul>
        {attempts.map(({ at, event, queueName, reason }, place) => (
          <li key={place}>
            {dateMinute(Date.parse(at))} <bdi dir="auto">{queueName}</bdi>, {HOOK_EVENTS[event]}:{' '}
            {reason ?? words.taken}
          </li>
        ))}
      </ul>
    </details>
  );
}
