import * as v from 'valibot';

/** What tells who belongs together. */
export interface WorkerGroups {
  /** Flex's `team_name`, or else `department_name` (https://www.twilio.com/docs/flex/developer/insights/enhance-integration); null without either. */
  readonly team: string | null;
  /** `routing.skills` of Flex's skills-based routing; each once, in their order. */
  readonly skills: readonly string[];
}

const NONE: WorkerGroups = { team: null, skills: [] };

/** Every part by itself: what one integration writes wrong must not hide what another one writes right. */
const Text = v.fallback(v.nullish(v.pipe(v.string(), v.trim())), null);
const Attributes = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    team_name: Text,
    department_name: Text,
    routing: v.fallback(v.object({ skills: v.fallback(v.array(v.unknown()), []) }), { skills: [] }),
  }),
);

/** @param attributes a worker's attributes: JSON text as TaskRouter has it; null while they are not known */
export function workerGroups(attributes: string | null): WorkerGroups {
  const parsed = v.safeParse(Attributes, attributes);
  if (!parsed.success) return NONE;
  const { team_name: team, department_name: department, routing } = parsed.output;
  const skills = routing.skills.filter((skill): skill is string => typeof skill === 'string' && skill !== '');
  // An empty name is none.
  return { team: [team, department].find((name) => name != null && name !== '') ?? null, skills: [...new Set(skills)] };
}
