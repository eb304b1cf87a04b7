import { writeFileSync } from "node:fs";
import { chipBundle } from "../../hw/build/bundle.ts";
import { recordScript } from "./script.ts";
export async function main() { const t = await chipBundle("/work/chip/test/chip/chip-side.ts"); writeFileSync("/tmp/espruino/run/fw.js", t); 
const r=recordScript({bursts:130,intervalS:2}); writeFileSync("/tmp/espruino/run/script.txt", r.lines.join("\n")+"\n"); writeFileSync("/tmp/espruino/run/said.txt", r.said.join("\n")+"\n"); console.log(r.lines.length,r.said.length,r.frames,r.acknowledged); return 0; }
