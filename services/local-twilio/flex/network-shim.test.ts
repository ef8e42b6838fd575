import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { runInNewContext } from 'node:vm';

const SHIM = readFileSync(resolve(__dirname, '../../../public/network-shim.js'), 'utf8');

/** A window with only what the shim touches; every call that would reach the network is recorded. */
function createPage() {
  const reached: string[] = [];
  const requests: Request[] = [];
  class Element {
    setAttribute(name: string, value: string): void {
      reached.push(`${name}=${value}`);
    }
  }
  const loading = (attribute: string) => {
    const type = class extends Element {};
    Object.defineProperty(type.prototype, attribute, {
      configurable: true,
      get: () => '',
      set: (value: string) => reached.push(value),
    });
    return type;
  };
  const page = {
    location: { origin: 'http://localhost:4000' },
    fetch: (input: string | Request) => (typeof input === 'string' ? reached.push(input) : requests.push(input)),
    Request,
    XMLHttpRequest: class {
      open(_method: string, address: string): void {
        reached.push(address);
      }
    },
    WebSocket: class {
      readonly url: string;
      constructor(address: string) {
        this.url = address;
        reached.push(address);
      }
    },
    Audio: class {
      readonly src: string;
      constructor(address: string) {
        this.src = address;
        reached.push(address);
      }
    },
    navigator: { sendBeacon: (address: string) => reached.push(address) },
    Element,
    HTMLScriptElement: loading('src'),
    HTMLImageElement: loading('src'),
    HTMLMediaElement: loading('src'),
    HTMLSourceElement: loading('src'),
    HTMLIFrameElement: loading('src'),
    HTMLLinkElement: loading('href'),
    HTMLAnchorElement: loading('href'),
  };
  runInNewContext(SHIM, { window: page });
  return { page, reached, requests };
}

const LOCAL = 'http://localhost:4000/__twilio';

describe('the network shim', () => {
  it.each([
    [
      'https://flex-api.twilio.com/v1/Configuration?UiVersion=1',
      `${LOCAL}/flex-api.twilio.com/v1/Configuration?UiVersion=1`,
    ],
    ['https://flex-api.us1.twilio.com', `${LOCAL}/flex-api.us1.twilio.com/`],
    ['https://FLEX.twilio.com:443/api', `${LOCAL}/flex.twilio.com/api`],
    ['https://media.twiliocdn.com/a.mp3', `${LOCAL}/media.twiliocdn.com/a.mp3`],
    ['https://twilio.com?x=1', `${LOCAL}/twilio.com/?x=1`],
  ])('[FX1] sends %s to Local Twilio', (address, local) => {
    const { page, reached } = createPage();
    page.fetch(address);
    expect(reached).toEqual([local]);
  });

  it.each([
    'https://example.com/twilio.com/',
    'https://twilio.com.example.org/',
    'https://eviltwilio.com/',
    'http://localhost:4100/sync-tokens',
    '/plugins',
  ])('[FX1] leaves %s alone', (address) => {
    const { page, reached } = createPage();
    page.fetch(address);
    expect(reached).toEqual([address]);
  });

  it('[FX1] opens WebSockets on the same origin', () => {
    const { page, reached } = createPage();
    new page.WebSocket('wss://tsock.us1.twilio.com/v3/wsconnect');
    expect(reached).toEqual(['ws://localhost:4000/__twilio/tsock.us1.twilio.com/v3/wsconnect']);
  });

  it('[FX1] keeps method, headers and body of a Request', async () => {
    const { page, requests } = createPage();
    page.fetch(new Request('https://iam.twilio.com/v1/x', { method: 'POST', body: 'a=1', headers: { a: 'b' } }));
    const [request] = requests;
    expect(request?.url).toBe(`${LOCAL}/iam.twilio.com/v1/x`);
    expect(request?.method).toBe('POST');
    expect(request?.headers.get('a')).toBe('b');
    await expect(request?.text()).resolves.toBe('a=1');
  });

  it('[FX1] covers every other way to load something', () => {
    const { page, reached } = createPage();
    const address = 'https://assets.twilio.com/x';
    new page.XMLHttpRequest().open('GET', address);
    page.navigator.sendBeacon(address);
    new page.Audio(address);
    Object.assign(new page.HTMLScriptElement(), { src: address });
    Object.assign(new page.HTMLLinkElement(), { href: address });
    expect(new Set(reached)).toEqual(new Set([`${LOCAL}/assets.twilio.com/x`]));
    expect(reached).toHaveLength(5);
    new page.HTMLImageElement().setAttribute('SRC', address);
    expect(reached.at(-1)).toBe(`SRC=${LOCAL}/assets.twilio.com/x`);
  });

  it('[FX1] leaves links alone that a person clicks', () => {
    const { page, reached } = createPage();
    const address = 'https://www.twilio.com/docs';
    Object.assign(new page.HTMLAnchorElement(), { href: address });
    new page.HTMLAnchorElement().setAttribute('href', address);
    expect(reached).toEqual([address, `href=${address}`]);
  });
});
