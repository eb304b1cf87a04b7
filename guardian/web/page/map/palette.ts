/** The map's colours live in the stylesheet, with the rest of the page; a canvas has to be told them. */
export interface Palette {
  land: string;
  border: string;
  grid: string;
  street: string;
  streetEdge: string;
  building: string;
  park: string;
  water: string;
  flame: string;
  ash: string;
  way: string;
}

const NAMES: readonly (keyof Palette)[] = [
  "land",
  "border",
  "grid",
  "street",
  "streetEdge",
  "building",
  "park",
  "water",
  "flame",
  "ash",
  "way",
];

/** Reads the colours as they are now, light or dark: the custom properties --map-land and so on. */
export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  const palette: Partial<Palette> = {};
  for (const name of NAMES) palette[name] = style.getPropertyValue(`--map-${name}`).trim();
  return palette as Palette;
}

/** @returns a function that stops listening. */
export function onSchemeChange(listener: () => void): () => void {
  const query = matchMedia("(prefers-color-scheme: dark)");
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
}
