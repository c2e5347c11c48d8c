import type { Happening, RoomControls, RoomState } from '../../client/session/room-state.ts';
import type { LinkReport } from '../../client/media/link-report.ts';
import type { AudioPlace } from '../../shared/protocol/messages.ts';
import { crowd } from './people.ts';

const levels: Record<string, number> = {
  'you-you-you': 0.55,
  'stage-Ana': 0.7,
  'stage-Jonas': 0.14,
  'stage-Yusuf': 0.35,
};

/** A room that stands still: it shows one state, and answers what it is asked. */
export class FakeRoom implements RoomControls {
  state: RoomState;
  readonly canChooseOutput = true;
  readonly #reports: readonly LinkReport[];
  readonly #place: AudioPlace | null;
  readonly #observers = new Set<(happening: Happening) => void>();
  readonly #subscribers = new Set<() => void>();
  readonly #volumes = new Map<string, number>();

  constructor(state: RoomState, reports: readonly LinkReport[] = [], place: AudioPlace | null = null) {
    this.state = state;
    this.#reports = reports;
    this.#place = place;
  }

  show(state: RoomState): void {
    this.state = state;
    for (const changed of this.#subscribers) changed();
  }

  tell(happening: Happening): void {
    for (const happened of this.#observers) happened(happening);
  }

  subscribe(changed: () => void): () => void {
    this.#subscribers.add(changed);
    return () => this.#subscribers.delete(changed);
  }

  observe(happened: (happening: Happening) => void): () => void {
    this.#observers.add(happened);
    return () => this.#observers.delete(happened);
  }

  leave(): void {
    if ('preview' in this.state)
      this.show({ phase: 'ended', ending: { reason: 'left' }, preview: this.state.preview });
  }

  async setMuted(muted: boolean): Promise<void> {
    if (this.state.phase === 'inside') this.show({ ...this.state, muted });
  }

  async listeners() {
    return crowd(36).map((card) => ({ ...card, id: `${card.id}-more`, name: `${card.name}b` }));
  }

  async devices() {
    const microphones = [
      { id: 'desk', label: 'Desk microphone with an especially long name (USB 2.0)' },
      { id: 'built-in', label: 'Built-in microphone' },
    ];
    return { microphones, outputs: [{ id: 'headset', label: 'Headset' }], microphone: 'desk', output: '' };
  }

  async linkReports() {
    return this.#reports;
  }

  async audioPlace() {
    return this.#place;
  }

  volumeOf = (person: string) => this.#volumes.get(person) ?? 1;
  setVolume = (person: string, volume: number) => void this.#volumes.set(person, volume);
  levelOf = (participant: string) => levels[participant] ?? 0;
  prepare(): void {}
  enter = async () => {};
  knock = async () => {};
  stopKnocking(): void {}
  send = async () => null;
  chooseMicrophone = async () => {};
  chooseOutput = async () => {};
  resumePlayback = async () => {};
  dispose(): void {}
}
