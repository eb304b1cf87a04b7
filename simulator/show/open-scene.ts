import { nearestPhrases } from "../scene/phrase.ts";
import { readScene } from "../scene/read-scene.ts";
import type { Scene } from "../scene/scene.ts";
import { sceneText, shippedScenes } from "../scene/shipped.ts";

/** What is shown when no scene is named: a child on the way to school, and nothing planned. */
const FREE = `title: A child on the way to school
wearer: { age: 9-13, hours: mon-fri 07:00-16:00, every: 10 s, texts: calls }
starts: Tuesday 07:20
steps: []
`;

/** @param nameOrFile of a scene; null: none, one plays freely. @returns the scene, or sentences that say what is wrong. */
export function openScene(nameOrFile: string | null): Scene | string[] {
  const text = nameOrFile === null ? FREE : sceneText(nameOrFile);
  if (text === null) {
    const names = shippedScenes().map(({ name }) => ({ says: name.replaceAll("-", " ") }));
    const [nearest = ""] = nearestPhrases(names, (nameOrFile ?? "").replaceAll("-", " "), 1);
    const meant = nearest.replaceAll(" ", "-");
    return [`There is no file and no scene "${nameOrFile}". Did you mean "${meant}"? "lychnos sim scenes" lists them.`];
  }
  const read = readScene(text);
  return read.ok ? read.scene : read.problems.map(({ line, sentence }) => `${nameOrFile}, line ${line}: ${sentence}`);
}
