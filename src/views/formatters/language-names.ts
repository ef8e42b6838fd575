/**
 * Says languages by their names in the language of the page: "German" for `de`. A tag that nobody has a name for is said
 * as it is written. Made once a view: an Intl object is slow to build.
 *
 * @param tag from `supportedLocale`
 */
export function createLanguageNames(tag: string | undefined): (language: string) => string {
  const names = new Intl.DisplayNames(tag === undefined ? [] : [tag], { type: 'language', fallback: 'code' });
  return (language) => {
    try {
      return names.of(language) ?? language;
    } catch {
      // Somebody's own tag, such as "x".
      return language;
    }
  };
}
