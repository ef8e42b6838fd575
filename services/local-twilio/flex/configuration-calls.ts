import { documentedCalls, JSON_BODY } from '../http/documented-calls';

/**
 * The Flex Configuration REST API (twilio.com/docs/flex/developer/config/flex-configuration-rest-api) takes the properties of
 * its resource, as `twilio` 6.2.0 has them from Twilio's OpenAPI.
 */
export const CONFIGURATION_CALLS = documentedCalls('/v1/Configuration', {
  'GET ': 'UiVersion',
  'POST ': [
    JSON_BODY,
    'account_sid agent_conv_end_methods attributes call_recording_enabled call_recording_webhook_url channel_configs',
    'chat_service_instance_sid citrix_voice_vdi crm_attributes crm_callback_url crm_enabled crm_fallback_url crm_type',
    'date_created date_updated debugger_integration flex_insights_drilldown flex_insights_hr flex_instance_sid',
    'flex_service_instance_sid flex_ui_status_report flex_url integrations markdown messaging_service_instance_sid',
    'notifications offline_config outbound_call_flows plugin_service_attributes plugin_service_enabled public_attributes',
    'queue_stats_configuration runtime_domain serverless_service_sids service_version status',
    'taskrouter_offline_activity_sid taskrouter_skills taskrouter_target_taskqueue_sid taskrouter_target_workflow_sid',
    'taskrouter_taskqueues taskrouter_worker_attributes taskrouter_worker_channels taskrouter_workspace_sid ui_attributes',
    'ui_dependencies ui_language ui_version url',
  ].join(' '),
});
