/**
 * Stores clinic pins, record heads and sealed ratings in IndexedDB between visits. Each sealed rating has its own key,
 * so that several pages of one browser never overwrite each other's ratings.
 */

const DATABASE = "interlude";
const TABLE = "kept";
const KEY = "pins-and-heads";
const RATING = "rating-";

export type Kept = {
  /** Pins and heads as JSON; null if nothing is stored or storage is unavailable. */
  memory: string | null;
  /** Sealed ratings by record. */
  ratings: Record<string, string>;
};

function database(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(TABLE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

export async function loadStore(): Promise<Kept> {
  const kept: Kept = { memory: null, ratings: {} };
  try {
    const db = await database();
    await new Promise<void>((resolve, reject) => {
      const request = db.transaction(TABLE).objectStore(TABLE).openCursor();
      request.onsuccess = () => {
        const cursor = request.result;
        if (cursor === null) return resolve();
        const [key, value] = [String(cursor.key), cursor.value as unknown];
        if (typeof value === "string" && key === KEY) kept.memory = value;
        if (typeof value === "string" && key.startsWith(RATING)) kept.ratings[key.slice(RATING.length)] = value;
        cursor.continue();
      };
      request.onerror = () => reject(request.error);
    }).finally(() => db.close());
  } catch {
    // Without storage the page works from the server's records.
  }
  return kept;
}

/** Runs one transaction and resolves when it is complete. */
async function change(act: (table: IDBObjectStore) => void): Promise<void> {
  const db = await database();
  try {
    await new Promise<void>((resolve, reject) => {
      const transaction = db.transaction(TABLE, "readwrite");
      act(transaction.objectStore(TABLE));
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    db.close();
  }
}

export const saveStore = (json: string): Promise<void> => change((table) => void table.put(json, KEY));

/** Stores sealed ratings by record, and deletes those that are null. */
export const saveRatings = (ratings: Record<string, string | null>): Promise<void> =>
  change((table) => {
    for (const [record, sealed] of Object.entries(ratings)) {
      if (sealed === null) table.delete(RATING + record);
      else table.put(sealed, RATING + record);
    }
  });
