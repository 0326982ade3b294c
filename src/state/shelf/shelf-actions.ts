import type { ShelfActions } from '../actions'
import type { OpenShelf } from './open-shelf'

export interface ShelfActionsOptions {
  /** What keeps models, which may have to be fetched. */
  readonly open: () => Promise<OpenShelf>
  readonly onError: (error: unknown) => void
}

/** What a visitor does with the models on the shelf. What fails is told: no promise rejects. */
export function shelfActions({ open, onError }: ShelfActionsOptions): ShelfActions {
  const attempt = async (work: (opened: OpenShelf) => Promise<void>): Promise<void> => {
    try {
      await work(await open())
    } catch (error) {
      onError(error)
    }
  }
  return {
    loadShelf: () => attempt(({ shelf }) => shelf.load()),
    keepModel: () => attempt((opened) => opened.keepNow()),
    openShelfModel: (id) => attempt(({ shelf }) => shelf.open(id)),
    renameShelfModel: (id, name) => attempt(({ shelf }) => shelf.rename(id, name)),
    duplicateShelfModel: (id) => attempt(({ shelf }) => shelf.duplicate(id)),
    downloadShelfModel: (id) => attempt(({ shelf }) => shelf.download(id)),
    deleteShelfModel: (id) => attempt(({ shelf }) => shelf.delete(id)),
    undoDeleteShelfModel: () => attempt(({ shelf }) => shelf.undoDelete()),
  }
}
