/** Things that were said at several places. */
export interface Group {
  readonly text: string;
  readonly places: readonly string[];
  /** How many different texts stand behind `text`: they differ only in what stands between backticks. */
  readonly variants: number;
}

const FIRST_PLACES = 3;

/** Gathers equal texts (equal but for the words in backticks), the most frequent first. */
export function groupTexts(said: Iterable<{ readonly text: string; readonly place: string }>): readonly Group[] {
  const groups = new Map<string, { text: string; places: string[]; texts: Set<string> }>();
  for (const { text, place } of said) {
    const key = text.replace(/`[^`]*`/g, "``");
    const group = groups.get(key) ?? { text, places: [], texts: new Set() };
    groups.set(key, group);
    group.places.push(place);
    group.texts.add(text);
  }
  return [...groups.values()]
    .map(({ text, places, texts }) => ({ text, places, variants: texts.size }))
    .sort((a, b) => b.places.length - a.places.length);
}

/** The first places and how many more there are: `a:1, b:2, c:9 and 4 more`. */
export function firstPlaces(places: readonly string[]): string {
  const distinct = [...new Set(places)];
  const first = distinct.slice(0, FIRST_PLACES).join(", ");
  const rest = distinct.length - FIRST_PLACES;
  return rest > 0 ? `${first} and ${rest} more` : first;
}

/** `1 file`, `2 files`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
