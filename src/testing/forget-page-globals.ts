/** Takes away what plugins share through the page, so that the next test begins with a new page. */
export function forgetPageGlobals(): void {
  for (const symbol of Object.getOwnPropertySymbols(globalThis)) {
    if (symbol.description?.startsWith('flex-sync-suite.') === true) Reflect.deleteProperty(globalThis, symbol);
  }
}
