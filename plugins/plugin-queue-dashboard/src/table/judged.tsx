import { useLooks } from '@flex-sync-suite/shared/views';
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
  const looks = useLooks(FIGURE_LOOKS);
  if (severity === null) return <>{children}</>;
  return (
    <span className={looks[severity]} data-severity={severity}>
      {children}
    </span>
  );
}

const FIGURE_LOOKS = {
  warning: { fontWeight: 'fontWeightBold', color: 'colorTextWarningStrong' },
  critical: { fontWeight: 'fontWeightBold', color: 'colorTextErrorStrong' },
} as const;

/** At the beginning of a row that needs attention, as high as the row. */
export function SeverityEdge({ sid }: { readonly sid: string }): React.JSX.Element | null {
  const { status, lastKnownAt } = useHealth(sid);
  const looks = useLooks(EDGE_LOOKS);
  if (status !== 'warning' && status !== 'critical') return null;
  return <span className={looks[lastKnownAt === null ? status : 'lastKnown']} aria-hidden="true" data-edge={status} />;
}

const EDGE = { position: 'absolute', top: 0, bottom: 0, insetInlineStart: 0, width: '4px' } as const;
const EDGE_LOOKS = {
  warning: { ...EDGE, backgroundColor: 'colorBackgroundWarning' },
  critical: { ...EDGE, backgroundColor: 'colorBackgroundError' },
  lastKnown: { ...EDGE, backgroundColor: 'colorBackgroundStronger' },
} as const;
