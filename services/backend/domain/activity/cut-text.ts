/** The text, cut between code points after `most` of them, with a mark: half of a surrogate pair is no text. */
export function cutText(text: string, most: number): string {
  // The first test is cheap, and a code point has at most two units.
  if (text.length <= most) return text;
  const points = Array.from(text.slice(0, 2 * most + 2));
  return points.length <= most ? text : `${points.slice(0, most - 1).join('')}…`;
}
