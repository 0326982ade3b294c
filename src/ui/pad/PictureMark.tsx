import { Crop } from 'lucide-react'
import { Button } from '../kit/Button'
import { useMessages } from '../kit/messages/messages'
import { part } from '../kit/part'
import type { PictureHandle } from './use-pad'

/** Only where somebody opened a picture. */
const MarkDigit = part(async () => (await import('./MarkDigit')).MarkDigit)

/** Under the pad, after a picture was opened: the digit can be marked in it, and must be where the page does not find it. */
export function PictureMark({ picture: { opened, isMarking, setMarking, mark } }: { readonly picture: PictureHandle }) {
  const messages = useMessages().pad.mark
  if (isMarking) return <MarkDigit key={opened.name} picture={opened} onMark={mark} onClose={() => setMarking(false)} />
  return (
    <Button onClick={() => setMarking(true)}>
      <Crop aria-hidden />
      <span>{messages.open}</span>
    </Button>
  )
}
