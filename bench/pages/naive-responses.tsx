import React, { useMemo, useState } from 'react';
import { render } from 'react-dom';
import { randomOf, writerOf } from '../lib/response-texts';

interface Response {
  readonly id: number;
  readonly title: string;
  readonly text: string;
}

/** The list as it is written first: every text lowered at every keystroke, every match rendered, no memo, no window. */
function NaiveResponses({ responses }: { readonly responses: readonly Response[] }): React.JSX.Element {
  const [search, setSearch] = useState('');
  const words = search.toLowerCase().split(' ');
  const shown = responses.filter(({ title, text }) => {
    const all = `${title} ${text}`.toLowerCase();
    return words.every((word) => all.includes(word));
  });
  return (
    <>
      <input
        id="naive-search"
        aria-label="Search"
        value={search}
        onChange={({ target }) => {
          setSearch(target.value);
        }}
      />
      <div style={{ height: 600, overflow: 'auto' }}>
        {shown.map(({ id, title, text }) => (
          <div key={id} style={{ height: 96 }}>
            <b>{title}</b> <button type="button">Insert</button>
            <div>{text}</div>
          </div>
        ))}
      </div>
    </>
  );
}

function Page({ count }: { readonly count: number }): React.JSX.Element {
  const responses = useMemo(() => {
    const { words } = writerOf(randomOf(4));
    return Array.from({ length: count }, (_each, id) => ({ id, title: words(5), text: words(28) }));
  }, [count]);
  return <NaiveResponses responses={responses} />;
}

const place = document.createElement('section');
Object.assign(place.style, {
  position: 'fixed',
  top: '60px',
  left: '60px',
  width: '480px',
  zIndex: '1',
  background: 'white',
});
document.body.append(place);
render(<Page {...(window as unknown as { benchNaive: { count: number } }).benchNaive} />, place);
