import type { CallbackForm } from '../normalize-callback';
import type { ListedReservation, ListedTask } from './task-router-port';

/**
 * The callbacks that TaskRouter must have sent for a task to stand as it does, as far as its lists tell: they know whole
 * seconds, and of a reservation only its first and its latest change. Without event SIDs, so that the same conclusion
 * drawn twice is one event.
 */
export function estimateForms(task: ListedTask, reservations: readonly ListedReservation[]): CallbackForm[] {
  const fields = taskFields(task);
  const ofTask = (type: string, atMs: number | null): CallbackForm[] =>
    atMs === null ? [] : [formOf(`task${type}`, atMs, fields)];
  return [
    ...ofTask('.created', task.createdAtMs),
    ...(task.queueSid === null ? [] : ofTask('-queue.entered', task.enteredAtMs)),
    ...reservations.flatMap((reservation) => reservationForms(fields, reservation)),
    ...ofTask('.canceled', task.status === 'canceled' ? task.updatedAtMs : null),
    ...ofTask('.completed', task.status === 'completed' ? task.updatedAtMs : null),
  ];
}

/** For a task that TaskRouter does not know any more: it was over at `atMs`, the earliest instant at which that is sure. */
export const goneForms = (taskSid: string, atMs: number): CallbackForm[] => [
  formOf('task.deleted', atMs, { TaskSid: taskSid }),
];

const formOf = (type: string, atMs: number, fields: CallbackForm): CallbackForm => ({
  EventType: type,
  TimestampMs: String(atMs),
  ...fields,
});

const taskFields = ({ sid, channel, attributes, queueSid, queueName }: ListedTask): CallbackForm => ({
  TaskSid: sid,
  TaskChannelUniqueName: channel,
  TaskAttributes: attributes,
  ...(queueSid === null ? {} : { TaskQueueSid: queueSid }),
  ...(queueName === null ? {} : { TaskQueueName: queueName }),
});

function reservationForms(task: CallbackForm, reservation: ListedReservation): CallbackForm[] {
  const { sid, workerSid, workerName, createdAtMs, updatedAtMs } = reservation;
  const fields = { ...task, ReservationSid: sid, WorkerSid: workerSid, WorkerName: workerName };
  const milestones = milestonesOf(reservation).map(([type, atMs]) => formOf(`reservation.${type}`, atMs, fields));
  return [formOf('reservation.created', createdAtMs, fields), ...milestones];

  /** Who wraps up or is done has accepted, at some time since the offer: the offer is the one instant that is known. */
  function milestonesOf({ status }: ListedReservation): [string, number][] {
    switch (status) {
      case 'pending':
        return [];
      case 'wrapping':
        return [
          ['accepted', createdAtMs],
          ['wrapup', updatedAtMs],
        ];
      case 'completed':
        return [
          ['accepted', createdAtMs],
          ['completed', updatedAtMs],
        ];
      default:
        return [[status, updatedAtMs]];
    }
  }
}
