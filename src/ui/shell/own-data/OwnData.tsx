import { part } from '../../kit/part'
import { useAppStore } from '../../kit/store'

/** Most visitors bring no data. */
const OwnDataDialog = part(async () => (await import('./OwnDataDialog')).OwnDataDialog)

/** Shows what was found in files of the visitor's own, until it is taken or left. */
export function OwnData() {
  const look = useAppStore((state) => state.data.look)
  return look === null ? null : <OwnDataDialog look={look} />
}
