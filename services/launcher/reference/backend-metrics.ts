import { createMetrics, type Metrics } from '../../backend/base/metrics';
import { GENERATED } from './type-section';

/**
 * The page of the backend's metrics.
 * @param rules text of the rules for Prometheus: which alarm watches which metric
 */
export async function backendMetricsPage(rules: string): Promise<string> {
  const registry = registered();
  const metrics = (await registry.getMetricsAsJSON()).map(({ name }) => name).sort();
  const rows = metrics.map((name) => {
    const { help, type, labels } = described(registry, name);
    const watched = alarmsOn(name, rules).map((alarm) => `[${alarm}](../runbook.md#${alarm.toLowerCase()})`);
    return `| \`${name}\` | ${type} | ${labels.map((label) => `\`${label}\``).join(', ')} | ${help} | ${watched.join(', ')} |`;
  });
  return [
    '# Metrics of the backend',
    '',
    GENERATED,
    '',
    'What `GET /metrics` answers, for Prometheus ([who may ask, and how](../operations.md#health)). Besides these there are',
    '`process_…` and `nodejs_…` of prom-client. A histogram also has `_bucket`, `_sum` and `_count`. What figures of a',
    '_queue_ mean stands in [metrics](../metrics.md).',
    '',
    '| Metric | Type | Labels | Counts | Alarms |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

/** All of a backend, none of them counted. */
function registered(): Metrics['registry'] {
  const metrics = createMetrics();
  metrics.observePool(() => 0);
  metrics.observeOutbox(() => Promise.resolve({ watchedSeconds: 0, lowPrioritySeconds: 0, setAside: 0 }));
  metrics.observeHooks(() => Promise.resolve({ oldestSeconds: 0, paused: 0 }));
  return metrics.registry;
}

/** What prom-client keeps of a metric and has no type for. */
function described(
  registry: Metrics['registry'],
  name: string,
): { help: string; type: string; labels: readonly string[] } {
  const metric = registry.getSingleMetric(name) as unknown as {
    readonly help: string;
    readonly labelNames: readonly string[];
    readonly constructor: { readonly name: string };
  };
  return { help: metric.help, type: metric.constructor.name.toLowerCase(), labels: metric.labelNames };
}

/** Names of the alarms whose expression names the metric. */
function alarmsOn(metric: string, rules: string): readonly string[] {
  return rules
    .split(/^\s*- alert: /m)
    .slice(1)
    .filter((rule) =>
      new RegExp(`\\b${metric}(?:_bucket|_sum|_count)?\\b`).test(rule.split(/^\s*(?:for|labels):/m)[0] ?? ''),
    )
    .map((rule) => /^\w+/.exec(rule)?.[0] ?? '');
}
