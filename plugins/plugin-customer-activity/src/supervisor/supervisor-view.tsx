import { SyncProvider, type SyncStore, useSource } from '@flex-sync-suite/shared/hooks';
import { useShortWindow, ViewPage } from '@flex-sync-suite/shared/views';
import { Heading } from '@twilio-paste/core/heading';
import React, { useMemo, useState } from 'react';
import { FormattersContext } from '../parts/formatters-context';
import type { SupervisorServices } from './data/supervisor-services';
import { LiveView } from './live-view';
import { type ProductChoice, SupervisorContext } from './parts/supervisor-context';
import { createSupervisorFormatters } from './parts/supervisor-formatters';
import { words } from './parts/supervisor-strings';
import { PeriodBar } from './period/period-bar';
import { ProductDialog } from './product/product-dialog';
import { RangeView } from './range-view';

interface SupervisorViewProps {
  readonly services: SupervisorServices;
  readonly store: SyncStore;
}

/** What customers search, buy and look at, and where their purchases stop: for supervisors and administrators. */
export function SupervisorView({ services, store }: SupervisorViewProps): React.JSX.Element {
  const period = useSource(services.period);
  const timeZone = useSource(services.timeZone);
  const [state, setState] = useState('loading');
  const [product, setProduct] = useState<ProductChoice | null>(null);
  const isShort = useShortWindow();
  const format = useMemo(() => createSupervisorFormatters(services.locale, timeZone), [services.locale, timeZone]);
  const value = useMemo(() => ({ services, format, openProduct: setProduct }), [services, format]);
  return (
    <SyncProvider store={store}>
      <FormattersContext.Provider value={format}>
        <SupervisorContext.Provider value={value}>
          <ViewPage testId="activity-view" state={state}>
            <Heading as="h1" variant={isShort ? 'heading40' : 'heading20'} {...(isShort ? NO_MARGIN : {})}>
              {words.title}
            </Heading>
            <PeriodBar />
            {period.kind === 'live' ? (
              <LiveView key={period.window} window={period.window} onState={setState} />
            ) : (
              <RangeView period={period} onState={setState} />
            )}
          </ViewPage>
          {product === null ? null : (
            <ProductDialog
              product={product}
              period={period}
              onClose={() => {
                setProduct(null);
              }}
            />
          )}
        </SupervisorContext.Provider>
      </FormattersContext.Provider>
    </SyncProvider>
  );
}

const NO_MARGIN = { marginBottom: 'space0' } as const;
