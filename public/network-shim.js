/**
 * Sends what the page asks of `https://*.twilio.com`, `wss://*.twilio.com` and Twilio's CDN to Local Twilio, which
 * serves every host under `/__twilio/<host>/` of this origin. Flex UI builds these addresses itself and has no option for all of them.
 * Must run before Flex UI. What it misses is blocked by the page's Content-Security-Policy and never leaves the machine.
 */
(function installNetworkShim(page) {
  'use strict';

  const { origin } = page.location;
  const TWILIO_ADDRESS = /^(https?|wss?):\/\/((?:[a-z0-9-]+\.)*twilio(?:cdn)?\.com)(?::\d+)?(?=[/?#]|$)/i;

  /** Addresses of other hosts come back as they were given. */
  function toLocal(address) {
    const text = String(address);
    const match = TWILIO_ADDRESS.exec(text);
    if (!match) return address;
    const rest = text.slice(match[0].length);
    const base = match[1].toLowerCase().startsWith('ws') ? origin.replace(/^http/, 'ws') : origin;
    return `${base}/__twilio/${match[2].toLowerCase()}${rest.startsWith('/') ? '' : '/'}${rest}`;
  }

  const nativeFetch = page.fetch;
  page.fetch = function fetch(input, init) {
    if (!(input instanceof page.Request)) return nativeFetch.call(this, toLocal(input), init);
    const local = toLocal(input.url);
    return nativeFetch.call(this, local === input.url ? input : new page.Request(local, input), init);
  };

  const nativeOpen = page.XMLHttpRequest.prototype.open;
  page.XMLHttpRequest.prototype.open = function open(method, address, ...rest) {
    return nativeOpen.call(this, method, toLocal(address), ...rest);
  };

  page.WebSocket = class WebSocket extends page.WebSocket {
    constructor(address, protocols) {
      super(toLocal(address), protocols);
    }
  };

  const nativeSendBeacon = page.navigator.sendBeacon;
  page.navigator.sendBeacon = function sendBeacon(address, data) {
    return nativeSendBeacon.call(page.navigator, toLocal(address), data);
  };

  page.Audio = class Audio extends page.Audio {
    constructor(address) {
      super(...(address === undefined ? [] : [toLocal(address)]));
    }
  };

  // Links that a person clicks (`<a href>`) stay as they are: Twilio's documentation is meant to open.
  const LOADING_ATTRIBUTES = [
    [page.HTMLScriptElement, 'src'],
    [page.HTMLImageElement, 'src'],
    [page.HTMLMediaElement, 'src'],
    [page.HTMLSourceElement, 'src'],
    [page.HTMLIFrameElement, 'src'],
    [page.HTMLLinkElement, 'href'],
  ];

  for (const [type, attribute] of LOADING_ATTRIBUTES) {
    const native = Object.getOwnPropertyDescriptor(type.prototype, attribute);
    Object.defineProperty(type.prototype, attribute, {
      ...native,
      set(address) {
        native.set.call(this, toLocal(address));
      },
    });
  }

  const nativeSetAttribute = page.Element.prototype.setAttribute;
  page.Element.prototype.setAttribute = function setAttribute(name, value) {
    const loads = LOADING_ATTRIBUTES.some(
      ([type, attribute]) => attribute === String(name).toLowerCase() && this instanceof type,
    );
    return nativeSetAttribute.call(this, name, loads ? toLocal(value) : value);
  };
})(window);
