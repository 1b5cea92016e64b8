/** The search of panel and library: all words, in any order, ignoring case and accents. */

const plain = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLocaleLowerCase("en-US");

/** The rows whose text contains every word of `query`, in order. */
export function search<Row>(rows: Row[], query: string, textOf: (row: Row) => string): Row[] {
  const words = plain(query).split(/\s+/).filter((word) => word !== "");
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const text = plain(textOf(row));
    return words.every((word) => text.includes(word));
  });
}
