import { account, MAIN_LINE } from '../base/account';
import type { TaskRouter } from '../taskrouter/task-router';
import { queueStatsConfiguration } from './insights/service-levels';

/** The release of Flex UI that the page loads; Flex refuses to start on another. */
const FLEX_UI_VERSION = '2.17.1';

interface ConfigurationOptions {
  readonly taskRouter: TaskRouter;
  /** Where the plugins find their backend; null leaves it to the plugins' build. */
  readonly backendUrl: string | null;
}

/** Properties that an account sets at will; each takes the place of the one before, whole. */
export interface ConfigurationUpdate {
  readonly ui_attributes?: Readonly<Record<string, unknown>> | undefined;
  /** Where the plugin CLI uploads to. */
  readonly serverless_service_sids?: readonly string[] | undefined;
  readonly ui_version?: string | undefined;
}

/** The Flex service configuration, the one resource of `flex-api.twilio.com/v1/Configuration`. */
export interface FlexConfiguration {
  /** @param pageUrl where the page is served */
  resource(pageUrl: string): object;
  /** What is undefined stays. */
  update(changes: ConfigurationUpdate): void;
  /** Restores what it began with. */
  reset(): void;
}

export function createFlexConfiguration({ taskRouter, backendUrl }: ConfigurationOptions): FlexConfiguration {
  const atFirst: Required<ConfigurationUpdate> = {
    ui_attributes: {
      version_compatibility: 'yes',
      version_message: '',
      ...(backendUrl === null ? {} : { flex_sync_suite: { backend_url: backendUrl } }),
    },
    serverless_service_sids: [],
    ui_version: FLEX_UI_VERSION,
  };
  let current = atFirst;
  return {
    resource: (pageUrl) => ({ ...resourceOf(taskRouter, pageUrl), ...current }),
    update(changes) {
      const given = Object.entries(changes).filter(([, value]) => value !== undefined);
      current = { ...current, ...Object.fromEntries(given) };
    },
    reset() {
      current = atFirst;
    },
  };
}

function resourceOf({ state }: TaskRouter, pageUrl: string): object {
  const { workspace, queues } = state;
  const queueSid = [...queues.keys()][0] ?? null;
  return {
    ...NOT_SET_UP,
    account_sid: account.accountSid,
    date_created: new Date(workspace.createdAt).toISOString(),
    date_updated: new Date(workspace.updatedAt).toISOString(),
    status: 'ok',
    taskrouter_workspace_sid: account.workspaceSid,
    taskrouter_target_workflow_sid: account.workflowSid,
    taskrouter_target_taskqueue_sid: queueSid,
    taskrouter_offline_activity_sid: workspace.defaultActivity.sid,
    runtime_domain: pageUrl,
    chat_service_instance_sid: account.chatServiceSid,
    flex_instance_sid: account.flexInstanceSid,
    ui_language: 'en-us',
    service_version: '1',
    plugin_service_enabled: true,
    outbound_call_flows: {
      default: {
        enabled: true,
        caller_id: MAIN_LINE,
        queue_sid: queueSid,
        workflow_sid: account.workflowSid,
        location: 'US',
      },
    },
    queue_stats_configuration: queueStatsConfiguration(state),
    notifications: { enabled: true, mode: 'whenNotInFocus' },
    url: 'https://flex-api.twilio.com/v1/Configuration',
  };
}

/** What an account has that never set it up. */
const NOT_SET_UP = {
  attributes: {},
  taskrouter_taskqueues: null,
  taskrouter_skills: [],
  taskrouter_worker_channels: null,
  taskrouter_worker_attributes: null,
  messaging_service_instance_sid: null,
  flex_service_instance_sid: null,
  ui_dependencies: {},
  call_recording_enabled: false,
  call_recording_webhook_url: null,
  crm_enabled: false,
  crm_type: null,
  crm_callback_url: null,
  crm_fallback_url: null,
  crm_attributes: null,
  public_attributes: {},
  plugin_service_attributes: {},
  integrations: [],
  markdown: { enabled: false, mode: 'readOnly' },
  flex_insights_hr: null,
  flex_insights_drilldown: false,
  flex_url: null,
  channel_configs: null,
  debugger_integration: null,
  flex_ui_status_report: { enabled: false },
  agent_conv_end_methods: null,
  citrix_voice_vdi: null,
  offline_config: null,
} as const;
