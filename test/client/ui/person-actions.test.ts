import { describe, expect, test } from 'vitest';
import { actionsFor } from '../../../client/ui/person-actions.ts';
import type { RoomPerson } from '../../../client/ui/room-people.ts';

function person(change: Partial<RoomPerson> = {}): RoomPerson {
  return {
    id: 'someone',
    personId: 'person',
    name: 'Mira',
    kind: 'member',
    handle: 'mira',
    picture: '',
    role: 'speaker',
    muted: false,
    away: false,
    handRaised: false,
    invited: false,
    you: false,
    owner: false,
    troubled: false,
    ...change,
  };
}

const moderator = { role: 'moderator' } as const;

describe('the menu of a person', () => {
  test('offers a moderator what changes something about a speaker', () => {
    expect(actionsFor(moderator, person(), 1)).toEqual([
      'mute',
      'make-moderator',
      'move-to-audience',
      'remove',
    ]);
    expect(actionsFor(moderator, person({ muted: true }), 1)).toContain('ask-to-unmute');
  });

  test('offers a moderator to bring a listener on stage, once', () => {
    expect(actionsFor(moderator, person({ role: 'listener' }), 1)).toEqual(['bring-on-stage', 'remove']);
    expect(actionsFor(moderator, person({ role: 'listener', invited: true }), 1)).toEqual(['remove']);
  });

  test('lets guests not become moderators', () => {
    expect(actionsFor(moderator, person({ kind: 'guest' }), 1)).not.toContain('make-moderator');
  });

  test('offers nothing against the owner', () => {
    expect(actionsFor(moderator, person({ role: 'moderator', owner: true, muted: true }), 2)).toEqual([
      'ask-to-unmute',
    ]);
  });

  test('does not let the last moderator step down', () => {
    const you = person({ role: 'moderator', you: true });
    expect(actionsFor(moderator, you, 1)).toEqual([]);
    expect(actionsFor(moderator, you, 2)).toEqual(['take-back-moderator', 'move-to-audience']);
  });

  test('offers speakers their own way down, and listeners nothing', () => {
    expect(actionsFor({ role: 'speaker' }, person({ you: true }), 1)).toEqual(['move-to-audience']);
    expect(actionsFor({ role: 'speaker' }, person(), 1)).toEqual([]);
    expect(actionsFor({ role: 'listener' }, person(), 1)).toEqual([]);
  });

  test('lets the owner come back on their own stage', () => {
    const owner = person({ role: 'listener', you: true, owner: true });
    expect(actionsFor({ role: 'listener' }, owner, 1)).toEqual(['bring-on-stage']);
  });
});
