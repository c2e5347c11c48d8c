import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FrameTimeline } from '../../../../client/media/router/frame-timeline.ts';

const FRAME = 960;
const ahead = (to: number, from: number) => (to - from) | 0;

/** Frames of one source: 20 ms each from a timestamp of its own, a few of them out of order. */
const stretch = fc.record({
  first: fc.nat(2 ** 32 - 1),
  pauseMs: fc.integer({ min: 0, max: 60_000 }),
  frames: fc.array(fc.integer({ min: -2, max: 3 }), { minLength: 1, maxLength: 30 }),
});

describe('the timestamps of a sink', () => {
  test('are those of the first source as long as it is sent', () => {
    const timeline = new FrameTimeline();
    expect(timeline.place(4_000_000_000, 0)).toEqual({ timestamp: 4_000_000_000, age: 0 });
    expect(timeline.place(4_000_000_960, 23)).toEqual({ timestamp: 4_000_000_960, age: 960 });
  });

  test('go on as the time does when another source is sent, whatever it counts from', () => {
    const timeline = new FrameTimeline();
    timeline.place(1_000, 0);
    timeline.cut();
    expect(timeline.place(3_000_000_000, 500)).toEqual({ timestamp: 1_000 + 500 * 48, age: 0 });
    expect(timeline.place(3_000_000_000 + FRAME, 520)).toEqual({
      timestamp: 1_000 + 500 * 48 + FRAME,
      age: FRAME,
    });
  });

  test('begin anew by the clock when a source leaps, for its encoder is another one', () => {
    const timeline = new FrameTimeline();
    timeline.place(5_000, 0);
    expect(timeline.place(2_000_000_000, 20)).toEqual({ timestamp: 5_000 + FRAME, age: 0 });
    // Stood still for ten seconds, as a sender's does whose track was taken off.
    expect(timeline.place(2_000_000_000 + FRAME, 10_020)).toEqual({
      timestamp: 5_000 + FRAME + 480_000,
      age: 0,
    });
  });

  test('keep the order of what the network has mixed up, and have no place for what is older than the switch', () => {
    const timeline = new FrameTimeline();
    timeline.place(0, 0);
    timeline.cut();
    timeline.place(10_000, 20);
    expect(timeline.place(10_000 + 2 * FRAME, 40)?.timestamp).toBe(3 * FRAME);
    expect(timeline.place(10_000 + FRAME, 41)?.timestamp).toBe(2 * FRAME);
    expect(timeline.place(10_000 - FRAME, 42)).toBeUndefined();
  });

  test('do not go back after the longest pause, nor where the numbers begin at 0 again', () => {
    const timeline = new FrameTimeline();
    timeline.place(2 ** 32 - FRAME, 0);
    expect(timeline.place(0, 20)).toEqual({ timestamp: 0, age: FRAME });
    timeline.cut();
    const later = timeline.place(77, 30 * 24 * 3_600_000)?.timestamp ?? 0;
    expect(ahead(later, 0)).toBeGreaterThan(0);
  });

  test('of one source that is sent for days keep their distances', () => {
    const timeline = new FrameTimeline();
    const hour = 3_600_000 * 48;
    timeline.place(0, 0);
    for (let hours = 1; hours < 100; hours += 1) {
      // A frame every second would do the same; the clock must not leap in between.
      for (let step = 1; step <= 3_600; step += 1)
        timeline.place(((hours - 1) * hour + step * 48_000) >>> 0, (hours - 1) * 3_600_000 + step * 1_000);
      expect(timeline.place((hours * hour) >>> 0, hours * 3_600_000)?.timestamp).toBe((hours * hour) >>> 0);
    }
  });

  test('[ROUTER-3] never jump back from one source to the next, and differ within one as its own do', () => {
    fc.assert(
      fc.property(fc.array(stretch, { minLength: 2, maxLength: 8 }), (stretches) => {
        const timeline = new FrameTimeline();
        let now = 0;
        let newest: number | undefined;
        for (const { first, pauseMs, frames } of stretches) {
          now += pauseMs;
          timeline.cut();
          const before = newest;
          let place = 0;
          let origin: number | undefined;
          frames.forEach((step, index) => {
            if (index > 0) {
              place += step;
              now += 20;
            }
            const placed = timeline.place((first + place * FRAME) >>> 0, now);
            if (place < 0) return expect(placed).toBeUndefined();
            const { timestamp = 0 } = placed ?? {};
            origin ??= timestamp;
            expect(ahead(timestamp, origin)).toBe(place * FRAME);
            if (before !== undefined) expect(ahead(timestamp, before)).toBeGreaterThanOrEqual(FRAME);
            if (newest === undefined || ahead(timestamp, newest) > 0) newest = timestamp;
          });
        }
      }),
    );
  });
});
