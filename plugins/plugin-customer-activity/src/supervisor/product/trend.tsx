import { PRODUCT_FIGURES, type ProductKey, type TrendAnswer } from '@flex-sync-suite/shared/contract';
import { useSource } from '@flex-sync-suite/shared/hooks';
import { HeaderCell } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Heading } from '@twilio-paste/core/heading';
import { Text } from '@twilio-paste/core/text';
import React, { memo, useEffect, useMemo, useState } from 'react';
import { createAsking } from '../data/asking';
import type { HourRange } from '../model/period';
import { Cell, RowHeader } from '../parts/cells';
import { useSupervisor } from '../parts/supervisor-context';
import { PRODUCT_FIGURE_TITLES, words } from '../parts/supervisor-strings';
import { TrendBars } from './trend-bars';

const texts = words.trend;

interface TrendProps {
  readonly productKey: ProductKey;
  readonly range: HourRange;
}

/** How a product went over a range, by the hour or the day, as the store tells. */
export function Trend({ productKey, range }: TrendProps): React.JSX.Element {
  const { services, format } = useSupervisor();
  const asking = useMemo(
    () => createAsking((asked: HourRange, signal) => services.api.trend(productKey, asked, signal)),
    [services, productKey],
  );
  useEffect(() => {
    asking.ask(range);
    return asking.stop;
  }, [asking, range]);
  const { answer, failure } = useSource(asking);
  return (
    <Box marginTop="space60" data-testid="activity-trend" data-state={stateOf()}>
      <Heading as="h3" variant="heading50" marginBottom="space0">
        {texts.title}
      </Heading>
      <Text as="p" fontSize="fontSize20" color="colorTextWeak" marginBottom="space30">
        {texts.range(format.dateTimeShort(range.from), format.dateTimeShort(range.to))}
      </Text>
      <div role="status">{answer === null && failure === null ? texts.loading : null}</div>
      <div role="alert">
        {failure === null ? null : (
          <>
            <Text as="p" marginBottom="space20">
              {texts.failed(failure.message)}
            </Text>
            <Button variant="secondary" size="small" onClick={asking.again} data-testid="activity-trend-retry">
              {words.retry}
            </Button>
          </>
        )}
      </div>
      {answer === null ? null : <TrendFigures trend={answer} />}
    </Box>
  );

  function stateOf(): 'loading' | 'failed' | 'ready' {
    if (failure !== null) return 'failed';
    return answer === null ? 'loading' : 'ready';
  }
}

/** A row of bars for each figure, in words too; and all of it as a table for who wants to read it. */
const TrendFigures = memo(function TrendFigures({ trend }: { readonly trend: TrendAnswer }) {
  const [isTable, setIsTable] = useState(false);
  return (
    <>
      {PRODUCT_FIGURES.map((figure) => (
        <TrendBars
          key={figure}
          figure={figure}
          unit={trend.unit}
          points={trend.rows.map((row) => ({ at: Date.parse(row.at), count: row[figure] }))}
        />
      ))}
      <Axis trend={trend} />
      <Button
        variant="link"
        size="reset"
        aria-expanded={isTable}
        data-testid="activity-trend-table"
        onClick={() => {
          setIsTable(!isTable);
        }}
      >
        {texts.showTable}
      </Button>
      {isTable ? <TrendTable trend={trend} /> : null}
    </>
  );
});

/** Between when the bars stand: for eyes, the range is told above. */
function Axis({ trend }: { readonly trend: TrendAnswer }): React.JSX.Element | null {
  const { format } = useSupervisor();
  const [first] = trend.rows;
  const last = trend.rows[trend.rows.length - 1];
  if (first === undefined || last === undefined) return null;
  const when = trend.unit === 'hour' ? format.dateTimeShort : format.date;
  return (
    <Box
      aria-hidden="true"
      display="flex"
      justifyContent="space-between"
      marginBottom="space40"
      fontSize="fontSize20"
      color="colorTextWeak"
    >
      <bdi>{when(Date.parse(first.at))}</bdi>
      <bdi>{when(Date.parse(last.at))}</bdi>
    </Box>
  );
}

function TrendTable({ trend }: { readonly trend: TrendAnswer }): React.JSX.Element {
  const { format } = useSupervisor();
  return (
    <table aria-label={texts.asTable} style={TABLE}>
      <thead>
        <tr>
          <HeaderCell align="start">{trend.unit === 'hour' ? texts.hour : texts.day}</HeaderCell>
          {PRODUCT_FIGURES.map((figure) => (
            <HeaderCell key={figure} align="end">
              {PRODUCT_FIGURE_TITLES[figure]}
            </HeaderCell>
          ))}
        </tr>
      </thead>
      <tbody>
        {trend.rows.map((row) => (
          <tr key={row.at}>
            <RowHeader>
              {trend.unit === 'hour' ? format.dateTimeShort(Date.parse(row.at)) : format.date(Date.parse(row.at))}
            </RowHeader>
            {PRODUCT_FIGURES.map((figure) => (
              <Cell key={figure} name={figure}>
                {format.count(row[figure])}
              </Cell>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const TABLE = { width: '100%', borderCollapse: 'separate', borderSpacing: 0 } as const;
