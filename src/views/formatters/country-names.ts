/**
 * Says countries by their names in the language of the page: "France" for FR; the code of one that nobody has a name for.
 * Made once a view: an Intl object is slow to build.
 *
 * @param tag from `supportedLocale`
 */
export function createCountryNames(tag: string | undefined): (code: string) => string {
  const names = new Intl.DisplayNames(tag === undefined ? [] : [tag], { type: 'region', fallback: 'code' });
  return (code) => {
    try {
      return names.of(code) ?? code;
    } catch {
      // A shop's own word for a country.
      return code;
    }
  };
}
