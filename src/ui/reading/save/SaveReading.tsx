import { Download } from 'lucide-react'
import { Button } from '../../kit/Button'
import { useMessages } from '../../kit/messages/messages'
import { part } from '../../kit/part'
import { Popover } from '../../kit/Popover'

/** Inside the popover. */
const SaveSheet = part(async () => (await import('./SaveSheet')).SaveSheet)

/** Where the reading is taken along, into slides or into other programs. */
export function SaveReading() {
  const { saving } = useMessages()
  return (
    <Popover
      title={saving.open}
      align="start"
      trigger={
        <Button small variant="quiet" data-left-out="print">
          <Download aria-hidden />
          <span>{saving.open}</span>
        </Button>
      }
    >
      <SaveSheet />
    </Popover>
  )
}
