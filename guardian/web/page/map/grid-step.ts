/** Spacings of meridians and parallels that people can count along, in degrees. */
const STEPS = [30, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001];

const APART_PX = 110;

/** The finest step whose lines lie at least 110 pixels apart. @param pixelsADegree of longitude at this zoom. */
export function gridStep(pixelsADegree: number): number {
  let chosen = 30;
  for (const step of STEPS) if (step * pixelsADegree >= APART_PX) chosen = step;
  return chosen;
}

/** The multiples of a step within [from, to], at most `limit`. */
export function gridLines(from: number, to: number, step: number, limit: number): number[] {
  const lines: number[] = [];
  for (let i = Math.ceil(from / step); i * step <= to && lines.length < limit; i++) {
    lines.push(Number((i * step).toFixed(6)));
  }
  return lines;
}

/** "37.98° N"; as many decimals as the step needs. */
export function degreeLabel(value: number, step: number, positive: string, negative: string): string {
  const decimals = step >= 1 ? 0 : Math.ceil(-Math.log10(step) - 1e-9);
  const side = value === 0 ? "" : ` ${value > 0 ? positive : negative}`;
  return `${Math.abs(value).toFixed(decimals)}°${side}`;
}
