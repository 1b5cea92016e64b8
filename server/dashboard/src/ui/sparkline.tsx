/** Twelve weeks as a small line with gaps, infusion ticks, and a dot for the last value. */
import type { Spark } from "../types";

const WIDTH = 160;
const HEIGHT = 28;
const LEFT = 3;
/** Width of the number beside the last dot. */
const RIGHT = 22;
const TOP = 4;
const FOOT = 8;

type Spot = { x: number; y: number };

/** Positions on the drawing; exported for its test. */
export function sparkLayout(spark: Spark): { runs: Spot[][]; ticks: number[]; last: Spot | null } {
  const span = Math.max(1, spark.days);
  const range = Math.max(1, spark.max - spark.min);
  const x = (day: number): number => LEFT + (Math.min(day, span) / span) * (WIDTH - LEFT - RIGHT);
  const y = (value: number): number =>
    TOP + (1 - (value - spark.min) / range) * (HEIGHT - TOP - FOOT);
  const runs: Spot[][] = [[]];
  let last: Spot | null = null;
  for (const { day, value } of spark.points) {
    if (value === null) {
      runs.push([]);
      continue;
    }
    last = { x: x(day), y: y(value) };
    runs.at(-1)?.push(last);
  }
  return {
    runs: runs.filter((run) => run.length > 0),
    ticks: spark.infusions.filter((day) => day >= 0).map(x),
    last,
  };
}

const fixed = (n: number): string => n.toFixed(1);

export function Sparkline({ spark, now }: { spark: Spark; now: string | null }) {
  const { runs, ticks, last } = sparkLayout(spark);
  return (
    <svg class="spark" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={spark.text}>
      {ticks.map((x, index) => (
        <path key={index} class="spark-tick" d={`M${fixed(x - 2.5)} 23h5l-2.5 4.5z`} />
      ))}
      {runs.map((run, index) =>
        run.length === 1 ? (
          <circle key={index} class="spark-alone" cx={fixed(run[0]?.x ?? 0)} cy={fixed(run[0]?.y ?? 0)} r="1.4" />
        ) : (
          <polyline
            key={index}
            class="spark-line"
            points={run.map((spot) => `${fixed(spot.x)},${fixed(spot.y)}`).join(" ")}
          />
        ),
      )}
      {last !== null && (
        <>
          <circle class="spark-dot" cx={fixed(last.x)} cy={fixed(last.y)} r="2.6" />
          {now !== null && (
            <text class="spark-now" x={fixed(last.x + 5)} y={fixed(Math.min(last.y + 4, 20))}>
              {now}
            </text>
          )}
        </>
      )}
    </svg>
  );
}
