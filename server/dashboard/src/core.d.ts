/** The part of the generated WebAssembly bindings that the Worker uses. */
declare module "interlude-core" {
  export class ClinicianSession {
    /**
     * `store_json` holds this browser's stored pins and heads, null on the first visit; `ratings_json` the sealed
     * ratings by record. `on_event` receives an `Event` as JSON while a call runs.
     */
    constructor(
      origin: string,
      store_json: string | null,
      ratings_json: string | null,
      on_event: (event: string) => void,
    );
    /** Returns pins and heads as JSON if they changed since the last call. */
    store(): string | undefined;
    /** Returns the sealed ratings to store, or to delete (null), as JSON if there are any. */
    ratings_to_keep(): string | undefined;
    /** Runs a `Call` in JSON and returns a `CallResult` in JSON. */
    call(call: string): Promise<string>;
  }

  export default function init(from: { module_or_path: string }): Promise<unknown>;
}
