import type { DeviceView } from "../../guardian/core/view.ts";

/** Asks the console's server what the page shows, without a browser. */
export interface PageClient {
  device(): Promise<DeviceView | null>;
  explanation(): Promise<string | null>;
}

/** @param url the address that the console printed, token included. */
export async function pageOf(url: string): Promise<PageClient> {
  const page = await fetch(url, { redirect: "manual" });
  const cookie = (page.headers.get("set-cookie") ?? "").split(";", 1)[0] ?? "";
  const { origin } = new URL(url);
  async function device(): Promise<DeviceView | null> {
    try {
      const answer = await fetch(`${origin}/api/devices`, { headers: { cookie } });
      const body = (await answer.json()) as { devices: DeviceView[] };
      return body.devices[0] ?? null;
    } catch {
      // The console is down; the caller tries again.
      return null;
    }
  }
  return { device, explanation: async () => (await device())?.explanation ?? null };
}
