import { loadPart } from '../../core/load-part'
import type { RowsActions } from '../actions'
import type { RowsControl, RowsControlOptions } from './rows-control'

/** What a visitor does with the network that draws row by row; its code comes with the first wish. What fails is told: no promise rejects. */
export function rowsActions(options: RowsControlOptions & { readonly onError: (error: unknown) => void }): RowsActions {
  let opened: Promise<RowsControl> | null = null
  const there = (): Promise<RowsControl> => {
    opened ??= loadPart(async () => new (await import('./rows-control')).RowsControl(options)).catch((error: unknown) => {
      opened = null
      throw error
    })
    return opened
  }
  return {
    setRowsManner: (change) => options.set({ manner: { ...options.get().manner, ...change } }),
    chooseRows: (chosen) => options.set({ chosen }),
    drawRows: async (picture) => {
      try {
        await (await there()).draw(picture)
      } catch (error) {
        options.onError(error)
      }
    },
  }
}
