import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startEmbeddedBroker } from "../../broker-config/embedded.ts";
import { COMMON_PASSWORDS, naiveLogin } from "./naive/default-accounts.ts";
import { type OurBroker, ourBroker } from "./ours/our-accounts.ts";

type Login = (username: string, password: string) => Promise<boolean>;

/** Knows an account's name, and tries what people and makers choose. */
async function guesses(login: Login, username: string): Promise<boolean> {
  for (const password of [...COMMON_PASSWORDS, username]) if (await login(username, password)) return true;
  return false;
}

describe("B15 iTrack and ProTrack, 2019", () => {
  let broker: OurBroker;
  beforeAll(async () => {
    broker = await ourBroker();
  });
  afterAll(() => broker.close());

  it("breaks the naive service: 27,000 accounts had never changed 123456", async () => {
    expect(await guesses(naiveLogin(), "4209151207")).toBe(true);
  });

  it("P32 does not break ours: passwords are 192 random bits, also for one who knows the name", async () => {
    for (const { username, password } of broker.accounts) {
      expect(await guesses(broker.login, username)).toBe(false);
      expect(password).toMatch(/^[A-Za-z0-9_-]{32}$/);
    }
  });

  it("P32 a broker with such an account does not even start", async () => {
    const weak = startEmbeddedBroker({ port: 0, credentials: [{ username: "device", password: "123456" }] });
    await expect(weak).rejects.toThrow(/at least 12 characters/);
  });
});
