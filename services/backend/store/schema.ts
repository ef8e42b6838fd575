import type {
  ActivityCatalogueTable,
  ActivityCheckoutTable,
  ActivityContributionTable,
  ActivityCustomerTable,
  ActivityDeadTable,
  ActivityEventTable,
  ActivityLinkTable,
  ActivityPageTable,
  ActivityPresenceTable,
  ActivityProductTable,
  ActivityRankingTable,
  ActivityReaderTable,
  ActivityShopTable,
  ActivitySumTable,
  ActivityUnfoldedTable,
  ActivityWriteKeyTable,
  InstallationSecretTable,
} from './activity/activity-tables';
import type {
  AlertEvaluationTable,
  AlertHookDeliveryTable,
  AlertHookTable,
  AlertRulesTable,
  AlertTable,
  AlertTurningTable,
} from './alerts/alert-tables';
import type { SyncChangeDeadTable, SyncChangeTable } from './activity/sync-change-tables';
import type { ContactPartyTable, CallNoteTable } from './calls/call-tables';
import type {
  WorkerActivityTable,
  WorkerTable,
  TaskQueueTable,
  ActivityTable,
  ResourceNameTable,
  EligibilityTable,
  DirectoryLockTable,
} from './directory/directory-tables';
import type {
  EventTable,
  EventDeadTable,
  TaskTable,
  ReservationTable,
  ReconcileTable,
  AuditTable,
} from './event-tables';
import type { SyncTimelineTable } from './explorer/timeline-tables';
import type { SyncObjectTable, SyncGrantTable, AccessProfileTable } from './outbox/outbox-tables';
import type {
  BoardViewDefaultTable,
  BoardViewTable,
  QueueChannelTable,
  QueueMinuteTable,
  QueuePolicyTable,
  QueueQuarterTable,
  QueueGroupsTable,
  QueueReaderTable,
  QueueRulesTable,
  QueueVisitTable,
} from './queues/queue-tables';
import type {
  LibraryTable,
  LibraryMemberTable,
  ResponseTable,
  ResponseVersionTable,
  ResponseUseTable,
  FavoriteTable,
  ResponseRulesTable,
} from './responses/response-tables';

// Instants are UTC milliseconds in bigint columns (names end in _at), read as numbers: safe until the year 287396.

/** The tables of the backend. */
export interface Schema {
  event: EventTable;
  event_dead: EventDeadTable;
  task: TaskTable;
  reservation: ReservationTable;
  worker: WorkerTable;
  worker_activity: WorkerActivityTable;
  task_queue: TaskQueueTable;
  activity: ActivityTable;
  resource_name: ResourceNameTable;
  eligibility: EligibilityTable;
  queue_channel: QueueChannelTable;
  queue_minute: QueueMinuteTable;
  queue_quarter: QueueQuarterTable;
  queue_visit: QueueVisitTable;
  queue_policy: QueuePolicyTable;
  queue_rules: QueueRulesTable;
  queue_groups: QueueGroupsTable;
  queue_reader: QueueReaderTable;
  board_view: BoardViewTable;
  board_view_default: BoardViewDefaultTable;
  sync_object: SyncObjectTable;
  sync_grant: SyncGrantTable;
  access_profile: AccessProfileTable;
  directory_lock: DirectoryLockTable;
  contact_party: ContactPartyTable;
  call_note: CallNoteTable;
  audit: AuditTable;
  library: LibraryTable;
  library_member: LibraryMemberTable;
  response: ResponseTable;
  response_version: ResponseVersionTable;
  response_use: ResponseUseTable;
  favorite: FavoriteTable;
  response_rules: ResponseRulesTable;
  alert_rules: AlertRulesTable;
  alert_evaluation: AlertEvaluationTable;
  alert_turning: AlertTurningTable;
  alert: AlertTable;
  alert_hook: AlertHookTable;
  alert_hook_delivery: AlertHookDeliveryTable;
  reconcile: ReconcileTable;
  installation_secret: InstallationSecretTable;
  activity_shop: ActivityShopTable;
  activity_write_key: ActivityWriteKeyTable;
  activity_event: ActivityEventTable;
  activity_dead: ActivityDeadTable;
  activity_link: ActivityLinkTable;
  activity_unfolded: ActivityUnfoldedTable;
  activity_product: ActivityProductTable;
  activity_page: ActivityPageTable;
  activity_ranking: ActivityRankingTable;
  activity_catalogue: ActivityCatalogueTable;
  activity_presence: ActivityPresenceTable;
  activity_contribution: ActivityContributionTable;
  activity_sum: ActivitySumTable;
  activity_checkout: ActivityCheckoutTable;
  activity_customer: ActivityCustomerTable;
  activity_reader: ActivityReaderTable;
  sync_change: SyncChangeTable;
  sync_change_dead: SyncChangeDeadTable;
  sync_timeline: SyncTimelineTable;
}
