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

  it('is forgotten by the URL and the page when it is taken out', () => {
    goTo('/queue-dashboard?filter=a&row=3');
    const url = createUrlState('queue-dashboard');
    url.set('filter', null);
    expect(window.location.search).toBe('?row=3');
    expect(url.get('filter')).toBeNull();
  });
});
