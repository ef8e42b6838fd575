/** Filters of Liquid, its dialects at Zendesk and Chatwoot, and of Handlebars helpers and Jinja that take no argument. */
const FILTERS = new Set(
  (
    'abs append at_least at_most camelcase camelize capitalize ceil compact concat cgi_escape date dasherize default ' +
    'divided_by downcase escape escape_once first floor handle handleize humanize join json last length lower lowercase ' +
    'lstrip ltrim map md5 minus modulo money newline_to_br parameterize plus pluralize prepend raw remove remove_first ' +
    'replace replace_first replace_last reverse round rstrip rtrim safe sentencecase sha1 size slice snakecase sort ' +
    'sort_natural split squish strip strip_html strip_newlines sum time times title titlecase titleize trim truncate ' +
    'truncatewords uniq underscore upcase upper uppercase url_decode url_encode where word_count'
  ).split(' '),
);
/** `name`, or `name: arguments`, or `name(arguments)`, as all of these are written. */
const FILTER_CALL = /^([a-z_][a-z0-9_]*)\s*(?:$|:(?=\s*["'`\d\w])|\()/i;
const QUOTED = /^(["'`]).*\1$/su;
const LIQUID_DEFAULT = /^default\s*:\s*(["'`])((?:(?!\1)[^])*)\1$/;
const ELSE = /^\|\s*(["'`])((?:(?!\1)[^])*)\1$/;

/**
 * The text that stands behind `|`, when it is a default of ours; null for a filter or an operator of another system, which
 * no customer should read. Behind a name that nothing fills, a single word is one as well: filters have any name there.
 */
export function plainDefault(behind: string, isKnown: boolean): string | null {
  const text = behind.trim();
  if (/^[&?]|^\||\|\|/.test(text)) return null;
  if (text.split('|').some((step) => isFilter(step.trim()) || QUOTED.test(step.trim()))) return null;
  const isWord = /^[a-z_][a-z0-9_]*\s*(?:[:|(]|$)/i.test(text);
  return isWord && !isKnown ? null : text;
}

const isFilter = (step: string): boolean => FILTERS.has((FILTER_CALL.exec(step)?.[1] ?? '').toLowerCase());

/** The default that another system wrote, in ours: of `default: "there"` and of ``|| `there` ``; null without one. */
export const foreignDefault = (behind: string): string | null =>
  (LIQUID_DEFAULT.exec(behind.trim()) ?? ELSE.exec(behind.trim()))?.[2] ?? null;
