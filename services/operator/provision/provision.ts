import { apiKeySteps } from './api-key-step';
import { eventSteps } from './event-callback-step';
import { flexSteps } from './flex-step';
import { syncServiceSteps } from './sync-service-step';
import type { Installation } from './installation';
import type { Step } from './step';

/** What has to be done, in the order in which it is; reads only. Done once more after a failure, it goes on from there. */
export async function planOf(installation: Installation): Promise<readonly Step[]> {
  const parts = await Promise.all(
    [syncServiceSteps, apiKeySteps, eventSteps, flexSteps].map((steps) => steps(installation)),
  );
  return parts.flat();
}

/** Carries out a plan, one change after the other. @returns whether nothing of somebody else's stands in the way */
export async function carryOut(steps: readonly Step[], tell: (line: string) => void): Promise<boolean> {
  for (const step of steps) {
    if (step.kind === 'change') tell(`done     ${step.name}: ${await step.apply()}`);
    else tell(lineOf(step));
  }
  return steps.every(({ kind }) => kind !== 'foreign');
}

/** A step of a plan on the screen. */
export function lineOf(step: Step): string {
  switch (step.kind) {
    case 'done':
      return `ok       ${step.name}: ${step.says}.`;
    case 'change':
      return `change   ${step.name}: ${step.says}.`;
    case 'foreign':
      return `STOP     ${step.name}: ${step.says}\n         → ${step.instead}`;
  }
}
