import { describe, expect, it } from "vitest";
import {
  bootVital,
  encodeVital,
  makeVitalWatch,
  VITAL_ACTORS,
  VITAL_REASONS,
  type VitalWatch,
  vitalClaim,
} from "../../../device/core/vital-interest.ts";
import { writeU32 } from "../../../device/protocol/bytes.ts";
import { crc32 } from "../../../device/protocol/crc32.ts";
import { announced, closed, NAMED, open } from "./vital-interest-phases.ts";

function recordOf(watch: VitalWatch): Uint8Array {
  const record = encodeVital(watch);
  if (record === null) throw new Error("There should be a record.");
  return record;
}

describe("P7 F52 a restart", () => {
  it("stores nothing while there is nothing to store, and then starts idle", () => {
    expect(encodeVital(makeVitalWatch())).toBeNull();
    expect(bootVital(null, 77)).toEqual({ watch: { ...makeVitalWatch(), seenUpMs: 77 }, notes: [] });
  });

  it("finds an emergency closed, whether it was announced or open, and has it noted", () => {
    for (const watch of [announced(), open()]) {
      const boot = bootVital(recordOf(watch), 77);
      expect(boot.notes).toEqual([{ kind: "closed", ...NAMED, why: "restarted" }]);
      expect(boot.watch).toEqual({ phase: "closed", ...NAMED, sinceUpMs: 77, seenUpMs: 77 });
      expect(vitalClaim(boot.watch, 77)).toBe("none");
    }
  });

  it("notes an emergency that had ended no second time, and lets the rest begin anew", () => {
    const boot = bootVital(recordOf(closed()), 77);
    expect(boot.notes).toEqual([]);
    expect(boot.watch).toEqual({ phase: "closed", ...NAMED, sinceUpMs: 77, seenUpMs: 77 });
    expect(bootVital(recordOf(boot.watch), 5).notes).toEqual([]);
  });

  it("keeps every actor and reason in the record", () => {
    for (const actor of VITAL_ACTORS) {
      for (const reason of VITAL_REASONS) {
        const boot = bootVital(recordOf({ ...open(), actor, reason }), 0);
        expect([boot.watch.actor, boot.watch.reason]).toEqual([actor, reason]);
      }
    }
  });

  it("takes a record that rotted or was cut, at any bit or byte, for one that was open", () => {
    const record = recordOf(closed());
    const lost = {
      watch: { phase: "closed", actor: null, reason: null, sinceUpMs: 9, seenUpMs: 9 },
      notes: [{ kind: "closed", actor: null, reason: null, why: "restarted" }],
    };
    for (let bit = 0; bit < record.length * 8; bit++) {
      const rotten = record.slice();
      rotten[bit >> 3] = (rotten[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(bootVital(rotten, 9), `bit ${bit}`).toEqual(lost);
    }
    for (let length = 0; length < record.length; length++) expect(bootVital(record.slice(0, length), 9)).toEqual(lost);
    const longer = new Uint8Array(9);
    longer.set(record);
    expect(bootVital(longer, 9)).toEqual(lost);
  });

  it("takes a sound record of a later version, or with the phase of one, for an emergency that was open", () => {
    const later = recordOf(closed());
    later[0] = 2;
    writeU32(later, 4, crc32(later, 0, 4));
    expect(bootVital(later, 9).watch.actor).toBeNull();
    const unknown = recordOf(closed());
    unknown.set([9, 9, 9], 1);
    writeU32(unknown, 4, crc32(unknown, 0, 4));
    expect(bootVital(unknown, 9)).toEqual({
      watch: { phase: "closed", actor: null, reason: null, sinceUpMs: 9, seenUpMs: 9 },
      notes: [{ kind: "closed", actor: null, reason: null, why: "restarted" }],
    });
  });

  it("writes the record byte for byte as it always will", () => {
    const record = recordOf({ ...open(), actor: "medic", reason: "danger" });
    expect([...record.subarray(0, 4)]).toEqual([1, 2, 4, 3]);
    expect([...recordOf({ ...open(), actor: null, reason: null }).subarray(0, 4)]).toEqual([1, 2, 255, 255]);
    expect(record.length).toBe(8);
    expect([announced(), open(), closed()].map((watch) => recordOf(watch)[1])).toEqual([1, 2, 3]);
    expect(VITAL_ACTORS).toEqual(["guardian", "parent", "supporter", "rescuer", "medic", "wearer"]);
    expect(VITAL_REASONS).toEqual(["missing", "accident", "illness", "danger"]);
  });
});
