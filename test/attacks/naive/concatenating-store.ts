import type { Driver } from "../../../guardian/store/driver.ts";
import { openSqlite } from "../../../guardian/store/sqlite.ts";

/** A service's table of children, with SQL written by gluing texts together. */
export class ConcatenatingStore {
  private readonly driver: Driver = openSqlite(":memory:");

  constructor() {
    this.driver.execute("CREATE TABLE child (name TEXT, guardian TEXT); INSERT INTO child VALUES ('somebody', 'their mother');");
  }

  add(name: string): void {
    this.driver.execute(`INSERT INTO child VALUES ('${name}', 'the attacker')`);
  }

  /** @returns the children of one guardian; null when the table is gone. */
  childrenOf(guardian: string): string[] | null {
    try {
      return this.driver
        .prepare<{ name: string }>("SELECT name FROM child WHERE guardian = ?")
        .all(guardian)
        .map(({ name }) => name);
    } catch {
      return null;
    }
  }
}
