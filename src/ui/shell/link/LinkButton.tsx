import { Link } from 'lucide-react'
import { IconButton } from '../../kit/IconButton'
import { useMessages } from '../../kit/messages/messages'
import { part } from '../../kit/part'
import { Popover } from '../../kit/Popover'

/** Inside the popover. */
const LinkSheet = part(async () => (await import('./LinkSheet')).LinkSheet)

/** Where what the page shows is passed on. */
export function LinkButton() {
  const messages = useMessages().link
  return (
    <Popover
      title={messages.title}
      trigger={
        <IconButton label={messages.open} hint={messages.title}>
          <Link aria-hidden />
        </IconButton>
      }
    >
      <LinkSheet />
    </Popover>
  )
}
