import type { ResponseStatus } from '@flex-sync-suite/shared/contract';
import { Badge, type BadgeProps } from '@twilio-paste/core/badge';
import React from 'react';
import { STATUS_WORDS } from './manager-strings';

const VARIANTS: Readonly<Record<ResponseStatus, BadgeProps['variant']>> = {
  draft: 'neutral',
  published: 'success',
  retired: 'warning',
};

export const StatusBadge = ({ status }: { readonly status: ResponseStatus }): React.JSX.Element => (
  <Badge as="span" variant={VARIANTS[status]}>
    {STATUS_WORDS[status]}
  </Badge>
);
