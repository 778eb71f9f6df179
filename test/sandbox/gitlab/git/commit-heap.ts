/** The queue of Git's revision walk: newest committer date first, equal dates in the order they came. */
export class CommitHeap {
  private readonly items: { commit: number; date: number; order: number }[] = [];
  private pushed = 0;

  get size(): number {
    return this.items.length;
  }

  push(commit: number, date: number): void {
    const item = { commit, date, order: this.pushed++ };
    const { items } = this;
    let at = items.length;
    items.push(item);
    while (at > 0) {
      const up = (at - 1) >> 1;
      const parent = items[up];
      if (parent === undefined || !before(item, parent)) break;
      items[at] = parent;
      at = up;
    }
    items[at] = item;
  }

  pop(): number | undefined {
    const { items } = this;
    const top = items[0];
    const last = items.pop();
    if (top === undefined || last === undefined) return undefined;
    if (items.length > 0) this.sink(last);
    return top.commit;
  }

  private sink(item: { commit: number; date: number; order: number }): void {
    const { items } = this;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      let best = items[child];
      if (best === undefined) break;
      const right = items[child + 1];
      if (right !== undefined && before(right, best)) {
        child += 1;
        best = right;
      }
      if (!before(best, item)) break;
      items[at] = best;
      at = child;
    }
    items[at] = item;
  }
}

function before(a: { date: number; order: number }, b: { date: number; order: number }): boolean {
  return a.date === b.date ? a.order < b.order : a.date > b.date;
}
