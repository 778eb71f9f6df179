type Waiting<In, Out> = {
  readonly item: In;
  readonly resolve: (out: Out) => void;
  readonly reject: (error: unknown) => void;
};

/**
 * Lets many callers share one piece of work (a statement, a transaction): while one batch is under way, what is asked
 * for meanwhile waits for the next. Alone, a caller waits for nobody. What fails together is tried one by one, so that
 * nobody fails for another's sake.
 * @param work gives one answer for each item, in their order
 */
export function inBatches<In, Out>(
  work: (items: readonly In[]) => Promise<readonly Out[]>,
  { most }: { most: number },
): (item: In) => Promise<Out> {
  const queue: Waiting<In, Out>[] = [];
  let running = false;

  const answer = async (batch: readonly Waiting<In, Out>[]): Promise<void> => {
    try {
      const outs = await work(batch.map(({ item }) => item));
      // One answer for each item is what `work` promises.
      batch.forEach(({ resolve }, index) => resolve(outs[index] as Out));
    } catch (error) {
      if (batch.length === 1) batch.forEach(({ reject }) => reject(error));
      else await Promise.all(batch.map((one) => answer([one])));
    }
  };
  const run = async (): Promise<void> => {
    running = true;
    while (queue.length > 0) await answer(queue.splice(0, most));
    running = false;
  };
  return (item) =>
    new Promise<Out>((resolve, reject) => {
      queue.push({ item, resolve, reject });
      if (!running) void run();
    });
}
