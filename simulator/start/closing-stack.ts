/** What has been opened so far, closed in the opposite order whatever happens. */
export interface ClosingStack {
  add(close: () => Promise<void> | void): void;
  closeAll(): Promise<void>;
}

export function closingStack(): ClosingStack {
  const closers: (() => Promise<void> | void)[] = [];
  return {
    add: (close) => void closers.push(close),
    async closeAll() {
      for (let close = closers.pop(); close !== undefined; close = closers.pop()) await close();
    },
  };
}
