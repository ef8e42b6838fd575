import { CatalogueProduct, PRODUCT_WORDS } from '@flex-sync-suite/shared/contract';
import { csvRows, MalformedRow } from '../responses/files/csv-rows';
import { Refusal } from '../../base/refusal';

/** A product of a catalogue as it was sent, and where: for whoever is to mend it. */
export interface CatalogueRow {
  /** Such as `line 3`. */
  readonly place: string;
  readonly product: unknown;
}

const COLUMNS: readonly string[] = ['id', ...PRODUCT_WORDS, 'price', 'currency', 'quantity', 'countries'];

/** @throws Refusal `invalid` for what is neither a list of products nor an object that has one */
export function jsonRows(file: Buffer): CatalogueRow[] {
  const told = parsedJson(file);
  const list = typeof told === 'object' && told !== null && 'products' in told ? told.products : told;
  if (!Array.isArray(list)) throw invalid('Send a list of products.');
  return (list as readonly unknown[]).map((product, index) => ({ place: `product ${index + 1}`, product }));
}

function parsedJson(file: Buffer): unknown {
  try {
    return JSON.parse(file.toString());
  } catch (cause) {
    throw invalid('The body is no JSON.', { cause });
  }
}

/**
 * The rows of a CSV file whose header names fields of a `CatalogueProduct`, separated by commas; `countries` are separated
 * by spaces. An empty cell tells nothing.
 * @throws Refusal `invalid` for a header that names something else, and for a row that cannot be read
 */
export function* csvCatalogueRows(file: Buffer): Generator<CatalogueRow> {
  let header: readonly string[] | null = null;
  try {
    for (const { line, cells } of csvRows(file, ',')) {
      if (cells.every((cell) => cell.trim() === '')) continue;
      if (header === null) {
        header = checkedHeader(cells);
        continue;
      }
      if (cells.length !== header.length) throw invalid(`Line ${line} does not have as many cells as the header.`);
      yield { place: `line ${line}`, product: productOf(header, cells) };
    }
  } catch (error) {
    if (error instanceof MalformedRow) throw invalid(`Line ${error.line}: ${error.message}`, { cause: error });
    throw error;
  }
}

function checkedHeader(cells: readonly string[]): string[] {
  const header = cells.map((cell) => cell.trim().toLowerCase());
  const isKnown = header.every((name) => COLUMNS.includes(name)) && new Set(header).size === header.length;
  if (!isKnown || !header.includes('id')) {
    throw invalid(`The first line names the columns, each once, \`id\` among them: ${COLUMNS.join(', ')}.`);
  }
  return header;
}

function productOf(header: readonly string[], cells: readonly string[]): Record<string, unknown> {
  const told = header.flatMap((name, index): [string, unknown][] => {
    const cell = (cells[index] ?? '').trim();
    return cell === '' ? [] : [[name, valueOf(name, cell)]];
  });
  return Object.fromEntries(told);
}

function valueOf(name: string, cell: string): unknown {
  if (name === 'countries') return cell.split(/[\s,;|]+/u).filter((code) => code !== '');
  const isNumber = name === 'price' || name === 'quantity';
  return isNumber && /^\d{1,15}(?:\.\d{1,8})?$/u.test(cell) ? Number(cell) : cell;
}

/** Fields that a product may have; others are a slip, and what they tell would be lost. */
const FIELDS: ReadonlySet<string> = new Set(Object.keys(CatalogueProduct.entries));

/** The first field of a product that is none; null when all are. */
export const unknownField = (product: unknown): string | null =>
  typeof product === 'object' && product !== null
    ? (Object.keys(product).find((name) => !FIELDS.has(name)) ?? null)
    : null;

const invalid = (message: string, options: ErrorOptions = {}): Refusal =>
  new Refusal('invalid', 'invalid_catalogue', message, options);
