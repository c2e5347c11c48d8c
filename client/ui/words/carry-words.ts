import { msg } from '@lit/localize';
import type { CarryObstacle } from '../../media/carry-obstacle.ts';

/** What it is to carry a room, and what it costs. */
export function carryCostWords(): string {
  return msg(
    'So that rooms can be larger: about 80 kbit/s for each voice and listener. Never on a metered connection or a low battery.',
  );
}

/** Why this browser carries nobody, whatever its person wishes. */
export function carryObstacleWords(obstacle: CarryObstacle): string {
  switch (obstacle) {
    case 'browser':
      return msg('This browser cannot pass on what it hears. You speak and listen as everyone does.');
    case 'phone':
      return msg('Only computers carry others: on a phone it would cost too much battery.');
    case 'metered':
      return msg('Not now: your connection is metered, or very slow.');
    case 'battery':
      return msg('Not now: the battery is low.');
  }
}
