import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Routing } from '../../../../client/media/router/routing.ts';
import { copyFakeFrame, FakeWriter, opusFrame } from '../../../fakes/fake-frames.ts';
import { fakeBook, nobodyCares } from '../../../fakes/fake-seals.ts';

/** What can be done to a router, in any order, with ids that may or may not be there. */
const source = fc.integer({ min: 1, max: 4 });
const sink = fc.integer({ min: 11, max: 14 });
const step = fc.oneof(
  fc.record({ type: fc.constant('source' as const), source }),
  fc.record({ type: fc.constant('sink' as const), sink }),
  fc.record({ type: fc.constant('route' as const), sink, source: fc.option(source) }),
  fc.record({ type: fc.constant('hush' as const), source, hushed: fc.boolean() }),
  fc.record({ type: fc.constant('remove' as const), id: fc.oneof(source, sink) }),
  fc.record({ type: fc.constant('frame' as const), source }),
);

/** The plainest table that could be: who sends whom, and who is hushed. */
class Model {
  readonly sources = new Map<number, boolean>();
  readonly sinks = new Map<number, number | null>();

  sendersOf(source: number): number[] {
    if (this.sources.get(source) !== false) return [];
    return [...this.sinks].filter(([, from]) => from === source).map(([id]) => id);
  }

  remove(id: number): void {
    this.sources.delete(id);
    this.sinks.delete(id);
    for (const [sink, from] of this.sinks) if (from === id) this.sinks.set(sink, null);
  }
}

test('[ROUTER-1] whatever is added, routed, hushed and removed: exactly the sinks of a source send its frames', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
      const routing = new Routing(
        copyFakeFrame,
        nobodyCares,
        fakeBook(() => 0),
      );
      const model = new Model();
      const writers = new Map<number, FakeWriter>();
      steps.forEach((step, index) => {
        if (step.type === 'source' && !model.sources.has(step.source)) {
          routing.addSource(step.source);
          model.sources.set(step.source, false);
        } else if (step.type === 'sink' && !model.sinks.has(step.sink)) {
          const writer = new FakeWriter();
          writers.set(step.sink, writer);
          routing.addSink(step.sink, writer);
          routing.negotiated(step.sink, [{ payloadType: 111, red: false }]);
          model.sinks.set(step.sink, null);
        } else if (step.type === 'route') {
          routing.route(step.sink, step.source);
          const found = step.source !== null && model.sources.has(step.source) ? step.source : null;
          if (model.sinks.has(step.sink)) model.sinks.set(step.sink, found);
        } else if (step.type === 'hush') {
          routing.hush(step.source, step.hushed);
          if (model.sources.has(step.source)) model.sources.set(step.source, step.hushed);
        } else if (step.type === 'remove') {
          routing.remove(step.id);
          model.remove(step.id);
        } else if (step.type === 'frame') {
          const before = new Map([...writers].map(([id, { written }]) => [id, written.length]));
          routing.take(step.source, opusFrame(index * 960, [index]), index * 20);
          const sent = [...writers].filter(([id, { written }]) => written.length > (before.get(id) ?? 0));
          expect(new Set(sent.map(([id]) => id))).toEqual(new Set(model.sendersOf(step.source)));
        }
        expect(new Set(routing.sinks.map(({ id }) => id))).toEqual(new Set(model.sinks.keys()));
        expect(routing.sources).toBe(model.sources.size);
      });
      for (const id of [...model.sources.keys(), ...model.sinks.keys()]) routing.remove(id);
      expect(routing.sources).toBe(0);
      expect(routing.sinks).toEqual([]);
    }),
  );
});
