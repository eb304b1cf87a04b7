import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { nodeCipher } from "../../../../device/node/cipher.ts";
import { playScene } from "../../../../simulator/scene/play-scene.ts";
import { readScene } from "../../../../simulator/scene/read-scene.ts";
import type { Scene } from "../../../../simulator/scene/scene.ts";
import { shippedScenes } from "../../../../simulator/scene/shipped.ts";
import { writeScene } from "../../../../simulator/scene/write-scene.ts";

function sceneAt(path: string): Scene {
  const read = readScene(readFileSync(path, "utf8"));
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.scene;
}

describe("Every scene that is shipped", () => {
  const scenes = shippedScenes();

  it("is one of at least fifteen", () => {
    expect(scenes.length).toBeGreaterThanOrEqual(15);
  });

  it.each(scenes)("$name is as it expects", ({ path }) => {
    const played = playScene(sceneAt(path), { cipher: nodeCipher(), seed: 1 });
    expect(played.broken).toBeNull();
    expect(played.positions).toBeGreaterThan(0);
  });

  it.each(scenes)("$name says the same when it is written anew", ({ path }) => {
    const scene = sceneAt(path);
    const again = readScene(writeScene(scene));
    if (!again.ok) throw new Error(JSON.stringify(again.problems));
    const words = ({ atMs, words, move }: Scene["steps"][number]) => [atMs, words, move.kind];
    expect(again.scene.steps.map(words)).toEqual(scene.steps.map(words));
    expect(again.scene.startMs).toBe(scene.startMs);
    expect(again.scene.wearer).toEqual(scene.wearer);
  });
});
