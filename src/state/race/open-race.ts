import type { StoreApi } from 'zustand/vanilla'
import { printable } from '../../core/printable'
import type { WorkerClient } from '../../worker/client'
import type { Store } from '../app-state'
import type { OpenRuns } from '../runs/open-runs'
import { LaneRecorder } from './lane-recorder'
import { RaceControl } from './race-control'
import { RaceReader } from './race-reader'
import type { RaceState } from './race-state'

export interface OpenRace {
  readonly control: RaceControl
  /** Makes a network of the race the page's own. */
  take(lane: number): Promise<void>
}

/** Follows races from now on. @param runs  where what they come to is kept */
export function openRace(store: StoreApi<Store>, client: WorkerClient, { kept }: OpenRuns, prepareData: () => Promise<void>): OpenRace {
  const { getState: get } = store
  const set = (change: Partial<RaceState>): void => store.setState({ race: { ...get().race, ...change } })
  const reader = new RaceReader({ client, get, set })
  const recorder = new LaneRecorder(kept, get)
  const control = new RaceControl({ client, recorder, get, set, prepareData, onMoved: () => reader.request() })
  client.subscribe((event) => {
    switch (event.type) {
      case 'raceSteps':
        return control.noteSteps(event)
      case 'raceEpoch':
        return control.noteEpoch(event)
      case 'raceState':
        return control.noteState(event)
      case 'crashed':
        return control.fail()
      default:
    }
  })
  store.subscribe((state, before) => {
    if (state.trace !== before.trace || state.view.tab !== before.view.tab) reader.request()
  })
  return {
    control,
    async take(lane) {
      const name = get().race.lanes[lane]?.name ?? ''
      const { bytes } = await client.request('saveFromRace', { lane })
      await get().actions.openModel(new File([new Uint8Array(bytes)], `${printable(name)}.safetensors`))
    },
  }
}
