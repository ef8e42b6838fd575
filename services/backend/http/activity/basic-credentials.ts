/** What Basic authorization (RFC 7617) tells: the libraries send a write key as the user, shops their id and secret. */
export function basicCredentials(
  authorization: string | undefined,
): { readonly user: string; readonly password: string } | null {
  const [, encoded] = /^Basic ([A-Za-z0-9+/=]{1,1024})$/iu.exec(authorization ?? '') ?? [];
  if (encoded === undefined) return null;
  const [user = '', ...rest] = Buffer.from(encoded, 'base64').toString().split(':');
  return { user, password: rest.join(':') };
}
