import React, { useMemo, useState } from 'react';
import { render } from 'react-dom';
import type { RecentCall } from '../../src/contract';
import { MINUTE_MS, recentCallRow } from '../lib/recent-call-rows';

/**
 * The list as it is written first: every field lowered at every keystroke, every match rendered, no memo, no window.
 * Plain elements, so that the component library is not what is compared.
 */
function NaiveCalls({ calls }: { readonly calls: readonly RecentCall[] }): React.JSX.Element {
  const [search, setSearch] = useState('');
  const shown = calls.filter(({ party, queueName, outcome, note }) =>
    [party.name, party.address, queueName, outcome, note].some((text) =>
      (text ?? '').toLowerCase().includes(search.toLowerCase()),
    ),
  );
  return (
    <>
      <input
        id="search"
        value={search}
        onChange={({ target }) => {
          setSearch(target.value);
        }}
      />
      <div id="list" style={{ height: 600, overflow: 'auto' }}>
        {shown.map((call) => (
          <div key={call.reservationSid} className="row" style={{ height: 48 }}>
            <b>{call.party.name ?? call.party.address}</b> <time>{new Date(call.createdAt).toLocaleString()}</time>
            <div>
              <span>{call.direction}</span> <span>{call.outcome}</span> <span>{call.queueName}</span>{' '}
              <span>{call.channel}</span> <button type="button">Call back</button>
            </div>
          </div>
        ))}
      </div>
    </>
  );
}

function Page(): React.JSX.Element {
  const count = Number(new URLSearchParams(location.hash.slice(1)).get('count'));
  const calls = useMemo(
    () => Array.from({ length: count }, (_each, number) => recentCallRow(number, Date.now() - number * MINUTE_MS)),
    [count],
  );
  return <NaiveCalls calls={calls} />;
}

render(<Page />, document.getElementById('root'));
