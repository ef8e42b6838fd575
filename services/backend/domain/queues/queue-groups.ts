/** Group tags of a queue: a queue named "Sales / EMEA" belongs to "Sales"; one without a slash belongs to no group. */
export function queueGroups(name: string): readonly string[] {
  const parts = name.split('/').map((part) => part.trim());
  const group = parts[0] ?? '';
  return parts.length > 1 && group !== '' ? [group] : [];
}
