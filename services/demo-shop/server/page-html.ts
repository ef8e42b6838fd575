/** What the page is told; nothing of it is a secret. */
export interface PageSettings {
  readonly writeKey: string;
  readonly backendUrl: string;
  /** Null when customers cannot chat. */
  readonly chat: {
    /** Null: Twilio's. */
    readonly twilsockUrl: string | null;
  } | null;
}

/** The same for every address of the shop: the script draws the page. */
export const pageHtml = (settings: PageSettings): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Demo shop</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/shop.css">
    <script type="application/json" id="settings">${JSON.stringify(settings).replaceAll('<', '\\u003c')}</script>
    <script src="/shop.js" defer></script>
  </head>
  <body>
    <div id="shop"><noscript>This shop needs JavaScript.</noscript></div>
  </body>
</html>
`;

/** Hosts of the Conversations SDK. */
const TWILIO = 'wss://tsock.us1.twilio.com';

/** What makes sure that no request leaves for anybody but the shop, its backend and, for a chat, Twilio. */
export const contentSecurityPolicy = ({ backendUrl, chat }: PageSettings): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    'img-src data:',
    ["connect-src 'self'", new URL(backendUrl).origin, ...(chat === null ? [] : [originOf(chat.twilsockUrl)])].join(
      ' ',
    ),
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

const originOf = (url: string | null): string => (url === null ? TWILIO : new URL(url).origin);
