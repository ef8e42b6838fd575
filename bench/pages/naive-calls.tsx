import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { CustomizationProvider } from '@twilio-paste/core/customization';
import { Input } from '@twilio-paste/core/input';
import { Truncate } from '@twilio-paste/core/truncate';
import { CallIcon } from '@twilio-paste/icons/cjs/CallIcon';
import { CallIncomingIcon } from '@twilio-paste/icons/cjs/CallIncomingIcon';
import React, { useMemo, useState } from 'react';
import { render } from 'react-dom';
import type { RecentCall } from '../../src/contract';
import { MINUTE_MS, recentCallRow } from '../lib/recent-call-rows';

/** Which naive list the page shows, as `window.benchNaive`. */
export interface NaiveList {
  /** `paste` has the rows of the plugin in Paste's components; `plain` has less in a row, in bare elements. */
  readonly kind: 'paste' | 'plain';
  readonly count: number;
}

/** The list as it is written first: every field lowered at every keystroke, every match rendered, no memo, no window. */
function NaiveCalls({ calls, kind }: Pick<NaiveList, 'kind'> & { readonly calls: readonly RecentCall[] }) {
  const [search, setSearch] = useState('');
  const shown = calls.filter(({ party, queueName, outcome, note }) =>
    [party.name, party.address, queueName, outcome, note].some((text) =>
      (text ?? '').toLowerCase().includes(search.toLowerCase()),
    ),
  );
  const field = {
    id: 'naive-search',
    'aria-label': 'Search',
    value: search,
    onChange: ({ target }: React.ChangeEvent<HTMLInputElement>): void => {
      setSearch(target.value);
    },
  };
  return (
    <>
      {kind === 'paste' ? <Input type="search" {...field} /> : <input {...field} />}
      <div style={{ height: 600, overflow: 'auto' }}>
        {shown.map((call) =>
          kind === 'paste' ? (
            <PasteRow key={call.reservationSid} call={call} />
          ) : (
            <PlainRow key={call.reservationSid} call={call} />
          ),
        )}
      </div>
    </>
  );
}

interface RowProps {
  readonly call: RecentCall;
}

function PasteRow({ call }: RowProps): React.JSX.Element {
  const party = call.party.name ?? call.party.address ?? '';
  return (
    <Box role="row" display="flex" alignItems="center" columnGap="space30" height="48px" paddingX="space40">
      <Box role="gridcell" display="flex" alignItems="center" columnGap="space30" flexGrow={1} minWidth="0">
        <Box as="span" display="flex" flexShrink={0} color="colorTextIcon">
          <CallIncomingIcon decorative />
        </Box>
        <Box flexGrow={1} minWidth="0">
          <PasteLine>
            <Box as="span" minWidth="0" fontWeight="fontWeightSemibold" color="colorText" flexGrow={1}>
              <Truncate title={party}>
                <bdi>{party}</bdi>
              </Truncate>
            </Box>
            <time>{new Date(call.createdAt).toLocaleString()}</time>
          </PasteLine>
          <PasteLine>
            <Box as="span" flexShrink={0} color="colorTextWeak">
              {call.direction} · {call.outcome}
            </Box>
            <Box as="span" minWidth="0" flexGrow={1}>
              <Truncate title={call.queueName ?? ''}>
                <bdi>{call.queueName}</bdi>
              </Truncate>
            </Box>
            <Box as="span" flexShrink={0}>
              {call.channel}
            </Box>
            <Box as="span" flexShrink={0}>
              <span>{Date.parse(call.wrapupAt ?? call.createdAt) - Date.parse(call.acceptedAt ?? call.createdAt)}</span>
            </Box>
          </PasteLine>
        </Box>
      </Box>
      <Box role="gridcell" flexShrink={0}>
        <Button variant="secondary_icon" size="icon_small" aria-label="Call back">
          <CallIcon decorative />
        </Button>
      </Box>
    </Box>
  );
}

function PasteLine({ children }: { readonly children: React.ReactNode }): React.JSX.Element {
  return (
    <Box display="flex" columnGap="space30" fontSize="fontSize20" lineHeight="lineHeight20" color="colorTextWeak">
      {children}
    </Box>
  );
}

function PlainRow({ call }: RowProps): React.JSX.Element {
  return (
    <div style={{ height: 48 }}>
      <b>{call.party.name ?? call.party.address}</b> <time>{new Date(call.createdAt).toLocaleString()}</time>
      <div>
        <span>{call.direction}</span> <span>{call.outcome}</span> <span>{call.queueName}</span>{' '}
        <span>{call.channel}</span> <button type="button">Call back</button>
      </div>
    </div>
  );
}

function Page({ kind, count }: NaiveList): React.JSX.Element {
  const calls = useMemo(
    () => Array.from({ length: count }, (_each, number) => recentCallRow(number, Date.now() - number * MINUTE_MS)),
    [count],
  );
  return (
    <CustomizationProvider baseTheme="default">
      <NaiveCalls calls={calls} kind={kind} />
    </CustomizationProvider>
  );
}

const place = document.createElement('section');
Object.assign(place.style, {
  position: 'fixed',
  top: '60px',
  right: '0',
  width: '480px',
  zIndex: '1',
  background: 'white',
});
document.body.append(place);
render(<Page {...(window as unknown as { benchNaive: NaiveList }).benchNaive} />, place);
