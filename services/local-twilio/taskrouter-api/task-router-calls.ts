import { documentedCalls, JSON_BODY, PAGING } from '../http/documented-calls';

const PERIOD = 'EndDate Minutes StartDate TaskChannel';

/** Most of them configure the call that an instruction makes. */
const RESERVATION_UPDATE = [
  'Beep BeepOnCustomerEntrance CallAccept CallFrom CallRecord',
  'CallStatusCallbackUrl CallTimeout CallTo CallUrl ConferenceRecord',
  'ConferenceRecordingStatusCallback ConferenceRecordingStatusCallbackMethod ConferenceStatusCallback ConferenceStatusCallbackEvent ConferenceStatusCallbackMethod',
  'ConferenceTrim DequeueFrom DequeuePostWorkActivitySid DequeueRecord DequeueStatusCallbackEvent',
  'DequeueStatusCallbackUrl DequeueTimeout DequeueTo EarlyMedia EndConferenceOnCustomerExit',
  'EndConferenceOnExit From Instruction JitterBufferSize MaxParticipants',
  'Muted PostWorkActivitySid Record RecordingChannels RecordingStatusCallback',
  'RecordingStatusCallbackMethod RedirectAccept RedirectCallSid RedirectUrl Region',
  'ReservationStatus SipAuthPassword SipAuthUsername StartConferenceOnEnter StatusCallback',
  'StatusCallbackEvent StatusCallbackMethod Timeout To WaitMethod',
  'WaitUrl WorkerActivitySid',
].join(' ');

/**
 * TaskRouter's REST API (docs.twilio.com, "TaskRouter REST API"), as `twilio` 6.2.0 has it from Twilio's OpenAPI. That one
 * shows no body for the statistics of several queues: `TaskQueueSids` is our assumption.
 */
export const TASK_ROUTER_CALLS = documentedCalls('/v1/Workspaces', {
  'GET ': `FriendlyName ${PAGING}`,
  'POST ': 'EventCallbackUrl EventsFilter FriendlyName MultiTaskEnabled PrioritizeQueueOrder Template',
  'GET /:': '',
  'POST /:':
    'DefaultActivitySid EventCallbackUrl EventsFilter FriendlyName MultiTaskEnabled PrioritizeQueueOrder TimeoutActivitySid',
  'DELETE /:': '',
  'GET /:/Activities': `Available FriendlyName ${PAGING}`,
  'POST /:/Activities': 'Available FriendlyName',
  'GET /:/Activities/:': '',
  'POST /:/Activities/:': 'FriendlyName',
  'DELETE /:/Activities/:': '',
  'GET /:/CumulativeStatistics': `SplitByWaitTime ${PERIOD}`,
  'GET /:/Events': `EventType ReservationSid Sid TaskQueueSid TaskSid WorkerSid WorkflowSid ${PAGING} ${PERIOD}`,
  'GET /:/Events/:': '',
  'GET /:/RealTimeStatistics': 'TaskChannel',
  'GET /:/Statistics': `SplitByWaitTime ${PERIOD}`,
  'GET /:/TaskChannels': PAGING,
  'POST /:/TaskChannels': 'ChannelOptimizedRouting FriendlyName UniqueName',
  'GET /:/TaskChannels/:': '',
  'POST /:/TaskChannels/:': 'ChannelOptimizedRouting FriendlyName',
  'DELETE /:/TaskChannels/:': '',
  'GET /:/TaskQueues': `EvaluateWorkerAttributes FriendlyName Ordering WorkerSid ${PAGING}`,
  'POST /:/TaskQueues':
    'AssignmentActivitySid FriendlyName MaxReservedWorkers ReservationActivitySid TargetWorkers TaskOrder',
  'GET /:/TaskQueues/:': '',
  'POST /:/TaskQueues/:':
    'AssignmentActivitySid FriendlyName MaxReservedWorkers ReservationActivitySid TargetWorkers TaskOrder',
  'DELETE /:/TaskQueues/:': '',
  'GET /:/TaskQueues/:/CumulativeStatistics': `SplitByWaitTime ${PERIOD}`,
  'GET /:/TaskQueues/:/RealTimeStatistics': 'TaskChannel',
  'GET /:/TaskQueues/:/Statistics': `SplitByWaitTime ${PERIOD}`,
  'POST /:/TaskQueues/RealTimeStatistics': `${JSON_BODY} TaskQueueSids`,
  'GET /:/TaskQueues/Statistics': `FriendlyName SplitByWaitTime ${PAGING} ${PERIOD}`,
  'GET /:/Tasks': `AssignmentStatus EvaluateTaskAttributes HasAddons Ordering Priority RoutingTarget TaskQueueName TaskQueueSid WorkflowName WorkflowSid ${PAGING}`,
  'POST /:/Tasks':
    'Attributes IgnoreCapacity Priority RoutingTarget TaskChannel TaskQueueSid Timeout VirtualStartTime WorkflowSid',
  'GET /:/Tasks/:': '',
  'POST /:/Tasks/:': 'AssignmentStatus Attributes Priority Reason TaskChannel VirtualStartTime',
  'DELETE /:/Tasks/:': '',
  'GET /:/Tasks/:/Reservations': `ReservationStatus WorkerSid ${PAGING}`,
  'GET /:/Tasks/:/Reservations/:': '',
  'POST /:/Tasks/:/Reservations/:': `${RESERVATION_UPDATE} Supervisor SupervisorMode`,
  'GET /:/Workers': `ActivityName ActivitySid Available FriendlyName Ordering TargetWorkersExpression TaskQueueName TaskQueueSid ${PAGING}`,
  'POST /:/Workers': 'ActivitySid Attributes FriendlyName',
  'GET /:/Workers/:': '',
  'POST /:/Workers/:': 'ActivitySid Attributes FriendlyName RejectPendingReservations',
  'DELETE /:/Workers/:': '',
  'GET /:/Workers/:/Channels': PAGING,
  'GET /:/Workers/:/Channels/:': '',
  'POST /:/Workers/:/Channels/:': 'Available Capacity',
  'GET /:/Workers/:/Reservations': `ReservationStatus ${PAGING}`,
  'GET /:/Workers/:/Reservations/:': '',
  'POST /:/Workers/:/Reservations/:': RESERVATION_UPDATE,
  'GET /:/Workers/:/Statistics': PERIOD,
  'GET /:/Workers/CumulativeStatistics': PERIOD,
  'GET /:/Workers/RealTimeStatistics': 'TaskChannel',
  'GET /:/Workers/Statistics': `FriendlyName TaskQueueName TaskQueueSid ${PERIOD}`,
  'GET /:/Workflows': `FriendlyName ${PAGING}`,
  'POST /:/Workflows':
    'AssignmentCallbackUrl Configuration FallbackAssignmentCallbackUrl FriendlyName TaskReservationTimeout',
  'GET /:/Workflows/:': '',
  'POST /:/Workflows/:':
    'AssignmentCallbackUrl Configuration FallbackAssignmentCallbackUrl FriendlyName ReEvaluateTasks TaskReservationTimeout',
  'DELETE /:/Workflows/:': '',
  'GET /:/Workflows/:/CumulativeStatistics': `SplitByWaitTime ${PERIOD}`,
  'GET /:/Workflows/:/RealTimeStatistics': 'TaskChannel',
  'GET /:/Workflows/:/Statistics': `SplitByWaitTime ${PERIOD}`,
});
