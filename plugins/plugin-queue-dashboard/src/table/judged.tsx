import { Box } from '@twilio-paste/core/box';
import React, { type ReactNode } from 'react';
import type { Cause, Severity } from '../model/assess-queue';
import { useHealth } from '../parts/healths-context';

/**
 * How bad a metric of a queue is; null where it is no cause for alarm, and where nobody knows whether it still is.
 *
 * @param sid null for a sum, which nothing judges
 */
export function useSeverity(sid: string | null, metric: Cause['metric']): Severity | null {
  const { causes, lastKnownAt } = useHealth(sid ?? '');
  const cause = lastKnownAt === null ? causes.find((each) => each.metric === metric) : undefined;
  return cause?.severity ?? null;
}

/** The figure for which a queue needs attention stands out of its row; the status says the same in words and by shape. */
export function Judged({
  severity,
  children,
}: {
  readonly severity: Severity | null;
  readonly children: ReactNode;
}): React.JSX.Element {
  if (severity === null) return <>{children}</>;
  return (
    <Box as="span" fontWeight="fontWeightBold" color={COLORS[severity]} data-severity={severity}>
      {children}
    </Box>
  );
}

const COLORS = { warning: 'colorTextWarningStrong', critical: 'colorTextErrorStrong' } as const;

/** At the beginning of a row that needs attention, as high as the row. */
export function SeverityEdge({ sid }: { readonly sid: string }): React.JSX.Element | null {
  const { status, lastKnownAt } = useHealth(sid);
  if (status !== 'warning' && status !== 'critical') return null;
  const color = lastKnownAt === null ? EDGES[status] : EDGES.lastKnown;
  return (
    <Box
      as="span"
      position="absolute"
      top={0}
      bottom={0}
      backgroundColor={color}
      style={EDGE}
      aria-hidden="true"
      data-edge={status}
    />
  );
}

const EDGE = { insetInlineStart: 0, width: 4 } as const;
const EDGES = {
  warning: 'colorBackgroundWarning',
  critical: 'colorBackgroundError',
  lastKnown: 'colorBackgroundStronger',
} as const;
