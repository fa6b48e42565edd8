/** Reads a table with Papa Parse, a piece at a time, and understands nothing of what stands in it. */

const Papa = /** @type {any} */ (globalThis).Papa;
const PIECE = 1 << 16; // characters of a file that are parsed at once
const BLOCK = 2000; // fields in one message to Python
const SEEN = 1000; // rows that tell what the columns are

/**
 * The first rows, the header among them: those of one piece, since without `chunk` the whole file would be split.
 *
 * @param {File | string} source
 * @returns {Promise<string[][]>}
 */
export const first = (source) =>
  new Promise((resolve, reject) => {
    const chunk = (/** @type {any} */ { data }, /** @type {any} */ parser) => {
      resolve(data.slice(0, SEEN + 1));
      parser.abort();
    };
    Papa.parse(source, { skipEmptyLines: true, chunkSize: PIECE, chunk, complete: () => resolve([]), error: reject });
  });

/**
 * Columns of a table, block by block. `take` is awaited; once it rejects, reading ends with its reason.
 *
 * @param {File | string} source
 * @param {number[]} places  of the columns
 * @param {number} width  how many fields a row has
 * @param {boolean} headless  the first row is a row like any other
 * @param {(columns: (string | null)[][], share: number) => Promise<void>} take
 * @returns {Promise<void>}
 */
export function columns(source, places, width, headless, take) {
  const size = typeof source === "string" ? source.length : source.size;
  let skip = !headless;
  return new Promise((resolve, reject) => {
    Papa.parse(source, {
      skipEmptyLines: true,
      chunkSize: PIECE,
      chunk: async (/** @type {any} */ { data, meta }, /** @type {any} */ parser) => {
        parser.pause();
        try {
          const rows = data.slice(skip ? 1 : 0);
          skip &&= !data.length;
          for (let from = 0; from < rows.length; from += BLOCK) {
            const block = rows.slice(from, from + BLOCK);
            const fields = places.map((at) => block.map((/** @type {string[]} */ row) => (row.length === width ? row[at] : null)));
            await take(fields, Math.min(1, meta.cursor / size));
          }
          parser.resume();
        } catch (error) {
          reject(error); // first, because aborting completes
          parser.abort();
        }
      },
      complete: () => resolve(),
      error: reject,
    });
  });
}
