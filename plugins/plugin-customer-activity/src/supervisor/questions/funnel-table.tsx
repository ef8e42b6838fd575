import type { FunnelFigures } from '@flex-sync-suite/shared/contract';
import { HeaderCell } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import { Text } from '@twilio-paste/core/text';
import React, { memo, useMemo, type ReactNode } from 'react';
import type { Change } from '../model/comparison';
import { changeOf } from '../model/comparison';
import { stepName } from '../../parts/names';
import { strings } from '../../parts/strings';
import { Told } from '../../parts/words';
import { type FunnelRow, funnelRows, worstStep } from '../model/funnel-rows';
import { Bar } from '../parts/bar';
import { Cell, RowHeader, Weak } from '../parts/cells';
import { ChangeWords } from '../parts/change-words';
import { useSupervisor } from '../parts/supervisor-context';
import { words } from '../parts/supervisor-strings';

const texts = words.funnel;

interface FunnelTableProps {
  readonly funnel: FunnelFigures;
  /** What it is compared with; null compares nothing. */
  readonly before: FunnelFigures | null;
  readonly isStale: boolean;
  /** Who is at a step now. Default: it is not shown. */
  readonly renderNow?: (step: number) => ReactNode;
}

/** How far checkouts came, with what is lost between two stages: bars for eyes, a table for everybody. */
export const FunnelTable = memo(function FunnelTable({ funnel, before, isStale, renderNow }: FunnelTableProps) {
  const { format } = useSupervisor();
  const rows = useMemo(() => funnelRows(funnel), [funnel]);
  const counts = useMemo(
    () => (before === null ? null : new Map(funnelRows(before).map(({ key, count }) => [key, count]))),
    [before],
  );
  const most = Math.max(1, ...rows.map(({ count }) => count));
  const columns = [
    texts.count,
    ...(counts === null ? [] : [texts.change]),
    texts.lost,
    texts.completed,
    texts.stopped,
    ...(renderNow === undefined ? [] : [texts.now]),
  ];
  return (
    <>
      <Text as="p" marginBottom="space30" data-testid="funnel-worst">
        <bdi>
          <WorstWords funnel={funnel} /> {funnel.open === 0 ? null : texts.open(funnel.open, format.count(funnel.open))}
        </bdi>
      </Text>
      {/* Without anything that takes the focus inside, the keyboard scrolls it by itself. */}
      <Box overflowX="auto" tabIndex={0} role="group" aria-label={texts.title}>
        <table aria-label={texts.title} style={TABLE}>
          <colgroup>
            <col style={LABEL_WIDTH} />
          </colgroup>
          <thead>
            <tr>
              <HeaderCell align="start">{texts.stage}</HeaderCell>
              {columns.map((title) => (
                <HeaderCell key={title} align="end">
                  {title}
                </HeaderCell>
              ))}
            </tr>
          </thead>
          <Box as="tbody" color={isStale ? 'colorTextWeak' : 'colorText'}>
            {rows.map((row) => (
              <StageRow
                key={row.key}
                row={row}
                barShare={row.count / most}
                change={counts === null ? null : changeOf(row.count, counts.get(row.key) ?? 0)}
                now={renderNow === undefined ? undefined : typeof row.key === 'number' ? renderNow(row.key) : null}
              />
            ))}
          </Box>
        </table>
      </Box>
    </>
  );
});

function WorstWords({ funnel }: { readonly funnel: FunnelFigures }): React.JSX.Element {
  const { format } = useSupervisor();
  const worst = worstStep(funnel);
  if (worst === null) return <>{texts.nobodyStops}</>;
  return (
    <>
      {texts.worstAt} <Told>{stepName(worst, format.count)}</Told>:{' '}
      {texts.worst(worst.stopped, format.count(worst.stopped))}
    </>
  );
}

interface StageRowProps {
  readonly row: FunnelRow;
  readonly barShare: number;
  readonly change: Change | null;
  /** Undefined: there is no such column. */
  readonly now: ReactNode;
}

function StageRow({ row, barShare, change, now }: StageRowProps): React.JSX.Element {
  const { format } = useSupervisor();
  const { key, count, share, lost, lostShare, completed, stopped } = row;
  return (
    <tr data-testid="funnel-row" data-key={key}>
      <RowHeader>
        <StageName row={row} />
        <Bar share={barShare} />
      </RowHeader>
      <Cell name="count">
        {format.count(count)}
        {share === null || key === 'started' ? null : (
          <>
            {' '}
            <Weak>
              <bdi>{texts.ofAll(format.percent(share))}</bdi>
            </Weak>
          </>
        )}
      </Cell>
      {change === null ? null : (
        <Cell name="change">
          <ChangeWords change={change} />
        </Cell>
      )}
      <Cell name="lost">
        {lost === null ? (
          <Weak>{texts.noValue}</Weak>
        ) : lost === 0 ? (
          texts.noLoss
        ) : (
          texts.lostWords(format.count(lost), format.percent(lostShare ?? 0))
        )}
      </Cell>
      <Cell name="completed">{completed === null ? <Weak>{texts.noValue}</Weak> : format.count(completed)}</Cell>
      <Cell name="stopped">{stopped === null ? <Weak>{texts.noValue}</Weak> : format.count(stopped)}</Cell>
      {now === undefined ? null : <Cell name="now">{now ?? <Weak>{texts.noValue}</Weak>}</Cell>}
    </tr>
  );
}

/** Of a step that has a name its number too: it is what the events and the CSV files have. */
function StageName({ row: { key: step, name } }: { readonly row: FunnelRow }): React.JSX.Element {
  const { format } = useSupervisor();
  if (typeof step !== 'number') return <>{step === 'started' ? texts.started : texts.ordered}</>;
  const number = strings.checkout.step(format.count(step));
  const shown = stepName({ step, name }, format.count);
  return (
    <>
      <Told>{shown}</Told>
      {shown === number ? null : (
        <>
          {' '}
          <Weak>
            <bdi>{number}</bdi>
          </Weak>
        </>
      )}
    </>
  );
}

const LABEL_WIDTH = { width: '30%' };
const TABLE = { width: '100%', borderCollapse: 'separate', borderSpacing: 0 } as const;
