/** The part of the generated WebAssembly bindings that the Worker uses. */
declare module "interlude-core" {
  export class ClinicianSession {
    /**
     * `store_json` holds the pins and heads remembered by this browser, or null at first; `ratings_json` the
     * sealed ratings by record; `on_event` receives an `Event` as JSON while a call runs.
     */
    constructor(
      origin: string,
      store_json: string | null,
      ratings_json: string | null,
      on_event: (event: string) => void,
    );
    /** Returns pins and heads as JSON when they changed since last asked. */
    store(): string | undefined;
    /** Returns sealed ratings to keep, or to forget where null, as JSON when there are any. */
    ratings_to_keep(): string | undefined;
    /** Answers a `Call` as JSON with an `Outcome` as JSON. */
    call(call: string): Promise<string>;
  }

  export default function init(from: { module_or_path: string }): Promise<unknown>;
}
