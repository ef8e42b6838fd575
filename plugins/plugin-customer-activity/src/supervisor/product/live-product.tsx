import { productMap, type ProductKey } from '@flex-sync-suite/shared/contract';
import { useSyncMap } from '@flex-sync-suite/shared/hooks';
import { LiveViewMessage, outageWords, ViewBanner } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import { Heading } from '@twilio-paste/core/heading';
import { Text } from '@twilio-paste/core/text';
import React, { memo, useMemo } from 'react';
import { useSharedView } from '../data/live-summary';
import { productFacts, type ProductFacts } from '../model/product-facts';
import { Cell, RowHeader } from '../parts/cells';
import { useSupervisor } from '../parts/supervisor-context';
import { PRODUCT_FIGURE_TITLES, PRODUCT_MESSAGES, SUPERVISOR_OUTAGE, words } from '../parts/supervisor-strings';
import { HeaderCell } from '@flex-sync-suite/shared/views';
import { ProductAttributes } from './product-attributes';

const texts = words.product;

/** What a product is and how it goes now. Follows its Map, which it has while customers meet it. */
export function LiveProduct({ productKey }: { readonly productKey: ProductKey }): React.JSX.Element {
  const { format } = useSupervisor();
  const ref = useMemo(() => productMap(productKey), [productKey]);
  const map = useSyncMap(ref, { commitIntervalMs: 250 });
  const { state } = useSharedView(map);
  const facts = useMemo(() => (map.data === undefined ? null : productFacts(map.data)), [map.data]);
  const isGone = map.error?.code === 'not-found' || map.error?.code === 'removed';
  const kind = isGone ? 'not-met' : state.kind;
  return (
    <Box data-testid="activity-product-live" data-state={kind}>
      {isGone ? <Text as="p">{texts.notMet}</Text> : null}
      {isGone ? null : (
        <>
          <ViewBanner
            words={outageWords(state, SUPERVISOR_OUTAGE, format.timeOfDay)}
            size="panel"
            testId="activity-product-banner"
          />
          <LiveViewMessage state={state} messages={PRODUCT_MESSAGES} size="panel" testId="activity-product-message" />
          {facts === null || state.kind === 'forbidden' ? null : <Facts facts={facts} />}
        </>
      )}
    </Box>
  );
}

const Facts = memo(function Facts({ facts }: { readonly facts: ProductFacts }) {
  const { format } = useSupervisor();
  return (
    <>
      <ProductAttributes facts={facts} />
      {facts.figures.length === 0 ? null : (
        <Box marginTop="space50">
          <Heading as="h3" variant="heading50" marginBottom="space0">
            {texts.figures}
          </Heading>
          <table aria-label={texts.figures} style={TABLE}>
            <thead>
              <tr>
                <HeaderCell align="start">{texts.figure}</HeaderCell>
                <HeaderCell align="end">{texts.hour}</HeaderCell>
                <HeaderCell align="end">{texts.today}</HeaderCell>
              </tr>
            </thead>
            <tbody>
              {facts.figures.map(({ kind, hour, today }) => (
                <tr key={kind} data-testid="product-figure" data-key={kind}>
                  <RowHeader>{PRODUCT_FIGURE_TITLES[kind]}</RowHeader>
                  <Cell name="hour">{format.count(hour)}</Cell>
                  <Cell name="today">{format.count(today)}</Cell>
                </tr>
              ))}
            </tbody>
          </table>
        </Box>
      )}
    </>
  );
});

const TABLE = { width: '100%', borderCollapse: 'separate', borderSpacing: 0 } as const;
