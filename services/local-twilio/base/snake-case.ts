/** `TaskQueueSid` as `task_queue_sid`. */
export const snakeCase = (name: string): string => name.replaceAll(/(?!^)[A-Z]/gu, '_$&').toLowerCase();
