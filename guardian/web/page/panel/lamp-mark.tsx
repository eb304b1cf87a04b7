import type { JSX } from "preact";

/** The product's mark, an oil lamp as found in any Greek museum. It burns only while the page shows something live. */
export function LampMark({ lit }: { lit: boolean }): JSX.Element {
  return (
    <svg class={lit ? "lamp-mark lit" : "lamp-mark"} viewBox="0 0 72 52" aria-hidden="true">
      <circle class="halo" cx="13" cy="16" r="15" />
      <path
        class="flame"
        d="M13 27c-6-4-5-9.500-1.200-14.200C13.600 10.500 14 8 13.600 4c5 4 7.200 8.600 6.900 13.500-.2 4-2.900 7.400-7.500 9.500z"
      />
      <path class="smoke" d="M14 26c-4-5 4-7 1-12s3-6 2-10" />
      <path
        class="clay"
        d="M9 28.500c4.500-1.600 9-.9 13.500-.9H48c8 0 13 3.600 13 9 0 7.200-7.600 11.400-19 11.400-15 0-22.500-6.400-33.800-14.700-2.100-1.600-1.500-4 .8-4.800z"
      />
      <path class="handle" d="M57.500 31.500c9.500-7 14.500 7.500 2 10.500" />
      <ellipse class="well" cx="41" cy="28.800" rx="9.500" ry="2.600" />
      <path class="band" d="M20 38.500c10 5.500 29 6 38.500-.5" />
    </svg>
  );
}
