import type { JSX } from "preact";

/** The product's mark, an oil lamp as found in any Greek museum. It burns only while the page shows something live. */
export function LampMark({ lit }: { lit: boolean }): JSX.Element {
  return (
    <svg class={lit ? "lamp-mark lit" : "lamp-mark"} viewBox="0 0 72 52" aria-hidden="true">
      <circle class="halo" cx="9" cy="15" r="14" />
      <path
        class="flame"
        d="M8.500 25C3 21 4 16 7.400 11.600 9.100 9.300 9.500 7 9.100 3.500c4.700 3.700 6.700 7.900 6.400 12.300-.2 3.800-2.700 7.200-7 9.200z"
      />
      <path class="smoke" d="M9 23c-4-5 4-7 1-12s3-6 2-10" />
      <path class="handle" d="M57 29c2-9 13-8 12.500 0C69 34.500 63 37 57 37" />
      <path
        class="clay"
        d="M3.500 27c4-2.600 9.500-1.500 14 .8 4 2 7.500 1.900 11-.3 4.500-2.800 16.500-3.100 22.500-.6 6 2.500 9 5.400 9 9.100 0 5.500-7.500 9.500-19.500 9.500-12.500 0-19-3.700-26-8.700C9.500 33.200 5 33 3 30.500c-1-1.300-.9-2.600.5-3.500z"
      />
      <path class="clay" d="M32 44h17l4 5.500H28z" />
      <ellipse class="well" cx="40" cy="27.200" rx="6.500" ry="1.700" />
      <path class="band" d="M20 35c10 4.500 29 5.500 38.500 1" />
    </svg>
  );
}
