/**
 * Opens a desktop: signs in when the address says `?as=agent&worker=alice`, goes on with the session of this tab
 * otherwise, and lists the desktops when there is none.
 *
 * The session is kept where Flex UI looks for it, in this tab's storage: an agent and a supervisor can be open side by
 * side in one browser.
 */
(function openDesktop() {
  'use strict';

  const SESSION_KEY = 'TWILIO_FLEX_SSO';

  async function start() {
    const { accountSid, desktops } = await getJson('/desktops.json');
    const query = new URLSearchParams(window.location.search);
    if (query.has('as')) {
      await signIn({ as: query.get('as'), ...(query.has('worker') ? { worker: query.get('worker') } : {}) });
      // A reload goes on with the session instead of signing in anew.
      query.delete('as');
      query.delete('worker');
      const rest = query.toString();
      window.history.replaceState(null, '', `${window.location.pathname}${rest === '' ? '' : `?${rest}`}`);
    }
    if (hasSession()) await runFlex(accountSid);
    else listDesktops(desktops);
  }

  async function signIn(who) {
    const { session } = await getJson('/emulator/flex-sign-in', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(who),
    });
    // What the session before left behind (Sync's cache, plugin state) belongs to somebody else.
    sessionStorage.clear();
    sessionStorage.setItem(SESSION_KEY, JSON.stringify(session));
  }

  function hasSession() {
    const stored = sessionStorage.getItem(SESSION_KEY);
    return stored !== null && Date.parse(JSON.parse(stored).expiration) > Date.now();
  }

  async function runFlex(accountSid) {
    const configuration = {
      ...window.appConfig,
      sso: { accountSid },
      serviceBaseUrl: window.location.origin,
      disableBrowserVoice: true,
      disableTelemetry: true,
      initialDeviceCheck: false,
    };
    window.appConfig = configuration;
    // Flex UI would start on the configuration it saw last: another run of Local Twilio may have another backend.
    for (const key of Object.keys(localStorage)) if (key.startsWith('FLEX_SDK_CACHE_')) localStorage.removeItem(key);
    const container = document.getElementById('container');
    showMessage('Flex UI is loading…');
    await loadScript('/flex-ui.js');
    container.replaceChildren();
    window.Twilio.Flex.progress('#container');
    await window.Twilio.Flex.runDefault(configuration, container);
  }

  function listDesktops(desktops) {
    const list = document.createElement('ul');
    for (const { as, worker, label } of desktops) {
      const link = document.createElement('a');
      link.href = `/?${new URLSearchParams({ as, worker })}`;
      link.textContent = label;
      const entry = document.createElement('li');
      entry.append(link);
      list.append(entry);
    }
    showMessage('Whose desktop?', list);
  }

  function showMessage(title, ...content) {
    const heading = document.createElement('h1');
    heading.textContent = title;
    const main = document.createElement('main');
    main.className = 'local-page';
    main.append(heading, ...content);
    document.getElementById('container').replaceChildren(main);
  }

  function showError(error) {
    const text = document.createElement('p');
    text.setAttribute('role', 'alert');
    text.textContent = error.message;
    const back = document.createElement('a');
    back.href = '/';
    back.textContent = 'All desktops';
    showMessage('The desktop did not open', text, back);
  }

  async function getJson(path, init) {
    const response = await fetch(path, init);
    const body = await response.json().catch(() => ({}));
    if (!response.ok) throw new Error(body.message || `${path} answered ${response.status}`);
    return body;
  }

  function loadScript(source) {
    return new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.src = source;
      script.addEventListener('load', resolve);
      script.addEventListener('error', () => {
        reject(new Error(`${source} did not load: is Local Twilio started with a Flex UI bundle?`));
      });
      document.head.append(script);
    });
  }

  start().catch(showError);
})();
