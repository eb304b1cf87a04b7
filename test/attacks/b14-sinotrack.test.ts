import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { COMMON_PASSWORDS, naiveLogin } from "./naive/default-accounts.ts";
import { type OurBroker, ourBroker } from "./ours/our-accounts.ts";

type Login = (username: string, password: string) => Promise<boolean>;

/** Counts names on from the one that is printed on a device, with the password that they all had. */
async function countsIn(login: Login, own: string): Promise<boolean> {
  for (let step = 1; step <= 20; step++) {
    const next = /^\d+$/.test(own) ? String(BigInt(own) + BigInt(step)) : (BigInt(`0x${own}`) + BigInt(step)).toString(16);
    for (const password of COMMON_PASSWORDS.slice(0, 3)) if (await login(next, password)) return true;
  }
  return false;
}

describe("B14 SinoTrack, 2025", () => {
  let broker: OurBroker;
  beforeAll(async () => {
    broker = await ourBroker();
  });
  afterAll(() => broker.close());

  it("breaks the naive service: ten digits in a row, and one password", async () => {
    expect(await countsIn(naiveLogin(), "4209151200")).toBe(true);
  });

  it("P26 P32 does not break ours: names are random, and so is every password", async () => {
    const own = broker.accounts[0]?.username ?? "";
    expect(await countsIn(broker.login, own)).toBe(false);
    expect(await broker.login(own, broker.accounts[0]?.password ?? "")).toBe(true);
    expect(new Set(broker.accounts.map(({ username }) => username.slice(0, 8))).size).toBe(broker.accounts.length);
  });
});
