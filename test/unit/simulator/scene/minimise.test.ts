import { describe, expect, it } from "vitest";
import { nodeCipher } from "../../../../device/node/cipher.ts";
import { minimise } from "../../../../simulator/scene/minimise.ts";
import { playScene } from "../../../../simulator/scene/play-scene.ts";
import { readScene } from "../../../../simulator/scene/read-scene.ts";
import type { Scene } from "../../../../simulator/scene/scene.ts";

const FAILS = `title: Fails
starts: Monday 10:00
steps:
  - at 20 s, do: the guardian asks for a sign of life; the wearer stands still
  - at 30 s, do: the wearer walks on
  - at 40 s, expect: the lamp shows recording
  - at 50 s, do: the lamp breaks
  - at 55 s, do: the battery is at 30 percent
  - at 60 s, expect: the receiver is on; the lamp shows recording
`;

function scene(text: string): Scene {
  const read = readScene(text);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.scene;
}

const sentence = (of: Scene): string | undefined => playScene(of, { cipher: nodeCipher(), seed: 3 }).broken?.sentence;

describe("A scene that fails", () => {
  it("says the first thing that was not as expected, its line, and what was so instead", () => {
    const { broken } = playScene(scene(FAILS), { cipher: nodeCipher(), seed: 3 });
    expect(broken).toEqual({ line: 9, atMs: 60_000, sentence: "Expected: the lamp shows recording. But it shows dark." });
  });

  it("is shrunk to what it takes to fail in the same way", () => {
    const whole = scene(FAILS);
    const least = minimise(whole, (fewer) => sentence(fewer) === sentence(whole));
    expect(least.steps.map(({ words }) => words)).toEqual(["the lamp breaks", "the lamp shows recording"]);
  });

  it("is found out by what must never be, although it expects nothing of it", () => {
    const { broken } = playScene(scene(FAILS), {
      cipher: nodeCipher(),
      seed: 3,
      tamper: ({ house: { deviceLink } }) => {
        const publish = deviceLink.publish.bind(deviceLink);
        deviceLink.publish = (topic, payload) => publish(topic, payload.subarray(1));
      },
    });
    expect(broken?.sentence).toContain("This must never be: a frame of another length");
  });

  it("is no crash of the simulator when the firmware crashes", () => {
    const { broken } = playScene(scene(FAILS), {
      cipher: nodeCipher(),
      seed: 3,
      tamper: ({ house }) => {
        house.lamp.show = () => {
          throw new Error("planted");
        };
      },
    });
    expect(broken?.sentence).toBe("The simulator or the firmware crashed: planted.");
  });
});
