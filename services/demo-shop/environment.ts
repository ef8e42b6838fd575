export type Environment = Readonly<Record<string, string | undefined>>;

/** Reads a variable; undefined for one that is blank or not set. */
export type Read = (name: string) => string | undefined;

export const reader =
  (environment: Environment): Read =>
  (name) => {
    const text = environment[name]?.trim() ?? '';
    return text === '' ? undefined : text;
  };

export function isHttpUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, search, hash } = new URL(text);
  return /^https?:$/.test(protocol) && username === '' && search === '' && hash === '';
}
