import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { createMetrics, observeProcess } from '../base/metrics';

const read = (file: string): string => readFileSync(join(__dirname, file), 'utf8');

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly runbook: string };
}
const { groups } = parse(read('prometheus-rules.yaml')) as {
  readonly groups: readonly { readonly rules: readonly Rule[] }[];
};
const rules = groups.flatMap((group) => group.rules);

/** Words of PromQL, and the metric that Prometheus makes itself. */
const WORDS =
  /^(up|absent|and|by|histogram_quantile|increase|instance|kind|le|max|method|outcome|problem|rate|reason|route|code|sum|time|topk)$/;
/** What is neither a word, a label's value, a range nor a number: metrics, without the endings of a histogram. */
const metricsIn = (expr: string): string[] =>
  [...expr.replace(/\{[^}]*\}|\[[^\]]*\]/g, '').matchAll(/(?<![\w.$])[a-z_]\w*/g)]
    .map(([word]) => word)
    .filter((word) => !WORDS.test(word))
    .map((word) => word.replace(/_(bucket|count|sum)$/, ''));

function registered(): Set<string> {
  const metrics = createMetrics();
  observeProcess(metrics);
  metrics.observePool(() => 0);
  metrics.observeOutbox(() => Promise.resolve({ watchedSeconds: 0, lowPrioritySeconds: 0, setAside: 0 }));
  metrics.observeHooks(() => Promise.resolve({ oldestSeconds: 0, paused: 0 }));
  return new Set(metrics.registry.getMetricsAsArray().map(({ name }) => name));
}

test('each alarm and each panel asks for metrics that there are', () => {
  const { panels } = JSON.parse(read('grafana-dashboard.json')) as {
    readonly panels: readonly { readonly targets: readonly { readonly expr: string }[] }[];
  };
  const expressions = [
    ...rules.map(({ expr }) => expr),
    ...panels.flatMap((panel) => panel.targets).map((t) => t.expr),
  ];
  const known = registered();
  expect(expressions.filter((expr) => metricsIn(expr).some((name) => !known.has(name)))).toEqual([]);
  expect(expressions.flatMap(metricsIn)).toEqual(
    expect.arrayContaining(['projection_lag_seconds', 'store_pool_in_use']),
  );
});

test('each alarm has a section of the runbook, and each section an alarm', () => {
  const runbook = read('../../../docs/runbook.md');
  const sections = [...runbook.matchAll(/^## (\w+)$/gm)].map(([, name]) => name);
  expect(sections).toEqual(rules.map(({ alert }) => alert));
  expect(rules.filter(({ labels }) => !['page', 'warn'].includes(labels.severity))).toEqual([]);
  for (const { alert, annotations } of rules) {
    expect(annotations.runbook).toBe(`docs/runbook.md#${alert.toLowerCase()}`);
    const section = runbook.split(`\n## ${alert}\n`)[1]?.split('\n## ')[0] ?? '';
    const parts = [...section.matchAll(/\*\*(Means|Look|Do)\*\*/g)].map(([, part]) => part);
    expect([alert, ...parts]).toEqual([alert, 'Means', 'Look', 'Do']);
  }
});
