import type { TimeSource } from "../../device/core/trusted-time.ts";

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const WEEKS_1024 = 7168 * DAY;
const TWO_MINUTES = 2 * MINUTE;

interface Word {
  utc: number;
  up: number;
}

/** What is remembered of an earlier trusted time. */
interface Memory extends Word {
  /** Uptime at which two sources last agreed on it. */
  pairUp: number | null;
}

interface Kept {
  sure: number;
  latest: number;
}

/**
 * The rules of time trust, read from their statement and not from the device's code: it keeps whole moments where that
 * keeps offsets, lists all sources, and looks each case up. Slow and plain, to be held against device/core/trusted-time.ts.
 */
export class SlowClock {
  private gnssRun: Word[] = [];
  private beacon: Word | null = null;
  private memory: Memory | null = null;
  private sure: number;
  private latest: number;
  private saved: Kept | null = null;
  private readonly end: number;

  constructor(
    private readonly mode: TimeSource,
    private readonly built: number,
  ) {
    this.sure = built;
    this.latest = built;
    this.end = built + 20 * 365.25 * DAY;
  }

  boot(): void {
    this.gnssRun = [];
    this.beacon = null;
    this.memory = null;
    this.sure = Math.max(this.built, this.saved?.sure ?? 0);
    this.latest = Math.max(this.built, this.saved?.latest ?? 0);
  }

  store(): void {
    const seconds = (value: number) => Math.floor(value / 1000) * 1000;
    this.saved = { sure: seconds(this.sure), latest: seconds(this.latest) };
  }

  hearGnss(up: number, told: number): void {
    const first = Math.max(this.built, this.sure - TWO_MINUTES);
    const last = this.sure > this.built ? Math.min(this.end, this.sure + WEEKS_1024 / 2) : this.end;
    const shifted = Array.from({ length: 5 }, (_, k) => told + (k + 1) * WEEKS_1024).filter((t) => t >= first && t <= last);
    const candidates = told >= first ? [told] : shifted;
    const [utc] = candidates;
    if (utc === undefined || candidates.length > 1 || utc > this.end) return;
    const [begin, latest] = [this.gnssRun[0], this.gnssRun.at(-1)];
    const steady = begin && latest && up - latest.up <= MINUTE && Math.abs(utc - begin.utc - (up - begin.up)) <= 5000;
    this.gnssRun = steady ? [begin, { utc, up }] : [{ utc, up }];
  }

  hearBeacon(up: number, utc: number): void {
    if (!this.credible(utc)) return;
    const before = this.at(this.beacon, up);
    if (before === null || utc >= before) this.beacon = { utc, up };
  }

  now(up: number, hostTold: number | null): number | null {
    const host = hostTold !== null && this.credible(hostTold) ? hostTold : null;
    const gnss = this.at(this.gnssRun.at(-1) ?? null, up);
    const beacon = this.at(this.beacon, up);
    const utc = this.mode === "host" ? this.hostSays(up, host, gnss, beacon) : this.othersSay(up, host, gnss, beacon);
    if (utc === null || !this.credible(utc)) return null;
    this.latest = Math.max(this.latest, utc);
    const memory = this.memory;
    if (memory !== null && memory.pairUp !== null && up - memory.pairUp <= 60 * DAY) {
      this.sure = Math.max(this.sure, utc - this.straying(up));
    }
    return this.latest;
  }

  private credible(utc: number): boolean {
    return utc >= this.built && utc >= this.sure - TWO_MINUTES && utc <= this.end;
  }

  private at(word: Word | null, up: number): number | null {
    return word === null || up - word.up > 10 * MINUTE ? null : word.utc + up - word.up;
  }

  private remembered(up: number): number | null {
    return this.memory === null ? null : this.memory.utc + up - this.memory.up;
  }

  // 200 microseconds a second, for 60 days at most.
  private straying(up: number): number {
    return this.memory === null ? 0 : Math.min(up - this.memory.up, 60 * DAY) / 5000;
  }

  private fits(up: number, utc: number | null): boolean {
    const own = this.remembered(up);
    return own !== null && utc !== null && Math.abs(utc - own) <= TWO_MINUTES + this.straying(up);
  }

  private pull(up: number, utc: number, pairUp: number | null): number {
    const own = this.remembered(up) ?? utc;
    const moved = utc > own ? Math.min(utc, own + this.straying(up)) : Math.max(utc, own - this.straying(up));
    this.memory = { utc: moved, up, pairUp };
    return moved;
  }

  private pair(up: number, utc: number): number {
    const moved = this.fits(up, utc) ? this.pull(up, utc, up) : utc;
    this.memory = { utc: moved, up, pairUp: up };
    if (this.latest - utc > 20 * MINUTE) this.latest = Math.max(utc, this.sure);
    return moved;
  }

  private single(up: number, utc: number, mayBegin: boolean): number | null {
    if (this.memory !== null) return this.fits(up, utc) ? this.pull(up, utc, this.memory.pairUp) : null;
    const asleep = this.saved === null || utc - this.latest <= 400 * DAY;
    if (!mayBegin || utc < this.latest - TWO_MINUTES || !asleep) return null;
    this.memory = { utc, up, pairUp: null };
    return utc;
  }

  private hostSays(up: number, host: number | null, gnss: number | null, beacon: number | null): number | null {
    if (host === null) return null;
    if (gnss !== null && Math.abs(gnss - host) > TWO_MINUTES) return null;
    if (beacon !== null && beacon > host + TWO_MINUTES) return null;
    if (gnss === null && (beacon === null || beacon < host - TWO_MINUTES)) return this.single(up, host, true) && host;
    this.pair(up, host);
    return host;
  }

  private othersSay(up: number, host: number | null, gnss: number | null, beacon: number | null): number | null {
    const same = (a: number | null, b: number | null) => a !== null && b !== null && Math.abs(a - b) <= TWO_MINUTES;
    if (gnss !== null) {
      if (beacon !== null && beacon > gnss + TWO_MINUTES) return null;
      if (same(gnss, host) || same(gnss, beacon)) return this.pair(up, gnss);
      const [begin, last] = [this.gnssRun[0], this.gnssRun.at(-1)];
      const long = begin !== undefined && last !== undefined && last.up - begin.up >= 10 * MINUTE;
      return this.single(up, gnss, this.mode === "gnss" && long);
    }
    if (host !== null && same(host, beacon)) return this.pair(up, host);
    const own = this.remembered(up);
    if (own === null || up - (this.memory?.up ?? up) > 60 * DAY) return null;
    if (beacon !== null && beacon > own && !this.fits(up, beacon)) return null;
    return this.mode === "gnss" || this.fits(up, host) || this.fits(up, beacon) ? own : null;
  }
}
