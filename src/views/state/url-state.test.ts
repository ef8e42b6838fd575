import { createUrlState } from './url-state';

describe('what a view remembers in its URL', () => {
  const goTo = (url: string): void => {
    window.history.pushState({ flex: 1 }, '', url);
  };
  afterEach(() => {
    goTo('/');
  });

  it('is read from a link, and kept when the link is gone', () => {
    goTo('/queue-dashboard?sort=waiting.descending');
    const url = createUrlState('queue-dashboard');
    goTo('/agent-desktop/');
    expect(url.get('sort')).toBe('waiting.descending');
    goTo('/queue-dashboard/');
    url.show();
    expect(window.location.search).toBe('?sort=waiting.descending');
  });

  it('is read from what the browser was asked for, when Flex has dropped it since', () => {
    const asked = { name: 'http://localhost/queue-dashboard?sort=waiting.descending' } as PerformanceEntry;
    const page = {
      location: window.location,
      history: window.history,
      performance: { getEntriesByType: () => [asked] },
    };
    const url = createUrlState('queue-dashboard', page as unknown as Window);
    expect(url.get('sort')).toBe('waiting.descending');
  });

  it('goes into the URL of its own view alone, without another step of the way back', () => {
    goTo('/queue-dashboard#top');
    const url = createUrlState('queue-dashboard');
    const steps = window.history.length;
    url.set('filter', 'Zürich & Söhne');
    expect(window.location.href).toContain('/queue-dashboard?filter=Z%C3%BCrich+%26+S%C3%B6hne#top');
    expect(window.history.length).toBe(steps);
    expect(window.history.state).toEqual({ flex: 1 });
    goTo('/agent-desktop/');
    url.set('filter', 'other');
    expect(window.location.search).toBe('');
  });

  it('has a step of the way back of its own where it opens over the view, and the rest stays as it is', () => {
    goTo('/queue-dashboard?filter=a');
    const url = createUrlState('queue-dashboard');
    const told: (string | null)[] = [];
    const stop = url.onStep(['queue'], () => told.push(url.get('queue')));
    const steps = window.history.length;
    url.push({ queue: 'WQ1' });
    expect([window.history.length, window.location.search]).toEqual([steps + 1, '?filter=a&queue=WQ1']);
    url.set('filter', 'b');
    const leadTo = (path: string): void => {
      window.history.replaceState({ flex: 1 }, '', path);
      window.dispatchEvent(new PopStateEvent('popstate'));
    };
    leadTo('/queue-dashboard?filter=a');
    expect([told, window.location.search]).toEqual([[null], '?filter=b']);
    leadTo('/queue-dashboard?filter=a&queue=WQ1');
    expect([told, window.location.search]).toEqual([[null, 'WQ1'], '?filter=b&queue=WQ1']);
    leadTo('/agent-desktop');
    stop();
    leadTo('/queue-dashboard');
    expect(told).toHaveLength(2);
  });

  it('has one step for each parameter that has its own: the way back tells who follows what it changed, and them alone', () => {
    goTo('/queue-dashboard');
    const url = createUrlState('queue-dashboard');
    const told: string[] = [];
    const stops = ['queue', 'columns'].map((parameter) =>
      url.onStep([parameter, 'view'], () => told.push(`${parameter} ${url.get(parameter) ?? 'none'}`)),
    );
    url.push({ columns: 'waiting' });
    url.push({ queue: 'WQ1' });
    url.push({ columns: null });
    expect(window.location.search).toBe('?queue=WQ1');
    const leadTo = (path: string): void => {
      window.history.replaceState({ flex: 1 }, '', path);
      window.dispatchEvent(new PopStateEvent('popstate'));
    };
    leadTo('/queue-dashboard?columns=waiting&queue=WQ1');
    expect([told, window.location.search]).toEqual([['columns waiting'], '?columns=waiting&queue=WQ1']);
    leadTo('/queue-dashboard');
    expect([told.slice(1), window.location.search]).toEqual([['queue none', 'columns none'], '']);
    for (const stop of stops) stop();
  });

  it('takes several parameters in one write, and tells once who follows several', () => {
    goTo('/queue-dashboard?filter=a');
    const url = createUrlState('queue-dashboard');
    const told: (string | null)[] = [];
    const stop = url.onStep(['filter', 'sort'], () => told.push(url.get('filter'), url.get('sort')));
    const steps = window.history.length;
    url.push({ filter: null, sort: 'name' });
    url.replace({ filter: 'b', sort: null });
    expect([window.history.length, window.location.search]).toEqual([steps + 1, '?filter=b']);
    window.history.replaceState({ flex: 1 }, '', '/queue-dashboard?sort=age');
    window.dispatchEvent(new PopStateEvent('popstate'));
    expect(told).toEqual([null, 'age']);
    stop();
  });

  it('is forgotten by the URL and the page when it is taken out', () => {
    goTo('/queue-dashboard?filter=a&row=3');
    const url = createUrlState('queue-dashboard');
    url.set('filter', null);
    expect(window.location.search).toBe('?row=3');
    expect(url.get('filter')).toBeNull();
  });
});
