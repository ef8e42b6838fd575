import { expect, test } from '@playwright/test';
import { runScenario } from '../chaos/run-scenario';
import { SHORT_SCENARIOS } from '../chaos/scenarios';

test.describe('afterwards nothing is lost, and board and rows equal the truth:', () => {
  test.setTimeout(420_000);

  for (const scenario of SHORT_SCENARIOS) {
    test(scenario.title, async () => {
      const result = await runScenario(scenario);
      expect(result.failures).toEqual([]);
      expect(result).toMatchObject({ lost: 0, wrongDocuments: 0, wrongRows: 0, ownRejected: 0 });
      // The run disturbed what it was meant to disturb.
      expect(result.events).toBeGreaterThanOrEqual(scenario.day.events);
      expect(result.kills).toBeGreaterThan(0);
      expect(result.duplicates).toBeGreaterThan(0);
    });
  }
});
