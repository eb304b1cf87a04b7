import { execFileSync } from "node:child_process";

/** System tests run the command as people do, from dist/, so it is built once before any of them. */
export default function setup(): void {
  execFileSync(process.execPath, ["build.mjs"], { stdio: "inherit" });
}
