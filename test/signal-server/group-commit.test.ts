import { describe, expect, it } from 'vitest';
import { GroupCommit } from '../../signal-server/store/group-commit.ts';

describe('a group commit', () => {
  it('[COMMIT-1] writes together what arrives in the same turn, in order', async () => {
    const batches: number[][] = [];
    const group = new GroupCommit<number>(async (items) => void batches.push([...items]));
    await Promise.all([1, 2, 3].map((item) => group.add(item)));
    await group.add(4);
    expect(batches).toEqual([[1, 2, 3], [4]]);
  });

  it('[COMMIT-2] collects what comes while it is writing', async () => {
    const batches: number[][] = [];
    let release = () => {};
    const group = new GroupCommit<number>(async (items) => {
      batches.push([...items]);
      if (batches.length === 1) await new Promise<void>((resolve) => (release = resolve));
    });
    const first = group.add(1);
    while (batches.length === 0) await new Promise((resolve) => setImmediate(resolve));
    const others = [group.add(2), group.add(3)];
    release();
    await Promise.all([first, ...others]);
    expect(batches).toEqual([[1], [2, 3]]);
  });

  it('[COMMIT-3] refuses only the write that cannot be', async () => {
    const written: number[] = [];
    const group = new GroupCommit<number>(async (items) => {
      if (items.includes(2)) throw new Error('two');
      written.push(...items);
    });
    const results = await Promise.allSettled([1, 2, 3].map((item) => group.add(item)));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(written).toEqual([1, 3]);
  });

  it('[COMMIT-4] is drained when nothing waits', async () => {
    let done = 0;
    const group = new GroupCommit<number>(async (items) => void (done += items.length));
    void group.add(1);
    void group.add(2);
    await group.drained();
    expect(done).toBe(2);
    await group.drained();
  });
});
