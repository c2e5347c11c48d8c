import type { ReactiveControllerHost } from 'lit';
import { describe, expect, test } from 'vitest';
import { PasskeyController } from '../../../../client/ui/controllers/passkey-controller.ts';
import type { PasskeyTrouble } from '../../../../client/session/passkeys.ts';
import type { Answer } from '../../../../shared/protocol/messages.ts';

const host: ReactiveControllerHost = {
  addController() {},
  removeController() {},
  requestUpdate() {},
  updateComplete: Promise.resolve(true),
};

const answering = (answer: Answer<string> | PasskeyTrouble) => async () => answer;

describe('what is done with a passkey', () => {
  test('comes to what the server grants', async () => {
    const controller = new PasskeyController(host);
    expect(await controller.do(answering({ ok: true, value: 'in' }))).toBe('in');
    expect(controller.fault).toBe('');
  });

  test('says in words what the browser would not do, and what the server refused', async () => {
    const controller = new PasskeyController(host);
    expect(await controller.do(answering('cancelled'))).toBeUndefined();
    expect(controller.fault).toMatch(/^That was stopped/);
    await controller.do(answering({ ok: false, reason: 'no-passkeys-here' }));
    expect(controller.fault).toMatch(/^There are no passkeys at this address/);
    await controller.do(answering({ ok: true, value: 'in' }));
    expect(controller.fault).toBe('');
  });

  test('is done once at a time', async () => {
    const controller = new PasskeyController(host);
    let finish: (trouble: PasskeyTrouble) => void = () => {};
    const first = controller.do(() => new Promise<PasskeyTrouble>((resolve) => (finish = resolve)));
    expect(controller.busy).toBe(true);
    expect(await controller.do(answering({ ok: true, value: 'twice' }))).toBeUndefined();
    finish('impossible');
    expect(await first).toBeUndefined();
    expect(controller.busy).toBe(false);
    expect(controller.fault).toMatch(/^This browser could not do that/);
  });
});
