import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openJournal } from "../../device/core/journal.ts";
import { fileStore } from "../../device/node/file-store.ts";
import { simFlash } from "../../simulator/world/sim-flash.ts";
import { simStore } from "../../simulator/world/sim-store.ts";
import { storeContract } from "./store.ts";

storeContract("files", () => {
  const directory = mkdtempSync(join(tmpdir(), "lychnos-store-"));
  let store = fileStore(directory);
  return {
    store,
    reboot() {
      store.close();
      store = fileStore(directory);
      return store;
    },
    close() {
      store.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
});

storeContract("simulated", () => {
  const store = simStore();
  return { store, reboot: () => simStore(store.surviving()), close: () => undefined };
});

storeContract("a journal on flash", () => {
  const shape = { pageBytes: 4096, pages: 1536 };
  const flash = simFlash(shape);
  return { store: openJournal(flash), reboot: () => openJournal(simFlash(shape, flash.image())), close: () => undefined };
});
