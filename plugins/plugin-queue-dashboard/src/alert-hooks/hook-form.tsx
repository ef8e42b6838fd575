import { ActionButton } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import { Heading } from '@twilio-paste/core/heading';
import { Input } from '@twilio-paste/core/input';
import { Label } from '@twilio-paste/core/label';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { useState } from 'react';
import { hookStrings as words } from './hook-strings';
import type { EditedHooks } from './use-hooks';

/** Makes a webhook; what is wrong with its address the backend says. */
export function HookForm({ hooks }: { readonly hooks: EditedHooks }): React.JSX.Element {
  const [name, setName] = useState('');
  const [url, setUrl] = useState('');
  const [nameId, urlId] = [useUID(), useUID()];
  return (
    <Box
      as="form"
      display="flex"
      flexDirection="column"
      rowGap="space30"
      onSubmit={(event: React.FormEvent) => {
        event.preventDefault();
        hooks.create({ name, url }, () => {
          setName('');
          setUrl('');
        });
      }}
    >
      <Heading as="h3" variant="heading40" marginBottom="space0">
        {words.newTitle}
      </Heading>
      <Label htmlFor={nameId}>{words.name}</Label>
      <Input
        id={nameId}
        type="text"
        value={name}
        maxLength={80}
        data-testid="hook-name"
        onChange={({ target }) => {
          setName(target.value);
        }}
      />
      <Label htmlFor={urlId}>{words.url}</Label>
      <Input
        id={urlId}
        type="text"
        value={url}
        data-testid="hook-url"
        onChange={({ target }) => {
          setUrl(target.value);
        }}
      />
      <Box>
        <ActionButton
          type="submit"
          variant="primary"
          isBusy={hooks.isBusy}
          isOff={url.trim() === ''}
          data-testid="hook-add"
        >
          {words.add}
        </ActionButton>
      </Box>
    </Box>
  );
}
