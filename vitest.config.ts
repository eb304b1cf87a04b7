import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Two cores: processes of system tests (broker, browser, gpsd) must not starve each other.
    maxWorkers: 2,
    testTimeout: 240_000,
    hookTimeout: 120_000,
    globalSetup: ["test/build-once.ts"],
    reporters: ["default", "./test/closing-line.ts"],
  },
});
