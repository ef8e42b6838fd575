import { guardedCell, type PortableResponse } from '@flex-sync-suite/shared/contract';
import { stringify } from 'csv-stringify/sync';
import { COLUMNS, listCell, type Column } from '../../domain/responses/response-csv-cells';

/** Responses of one piece. */
const PIECE = 20;

/**
 * One line for each variant; the columns of docs/canned-responses.md, with the byte order mark that Excel asks for. In
 * pieces, so that other work may be done between two.
 */
export function* responsesAsCsv(responses: readonly PortableResponse[]): Generator<string> {
  yield stringify([[...COLUMNS]], { ...FORMAT, bom: true });
  for (let start = 0; start < responses.length; start += PIECE) {
    yield stringify(responses.slice(start, start + PIECE).flatMap(rowsOf), FORMAT);
  }
}

const FORMAT = { quoted: true, record_delimiter: '\r\n' } as const;

const rowsOf = (response: PortableResponse): string[][] =>
  response.variants.map(({ language, channel, body }) => {
    const row: Record<Column, string> = {
      id: response.id ?? '',
      title: response.title,
      shortcut: response.shortcut ?? '',
      category: response.category ?? '',
      tags: listCell(response.tags ?? []),
      channels: listCell(response.channels ?? []),
      status: response.status ?? '',
      language,
      channel: channel ?? '',
      body,
    };
    return COLUMNS.map((column) => guardedCell(row[column]));
  });

/** The array, indented by two spaces; in pieces as {@link responsesAsCsv}. */
export function* responsesAsJson(responses: readonly PortableResponse[]): Generator<string> {
  for (let start = 0; start < responses.length; start += PIECE) {
    // The array without its brackets.
    const piece = JSON.stringify(responses.slice(start, start + PIECE), null, 2).slice(1, -2);
    yield `${start === 0 ? '[' : ','}${piece}`;
  }
  yield responses.length === 0 ? '[]' : '\n]';
}
