import { createAddressState } from './address-state';

describe('what a view remembers in its address', () => {
  const goTo = (address: string): void => {
    window.history.pushState({ flex: 1 }, '', address);
  };
  afterEach(() => {
    goTo('/');
  });

  it('is read from a link, and kept when the link is gone', () => {
    goTo('/queue-dashboard?sort=waiting.descending');
    const address = createAddressState('queue-dashboard');
    goTo('/agent-desktop/');
    expect(address.get('sort')).toBe('waiting.descending');
    goTo('/queue-dashboard/');
    address.show();
    expect(window.location.search).toBe('?sort=waiting.descending');
  });

  it('is read from what the browser was asked for, when Flex has dropped it since', () => {
    const asked = { name: 'http://localhost/queue-dashboard?sort=waiting.descending' } as PerformanceEntry;
    const page = {
      location: window.location,
      history: window.history,
      performance: { getEntriesByType: () => [asked] },
    };
    const address = createAddressState('queue-dashboard', page as unknown as Window);
    expect(address.get('sort')).toBe('waiting.descending');
  });

  it('goes into the address of its own view alone, without another step of the way back', () => {
    goTo('/queue-dashboard#top');
    const address = createAddressState('queue-dashboard');
    const steps = window.history.length;
    address.set('filter', 'Zürich & Söhne');
    expect(window.location.href).toContain('/queue-dashboard?filter=Z%C3%BCrich+%26+S%C3%B6hne#top');
    expect(window.history.length).toBe(steps);
    expect(window.history.state).toEqual({ flex: 1 });
    goTo('/agent-desktop/');
    address.set('filter', 'other');
    expect(window.location.search).toBe('');
  });

  it('is forgotten by the address and the page when it is taken out', () => {
    goTo('/queue-dashboard?filter=a&row=3');
    const address = createAddressState('queue-dashboard');
    address.set('filter', null);
    expect(window.location.search).toBe('?row=3');
    expect(address.get('filter')).toBeNull();
  });
});
