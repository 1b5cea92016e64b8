/** The browser's memory between visits: clinic pins, record heads, and what core has sealed. */

const DATABASE = "interlude";
const TABLE = "kept";
const KEY = "pins-and-heads";

function database(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(TABLE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Returns the kept JSON, or null when this browser has kept nothing or may not keep anything. */
export async function loadStore(): Promise<string | null> {
  try {
    const db = await database();
    return await new Promise<string | null>((resolve, reject) => {
      const request = db.transaction(TABLE).objectStore(TABLE).get(KEY);
      request.onsuccess = () =>
        resolve(typeof request.result === "string" ? request.result : null);
      request.onerror = () => reject(request.error);
    }).finally(() => db.close());
  } catch {
    return null;
  }
}

/** Keeps `json` and resolves once the browser has written it. */
export async function saveStore(json: string): Promise<void> {
  const db = await database();
  try {
    await new Promise<void>((resolve, reject) => {
      const change = db.transaction(TABLE, "readwrite");
      change.objectStore(TABLE).put(json, KEY);
      change.oncomplete = () => resolve();
      change.onabort = () => reject(change.error);
    });
  } finally {
    db.close();
  }
}
