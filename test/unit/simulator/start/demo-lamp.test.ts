import { describe, expect, it } from "vitest";
import { demoLamp } from "../../../../simulator/start/demo-lamp.ts";

describe("R-18 the lamp of the demonstration", () => {
  it("answers what it shows, and stays dark while it is broken", () => {
    const lamp = demoLamp();
    lamp.show("recording");
    expect([lamp.read(), lamp.shown()]).toEqual(["recording", "recording"]);
    lamp.broken = true;
    lamp.read();
    expect([lamp.read(), lamp.shown()]).toEqual(["dark", "dark"]);
  });

  it("gives no answer once it changed by itself, whoever looked at it meanwhile", () => {
    const lamp = demoLamp();
    lamp.show("recording");
    lamp.read();
    lamp.broken = true;
    expect(lamp.shown()).toBe("dark");
    expect(lamp.read()).toBeNull();
    lamp.broken = false;
    expect(lamp.shown()).toBe("recording");
    expect(lamp.read()).toBeNull();
    expect(lamp.read()).toBe("recording");
  });
});
