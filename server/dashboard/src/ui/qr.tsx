/** Draws core's QR code, dark on white in both themes so that it can be scanned. */
import type { Qr } from "../types";

const QUIET = 4;

/** The path of all dark modules, one rectangle per horizontal run. */
export function qrPath(rows: string[]): string {
  return rows
    .map((row, y) =>
      [...row.matchAll(/1+/g)]
        .map((run) => `M${run.index + QUIET} ${y + QUIET}h${run[0].length}v1h-${run[0].length}z`)
        .join(""),
    )
    .join("");
}

export function QrCode({ qr, label }: { qr: Qr; label: string }) {
  const side = qr.size + 2 * QUIET;
  return (
    <svg class="qr" viewBox={`0 0 ${side} ${side}`} role="img" aria-label={label} shape-rendering="crispEdges">
      <rect class="qr-paper" width={side} height={side} />
      <path class="qr-ink" d={qrPath(qr.rows)} />
    </svg>
  );
}
