import type { Route } from './router';

/** One call of a public API as Twilio documents it. */
export interface DocumentedCall {
  readonly method: Route['method'];
  /** Segments; one that begins with a colon stands for any. */
  readonly path: string;
  /** Names in the query of a GET or DELETE, in what a POST carries. */
  readonly parameters: ReadonlySet<string>;
  /** What a POST carries: a JSON object instead of a form. */
  readonly isJson: boolean;
}

/** Parameters of every list. */
export const PAGING = 'Page PageSize PageToken';

/** {@link PAGING}, for the routes. */
export const PAGED = PAGING.split(' ');

/** A POST that carries JSON is marked with this in front of its names. */
export const JSON_BODY = '(JSON)';

/** Reads a table of `METHOD /path/below/the/root` and names with spaces between them. */
export const documentedCalls = (root: string, table: Readonly<Record<string, string>>): readonly DocumentedCall[] =>
  Object.entries(table).map(([call, listed]) => {
    const [method = '', path = ''] = call.split(' ', 2);
    const names = new Set(listed.split(' ').filter((name) => name !== ''));
    const isJson = names.delete(JSON_BODY);
    return { method: method as Route['method'], path: `${root}${path}`, parameters: names, isJson };
  });
