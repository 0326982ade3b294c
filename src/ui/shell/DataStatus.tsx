import { isMadeSet } from '../../data/sets/registry'
import type { DataState } from '../../state/app-state'
import type { Format } from '../kit/format'
import { type Messages, useFormat, useMessages } from '../kit/messages/messages'
import { part } from '../kit/part'
import { Popover } from '../kit/Popover'
import { useAppStore } from '../kit/store'
import { fractionOf, statusOf } from './data-words'
import { StatusButton, type StatusLevel } from './StatusButton'

/** Inside the popover. */
const DataSheet = part(async () => (await import('./DataSheet')).DataSheet)

/** Which data training uses. */
export function DataStatus() {
  const words = useMessages()
  const messages = words.shell.data
  const format = useFormat()
  const { info, loading } = useAppStore((state) => state.data)
  return (
    <Popover
      title={messages.label}
      trigger={<StatusButton label={messages.label} value={statusText({ info, loading }, words, format)} level={levelOf(info, loading)} />}
    >
      <DataSheet />
    </Popover>
  )
}

function statusText({ info, loading }: Pick<DataState, 'info' | 'loading'>, words: Messages, format: Format): string {
  const { data } = words.shell
  if (loading) return data.loading(format.percent(fractionOf(loading), 0))
  return info ? statusOf(info, words) : data.none
}

function levelOf(info: DataState['info'], loading: DataState['loading']): StatusLevel {
  if (loading || !info) return 'busy'
  return isMadeSet(info.kind) ? 'reduced' : 'full'
}
