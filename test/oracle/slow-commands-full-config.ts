/** The configuration of a child's device in which every field stands that one may have; the example has only those that most need. */
export function fullConfig(): Uint8Array {
  const text = JSON.stringify({
    stateDir: "/var/lib/lychnos",
    receiver: { path: "/dev/ttyUSB0", baudRate: 38_400 },
    lamp: { kind: "led", name: "ACT", root: "/mnt" },
    clock: "gnss",
    broker: { caFile: "/etc/lychnos/ca.pem", allowPlain: false },
    wearer: { ageGroup: "9-13", language: "en" },
    service: {
      controller: "Maria Doe, Lamp Street 1, Larissa",
      representative: "Nikos Roe, Mill Street 2, Volos",
      purpose: "So that you are found when you lose your way.",
      purposeForChild: "So that you get home.",
      recipients: ["Maria"],
      sensitive: ["falls"],
      timeZone: "Europe/Athens",
      hours: [{ days: ["mon", "tue"], from: "07:00", to: "09:00" }],
      closed: ["2026-12-25", "2026-07-01..2026-08-31"],
      trips: [{ from: "2026-05-04T08:30", to: "2026-05-04T09:10" }],
      intervalS: 10,
      decimals: 4,
      retentionDays: 7,
      months: 9,
    },
  });
  return new TextEncoder().encode(text);
}
