import type { NamedViews, ViewDefault } from '@flex-sync-suite/shared/contract';
import { Box } from '@twilio-paste/core/box';
import { Heading } from '@twilio-paste/core/heading';
import React from 'react';
import { ChoiceField } from '../rules/rule-fields';
import { viewsStrings as words } from './views-strings';

interface OpensWithProps {
  readonly current: NamedViews;
  readonly onDefault: (wanted: ViewDefault) => void;
}

/** With which view the board opens: for the person, and, where she may say so, for a role. */
export function OpensWith({ current, onDefault }: OpensWithProps): React.JSX.Element {
  const { views, defaults, mayShare } = current;
  const whose = mayShare ? (['me', 'supervisors', 'admins'] as const) : (['me'] as const);
  return (
    <div>
      <Heading as="h3" variant="heading40">
        {words.opensLabel}
      </Heading>
      <Box display="flex" flexDirection="column" rowGap="space40">
        {whose.map((of) => (
          <ChoiceField
            key={of}
            name={`opens-${of}`}
            label={words.opensFor[of]}
            value={defaults[of] ?? ''}
            options={[
              ['', of === 'me' ? words.opensAsRole : words.opensPlain] as const,
              ...views.filter(({ audience }) => isFor(of, audience)).map(({ id, name }) => [id, name] as const),
            ]}
            onChange={(id) => {
              onDefault({ of, viewId: id === '' ? null : id });
            }}
          />
        ))}
      </Box>
    </div>
  );
}

/** A role opens with what all of it see. */
const isFor = (of: ViewDefault['of'], audience: string): boolean =>
  of === 'me' || audience === 'supervisors' || audience === of;
