import type { Store } from '../../../state/app-state'
import { DataTable } from '../../kit/DataTable'
import { useFormat, useMessages } from '../../kit/messages/messages'
import { saliencyTable } from './saliency-table'

const isNewSaliency = (state: Store, before: Store): boolean => state.lens.reading !== before.lens.reading

/** The saliency in numbers: in every row of the picture, what more ink would take from the loss and add to it, and where most. */
export function SaliencyNumbers() {
  const messages = useMessages()
  const { lens: words, shell } = messages
  const format = useFormat()
  return (
    <DataTable
      title={shell.dataTable.of(words.saliency)}
      content={({ lens }) => ({
        caption: words.saliencyTable.caption,
        ...saliencyTable(lens.reading?.gradients.saliency ?? null, messages, format),
      })}
      isNew={isNewSaliency}
      testId="saliency-numbers"
    />
  )
}
