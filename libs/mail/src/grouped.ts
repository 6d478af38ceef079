interface Waiting<Item, Result> {
  item: Item;
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
}

/**
 * Group commit: what is added while one group is being written goes into the next, so that many small writes cost one
 * transaction and nobody waits longer than for the group before (performance.md B7).
 */
export class Grouped<Item, Result> {
  private waiting: Waiting<Item, Result>[] = [];
  private writing = false;

  /** @param write writes one group and gives the results in the same order */
  constructor(
    private readonly write: (group: Item[]) => Promise<Result[]>,
    private readonly most = 200,
  ) {}

  async add(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      if (!this.writing) void this.writeAll();
    });
  }

  private async writeAll(): Promise<void> {
    this.writing = true;
    while (this.waiting.length > 0) {
      // What becomes ready in this same turn of the event loop goes along: fewer and larger groups.
      await new Promise((resolve) => setImmediate(resolve));
      await this.writeGroup(this.waiting.splice(0, this.most));
    }
    this.writing = false;
  }

  private async writeGroup(group: Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await this.write(group.map(({ item }) => item));
      group.forEach(({ resolve }, index) => resolve(results[index]!));
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }
}
