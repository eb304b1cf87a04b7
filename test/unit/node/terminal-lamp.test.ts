import { PassThrough } from "node:stream";
import { afterEach, expect, it, vi } from "vitest";
import { terminalLamp } from "../../../device/node/terminal-lamp.ts";
import { until } from "../../contract/poll.ts";
import { openTerminal } from "../../contract/terminal.ts";

afterEach(() => vi.unstubAllEnvs());

it("R-18 says in plain words that it records, on one line that it rewrites", async () => {
  vi.stubEnv("NO_COLOR", "");
  const terminal = await openTerminal();
  const lamp = terminalLamp(terminal.stream);
  lamp.show("recording");
  await until("the words are on the screen", () => terminal.screen().includes("recording your position"));
  lamp.show("silent");
  await until("the line changed", () => terminal.screen().includes("on, but not recording"));
  expect(terminal.screen()).toContain("\u001b[31m●");
  expect(terminal.screen()).not.toContain("\n");
  await terminal.close();
});

it("honours NO_COLOR", async () => {
  vi.stubEnv("NO_COLOR", "1");
  const terminal = await openTerminal();
  terminalLamp(terminal.stream).show("recording");
  await until("the words are on the screen", () => terminal.screen().includes("● recording your position"));
  expect(terminal.screen()).not.toContain("\u001b[31m");
  await terminal.close();
});

it("R-18 does not answer without a terminal, so that nothing is recorded behind a pipe", () => {
  const pipe = new PassThrough();
  const lamp = terminalLamp(pipe as unknown as NodeJS.WriteStream);
  lamp.show("recording");
  expect(lamp.read()).toBeNull();
  expect(pipe.read()).toBeNull();
  lamp.close();
});

it("R-18 survives that its window is closed under it", async () => {
  const terminal = await openTerminal();
  const lamp = terminalLamp(terminal.stream);
  lamp.show("recording");
  await until("it is shown", () => lamp.read() === "recording");
  await terminal.hangUp();
  expect(lamp.read()).toBeNull();
  lamp.show("dark");
  lamp.show("recording");
  expect(lamp.read()).toBeNull();
  lamp.close();
  await terminal.close();
});
