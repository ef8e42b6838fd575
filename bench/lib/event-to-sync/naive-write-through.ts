import { Agent, createServer, request, type IncomingMessage } from 'node:http';
import { openDatabaseRows, type DatabaseRows } from '../database-rows';

/** Environment that makes the bundle of a figure run the naive service. */
export const NAIVE_ROLE = { NAIVE_WRITE_THROUGH: 'true' } as const;

const SCHEMA = [
  'CREATE TABLE event (sid text PRIMARY KEY, raw text NOT NULL)',
  'CREATE TABLE task (sid text PRIMARY KEY, queue text NOT NULL, step int NOT NULL)',
  'CREATE INDEX task_queue ON task (queue)',
];
const TYPES = [
  ...['task-queue.entered', 'reservation.created', 'reservation.accepted'],
  ...['reservation.wrapup', 'reservation.completed', 'task.completed'],
];

/**
 * What is written in an afternoon: each callback is stored, the state of its queue is read as a whole, and its Document is
 * written at once, one write an event. It checks no signature, keeps no order, pays no heed to Sync's limits and forgets
 * what Sync refuses: whatever it costs, doing it well costs more.
 */
export async function serveNaive(): Promise<void> {
  const database = await openDatabaseRows(process.env);
  for (const statement of SCHEMA) await database.query(statement);
  let statements = SCHEMA.length;
  const query: DatabaseRows['query'] = (sql, values) => {
    statements += 1;
    return database.query(sql, values);
  };
  const take = async (form: URLSearchParams): Promise<void> => {
    const field = (name: string): string => form.get(name) ?? '';
    const [queue, step] = [field('TaskQueueSid'), TYPES.indexOf(field('EventType'))];
    await query('INSERT INTO event VALUES ($1, $2) ON CONFLICT DO NOTHING', [field('Sid'), form.toString()]);
    if (step < 0) return;
    await query(
      'INSERT INTO task VALUES ($1, $2, $3) ON CONFLICT (sid) DO UPDATE SET step = greatest(task.step, excluded.step)',
      [field('TaskSid'), queue, step],
    );
    const { rows } = await query('SELECT step, count(*)::int AS tasks FROM task WHERE queue = $1 GROUP BY step', [
      queue,
    ]);
    await writeDocument(`queue.${queue}`, documentOf(rows));
  };
  createServer((incoming, answer) => {
    if (incoming.method === 'GET') {
      answer.end(`store_statements_total ${String(statements)}\n`);
      return;
    }
    void textOf(incoming)
      .then((body) => take(new URLSearchParams(body)))
      .then(() => answer.writeHead(204).end())
      .catch(() => answer.writeHead(503).end());
  }).listen(Number(process.env['BACKEND_PORT']), '127.0.0.1', () => process.stdout.write('ready\n'));
}

/** As much of the Document as the benchmark looks at. */
function documentOf(rows: readonly Record<string, unknown>[]): object {
  const since = (step: number): number =>
    rows.filter((row) => Number(row['step']) >= step).reduce((sum, row) => sum + Number(row['tasks']), 0);
  return {
    now: { queued: since(0) - since(1), wrapping: since(3) - since(4) },
    today: { offered: since(0), answered: since(2), handled: since(4), completed: since(5) },
  };
}

const agent = new Agent({ keepAlive: true });

/** @returns when Sync answered, whatever it said; a Document that is missing is created */
async function writeDocument(name: string, data: object): Promise<void> {
  const fields = { Data: JSON.stringify(data) };
  if ((await post(`/Documents/${name}`, fields)) === 404) await post('/Documents', { ...fields, UniqueName: name });
}

function post(where: string, fields: Record<string, string>): Promise<number> {
  const { SYNC_URL = '', TWILIO_ACCOUNT_SID = '', TWILIO_AUTH_TOKEN = '' } = process.env;
  const auth = `${TWILIO_ACCOUNT_SID}:${TWILIO_AUTH_TOKEN}`;
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
  return new Promise((resolve, reject) => {
    const sent = request(SYNC_URL + where, { method: 'POST', agent, auth, headers }, (answer) => {
      answer.resume().once('end', () => {
        resolve(answer.statusCode ?? 0);
      });
    });
    sent.once('error', reject);
    sent.end(new URLSearchParams(fields).toString());
  });
}

async function textOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
