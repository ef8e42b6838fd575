import { ActivitySummary, PageDocument, StepDocument } from './activity/activity-documents';
import { ProductItem } from './activity/product-map';
import { CustomersOfTask, CustomersOfTaskRequest } from './activity/customers-api';
import {
  AlertHook,
  AlertHookChange,
  AlertHookMade,
  AlertHookMessage,
  AlertHooks,
  AlertHookTest,
  NewAlertHook,
} from './alerts/alert-hooks-api';
import { AlertRules, AlertRulesUpdate } from './alerts/alert-rules-api';
import { QueueAlertItem } from './alerts/queue-alert';
import { AlertAction, AlertConflict, QueueAlertsPage, QueueAlertsQuery } from './alerts/queue-alerts-api';
import { BackendHeartbeat } from './backend-heartbeat';
import { CustomerItem } from './activity/customer-map';
import { CannedFavorite, CannedResponse, CannedResponseItem, CannedResponsesLink } from './responses/canned-response';
import {
  EditableResponse,
  ImportReport,
  LibrariesAnswer,
  Library,
  LibraryPatch,
  NewLibrary,
  NewResponse,
  PortableResponse,
  ResponsePatch,
  ResponseRules,
  ResponseRulesUpdate,
  ResponsesPage,
  ResponsesQuery,
  ResponseUse,
  ResponseVersions,
  RestoreVersion,
  SimilarAnswer,
  SimilarRequest,
} from '.';
import { SyncActivity, SyncRates } from './explorer/sync-activity-api';
import { HttpError } from './http-error';
import { AgentActivity, AgentActivityChange, WorkspaceActivities } from './queues/agent-activity-api';
import { NamedViews, NamedViewUpdate, ViewDefault } from './queues/board-views-api';
import { TaskAgent, TaskAgentChange } from './queues/task-agent-api';
import { AgentQueues, QueueBrief } from './queues/agent-queues';
import { QueueDetail } from './queues/queue-detail-api';
import { FurtherFigures } from './queues/further-figures-api';
import { QueueFiguresAnswer } from './queues/queue-figures-api';
import { QueueDocument } from './queues/queue-document';
import { QueueTrend, QueueTrendDocument } from './queues/queue-trend';
import { QueueWeekBefore } from './queues/queue-week-before-api';
import { QueueGroupDocument } from './queues/queue-group-document';
import { QueueGroups, QueueGroupsUpdate } from './queues/queue-groups-api';
import { QueueStates } from './queues/queue-states-api';
import { QueueIndexItem } from './queues/queue-index';
import { QueuePolicies, QueuePoliciesQuery, QueueRules, QueueRulesUpdate } from './queues/queue-rules-api';
import { RecentCall } from './calls/recent-call';
import { RecentCallPatch, RecentCallsPage, RecentCallsQuery } from './calls/recent-calls-api';
import { schemaHash } from './schema-hash';
import { SyncTokensRequest, SyncTokensResponse } from './sync-tokens';

/**
 * When this fails, a payload changed. Ask: can a plugin or a backend of the last release still read it? If it can (a
 * field was added that readers ignore), pin the new hash. If it cannot, raise the payload's `schema` number as well and
 * record the decision in docs/decisions.
 */
const PINNED = {
  ActivitySummary: [ActivitySummary, '8e314fbaabf49db0'],
  PageDocument: [PageDocument, '71b08a2b8fa0bb81'],
  ProductItem: [ProductItem, '6d7dbf53d2e57531'],
  StepDocument: [StepDocument, '2685587df3f8902f'],
  TaskAgent: [TaskAgent, '2da4bb521183dc2c'],
  TaskAgentChange: [TaskAgentChange, 'cc80893a36650910'],
  AgentActivity: [AgentActivity, '1b9ac6aea53cfcd8'],
  AgentActivityChange: [AgentActivityChange, '73d44625a1f723b7'],
  WorkspaceActivities: [WorkspaceActivities, '3e6e3a867ec7a770'],
  AgentQueues: [AgentQueues, '4f6f24eed502ba0c'],
  AlertAction: [AlertAction, 'cf77f0ec5adbc78a'],
  AlertConflict: [AlertConflict, 'ccb09c12824688a8'],
  AlertHook: [AlertHook, '4da1f5071b103b55'],
  AlertHookChange: [AlertHookChange, '8f086a395a42ae57'],
  AlertHookMade: [AlertHookMade, 'ec27662468cbe51e'],
  AlertHookMessage: [AlertHookMessage, '98325a676eff3f2d'],
  AlertHooks: [AlertHooks, 'bc61fcfde4e97e73'],
  AlertHookTest: [AlertHookTest, '05b998e3531c6d49'],
  NewAlertHook: [NewAlertHook, '808c4ea81fe3aaea'],
  AlertRules: [AlertRules, '5aaa05e5f4c91553'],
  AlertRulesUpdate: [AlertRulesUpdate, '703311ce6c6a1ee8'],
  QueueAlertItem: [QueueAlertItem, '9b5aacf23a541518'],
  QueueAlertsPage: [QueueAlertsPage, '9ea6285427d57f92'],
  QueueAlertsQuery: [QueueAlertsQuery, '338984816e4ff257'],
  BackendHeartbeat: [BackendHeartbeat, 'f012028e355936c0'],
  CannedFavorite: [CannedFavorite, 'e5a4f27bcbe43f39'],
  CannedResponse: [CannedResponse, '27e2445d16afbbcb'],
  CannedResponseItem: [CannedResponseItem, '50514f41ab6ce46f'],
  CannedResponsesLink: [CannedResponsesLink, 'fa1e99ff3fdfc7c9'],
  CustomerItem: [CustomerItem, '63b68af85ff0d3e2'],
  CustomersOfTask: [CustomersOfTask, '190a2dfe145f3d24'],
  CustomersOfTaskRequest: [CustomersOfTaskRequest, 'c746e2b4cbada476'],
  EditableResponse: [EditableResponse, '7720760bc8801419'],
  ImportReport: [ImportReport, 'd759f9e7d76499b5'],
  LibrariesAnswer: [LibrariesAnswer, '3b2f1cfd07846533'],
  Library: [Library, '59f98d1d2e7b76df'],
  LibraryPatch: [LibraryPatch, '6e442ba27bb18394'],
  NewLibrary: [NewLibrary, 'cd8d1aaa45853128'],
  NewResponse: [NewResponse, '472e545f7794bebd'],
  PortableResponse: [PortableResponse, '2ba3cf850fe800c3'],
  ResponsePatch: [ResponsePatch, '045ef2bebd79213c'],
  ResponseRules: [ResponseRules, '08ca9d796f45aa47'],
  ResponseRulesUpdate: [ResponseRulesUpdate, '1aa4aa4a983875f4'],
  ResponsesPage: [ResponsesPage, 'f875a795d68e3bd3'],
  ResponsesQuery: [ResponsesQuery, '9a738a40e9283e82'],
  ResponseUse: [ResponseUse, 'ea4a5980dcd9e97e'],
  ResponseVersions: [ResponseVersions, 'f237a7e784bed35d'],
  RestoreVersion: [RestoreVersion, 'd76fea6cd35946d6'],
  SimilarAnswer: [SimilarAnswer, '982d0d7cfdeb7786'],
  SimilarRequest: [SimilarRequest, '680814b45eb00032'],
  NamedViews: [NamedViews, '405dc480b48f82c6'],
  NamedViewUpdate: [NamedViewUpdate, '84d886cd6bba549f'],
  ViewDefault: [ViewDefault, '8d2ec65e40b9f8cc'],
  HttpError: [HttpError, 'a8bcea4e4246ab34'],
  QueueBrief: [QueueBrief, 'd95c67487faf7c62'],
  QueueDetail: [QueueDetail, 'bbc97cdefd072278'],
  QueueFiguresAnswer: [QueueFiguresAnswer, 'e289eff50d8b0abb'],
  FurtherFigures: [FurtherFigures, '411ab1f065442b6e'],
  QueueDocument: [QueueDocument, '1b62a8064617bfb8'],
  QueueTrend: [QueueTrend, 'f50d6b2b757aa6c9'],
  QueueTrendDocument: [QueueTrendDocument, '482eefd55957f03b'],
  QueueWeekBefore: [QueueWeekBefore, '6414fc4ac0aba084'],
  QueueGroupDocument: [QueueGroupDocument, '8fbbd3f737ab3945'],
  QueueGroups: [QueueGroups, '5d13e008650ee456'],
  QueueGroupsUpdate: [QueueGroupsUpdate, '3fed4d79a04bd8cb'],
  QueueIndexItem: [QueueIndexItem, '985c08ffa058e915'],
  QueueStates: [QueueStates, '06eda2adc4a058b3'],
  QueuePolicies: [QueuePolicies, '17445c6ad3bdd3e8'],
  QueuePoliciesQuery: [QueuePoliciesQuery, '4329e2ae3f31f890'],
  QueueRules: [QueueRules, 'db378d48bb09cade'],
  QueueRulesUpdate: [QueueRulesUpdate, '6411733970748173'],
  RecentCall: [RecentCall, 'ae99047b179e5699'],
  RecentCallPatch: [RecentCallPatch, '3d8b8902223550c0'],
  RecentCallsPage: [RecentCallsPage, '8cb249cd6a06e367'],
  RecentCallsQuery: [RecentCallsQuery, 'a8fc2db5bdc5d9bb'],
  SyncActivity: [SyncActivity, 'f8687732453580ac'],
  SyncRates: [SyncRates, '0f33e85ce45908fe'],
  SyncTokensRequest: [SyncTokensRequest, '74d6090bf1f0f2b1'],
  SyncTokensResponse: [SyncTokensResponse, '94b54b71cc82006b'],
} as const;

describe('the payload schemas', () => {
  it.each(Object.entries(PINNED))('%s is the one that deployed plugins know', (_name, [schema, hash]) => {
    expect(schemaHash(schema)).toBe(hash);
  });

  it('are all told apart by their hash', () => {
    const hashes = Object.values(PINNED).map(([schema]) => schemaHash(schema));
    expect(new Set(hashes).size).toBe(hashes.length);
  });
});
