import { Dialog } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Text } from '@twilio-paste/core/text';
import React from 'react';
import { HookForm } from './hook-form';
import { HookItem } from './hook-item';
import { HookNews } from './hook-news';
import { hookStrings as words } from './hook-strings';
import { useHooks, type EditedHooks } from './use-hooks';

/** Where alerts are told outside of Flex: changed by admins; supervisors see the names. */
export function HooksDialog({ onClose }: { readonly onClose: () => void }): React.JSX.Element {
  const hooks = useHooks();
  return (
    <Dialog title={words.title} closeLabel={words.close} onClose={onClose} testId="hooks-dialog">
      <Box display="flex" flexDirection="column" rowGap="space50">
        <Text as="p">{words.text}</Text>
        <div role="alert" data-testid="hooks-failure">
          {hooks.failure === null ? null : (
            <Text as="p" color="colorTextError">
              {words.failed(hooks.failure.message)}{' '}
              <Button variant="link" onClick={hooks.onRetry}>
                {words.retry}
              </Button>
            </Text>
          )}
        </div>
        <HookNews {...hooks} />
        <Hooks hooks={hooks} />
      </Box>
    </Dialog>
  );
}

const PLAIN = { listStyle: 'none', padding: 0 } as const;

function Hooks({ hooks }: { readonly hooks: EditedHooks }): React.JSX.Element {
  const { answer, failure } = hooks;
  if (answer === null) return <Text as="p">{failure === null ? words.loading : ''}</Text>;
  const { mayEdit, names } = answer;
  return (
    <>
      {names.length === 0 ? <Text as="p">{words.none}</Text> : null}
      <Box as="ul" aria-label={words.list} margin="space0" style={PLAIN}>
        {mayEdit
          ? answer.hooks.map((hook) => <HookItem key={hook.id} hook={hook} hooks={hooks} />)
          : names.map((name, place) => (
              <li key={place} data-testid="hook">
                <bdi dir="auto">{name}</bdi>
              </li>
            ))}
      </Box>
      {mayEdit ? <HookForm hooks={hooks} /> : <Text as="p">{words.readOnly}</Text>}
    </>
  );
}
