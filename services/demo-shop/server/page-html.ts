export interface PageSettings {
  readonly writeKey: string;
  readonly backendUrl: string;
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

/** What makes sure that no request leaves for anybody but the shop and its backend. */
export const contentSecurityPolicy = ({ backendUrl }: PageSettings): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    'img-src data:',
    `connect-src 'self' ${new URL(backendUrl).origin}`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
