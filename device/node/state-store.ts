import { ConfigProblem } from "./config.ts";
import { type FileStore, fileStore } from "./file-store.ts";

/** The device's own directory. @throws ConfigProblem when it cannot be used. */
export function openStateStore(directory: string): FileStore {
  try {
    return fileStore(directory);
  } catch (error) {
    throw new ConfigProblem(error instanceof Error ? error.message : String(error));
  }
}
