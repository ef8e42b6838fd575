/**
 * Keeps the session of Flex UI in this tab, so that two people can be signed in side by side in one browser. Flex UI before 2.13 looks
 * for it in `localStorage`, which all tabs share, and later ones in both. Must run before Flex UI.
 */
(function keepSessionInThisTab(page) {
  'use strict';

  const SESSION_KEY = 'TWILIO_FLEX_SSO';
  const { Storage, sessionStorage } = page;

  for (const name of ['getItem', 'setItem', 'removeItem']) {
    const native = Storage.prototype[name];
    Storage.prototype[name] = function (key, ...rest) {
      return native.call(key === SESSION_KEY ? sessionStorage : this, key, ...rest);
    };
  }
})(window);
