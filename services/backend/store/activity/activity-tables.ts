/** Secrets that this installation made for itself: whoever has the database has them. */
export interface InstallationSecretTable {
  name: string;
  secret: string;
}

/** A shop that tells of its visitors. */
export interface ActivityShopTable {
  id: string;
  /** The shop signs user ids and forwarded bodies with it. */
  secret: string;
  created_at: number;
}

/** A key that a shop's pages send their events with. Everybody can read it there. */
export interface ActivityWriteKeyTable {
  key: string;
  shop_id: string;
  created_at: number;
  /** From then on it is refused; null = never. */
  retires_at: number | null;
}

/** An event, filtered: `domain/activity/activity-event.ts`. */
export interface ActivityEventTable {
  shop_id: string;
  message_id: string;
  at: number;
  received_at: number;
  anonymous_id: string | null;
  user_id: string | null;
  order_id: string | null;
  /** JSON text of the rest. */
  event: string;
}

/** An event that could not be used: its content may be anything about anybody, so that only the reason is kept. */
export interface ActivityDeadTable {
  /** SHA-256 of the shop and the body. */
  id: string;
  shop_id: string;
  reason: string;
  message_id: string | null;
  size_bytes: number;
  received_at: number;
}

/** From its instant on an anonymous visitor is this user: `domain/activity/customer-of.ts`. */
export interface ActivityLinkTable {
  shop_id: string;
  anonymous_id: string;
  message_id: string;
  at: number;
  user_id: string;
}

/** A customer or an order whose events changed since it was folded. */
export interface ActivityUnfoldedTable {
  shop_id: string;
  kind: FoldedKind;
  id: string;
  /** Of the newest change; who folded an older one leaves the row. */
  mark: number;
}

/** What is folded from its own events: a user, an anonymous visitor, or an order. */
export type FoldedKind = 'user' | 'visitor' | 'order';

interface SummedColumns {
  shop_id: string;
  /** Begin of a UTC quarter hour. */
  quarter_at: number;
  kind: string;
  /** A query's key, a product's id or a page's path. */
  key: string;
  /** '' where there is no amount. */
  currency: string;
  count: number;
  units: number;
  minor_units: number;
  dwell_ms: number;
}

/** What one customer, or one order, adds to one sum. */
export interface ActivityContributionTable extends SummedColumns {
  owner_kind: FoldedKind;
  owner_id: string;
}

/** The sum of all contributions, those of erased customers included. */
export type ActivitySumTable = SummedColumns;

/** A run of the checkout. */
export interface ActivityCheckoutTable {
  shop_id: string;
  owner_kind: FoldedKind;
  owner_id: string;
  started_at: number;
  /** Tells apart those of one customer that began in one millisecond. */
  run: number;
  /** Numbers of the steps that were viewed, completed or failed, and of those that were completed; sorted. */
  entered: number[];
  completed: number[];
  /** What the shop calls each of `entered`, in the same order. */
  names: (string | null)[];
  /** When each of `completed` was, in the same order. */
  completed_at: number[];
  /** The first step that was not completed; null once ordered. */
  open_step: number | null;
  /** Since when the customer is there; null once ordered. */
  open_since: number | null;
  /** When the customer's silence stops it there; null once ordered. */
  stops_at: number | null;
  ordered_at: number | null;
}

/** What is shown of a customer: of a user whom the shop vouched for, or of one anonymous visitor. */
export interface ActivityCustomerTable {
  /** In Sync: a keyed hash of the rest. */
  key: string;
  shop_id: string;
  kind: FoldedKind;
  id: string;
  last_at: number;
  /** JSON text of the entries of the Map `customer.{key}`. */
  entries: string;
  is_verified: boolean;
  /** Keyed hashes of what the visitor gave as contact. */
  email_hashes: string[];
  phone_hashes: string[];
}

/** A page that customers visit: `id` is its path, `name` its title as told last. */
export interface ActivityPageTable {
  /** In Sync: a keyed hash of the shop and the id. */
  key: string;
  shop_id: string;
  id: string;
  name: string | null;
  /** Of the event that told the name. */
  told_at: number;
  /** Of the newest event about it. */
  last_at: number;
  /** Whether Sync has it, or will: the busiest are. */
  is_published: boolean;
}

/** A product that customers meet, as the shop's pages told of it last. */
export interface ActivityProductTable extends ActivityPageTable {
  category: string | null;
  /** JSON text of a `Money`, of one piece. */
  price: string | null;
}

/** When it was last found out which products and pages are the busiest; a single row. */
export interface ActivityRankingTable {
  id: number;
  begun_at: number;
  /** How often something was folded, and how often it had been then. */
  folds: number;
  ranked_folds: number;
}

/** A product as the shop's catalogue tells it: JSON text of a `ListedProduct`. */
export interface ActivityCatalogueTable {
  shop_id: string;
  product_id: string;
  product: string;
}

/** Where a customer was last. */
export interface ActivityPresenceTable {
  shop_id: string;
  owner_kind: FoldedKind;
  owner_id: string;
  path: string | null;
  last_at: number;
}

/** A worker who may read what a customer does, for as long as she holds a reservation of the task. */
export interface ActivityReaderTable {
  customer_key: string;
  worker_sid: string;
  task_sid: string;
  since: number;
}
