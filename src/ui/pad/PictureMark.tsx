import { Crop } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../kit/Button'
import { focusIt } from '../kit/dom'
import { useMessages } from '../kit/messages/messages'
import { part } from '../kit/part'
import type { PictureHandle } from './use-pad'

/** Only where somebody opened a picture. */
const MarkDigit = part(async () => (await import('./MarkDigit')).MarkDigit)

/** Under the pad, after a picture was opened: the digit can be marked in it, and must be where the page does not find it. */
export function PictureMark({ picture: { opened, isMarking, setMarking, mark } }: { readonly picture: PictureHandle }) {
  const messages = useMessages().pad.mark
  // Button and panel stand in each other's place: the focus goes along, where the visitor has pressed one of them.
  const [pressedFor, setPressedFor] = useState<unknown>(null)
  const isPressed = pressedFor === opened
  const press = (isMarkingNext: boolean): void => {
    setPressedFor(opened)
    setMarking(isMarkingNext)
  }
  if (isMarking) return <MarkDigit key={opened.name} picture={opened} takesFocus={isPressed} onMark={mark} onClose={() => press(false)} />
  return (
    <Button ref={isPressed ? focusIt : undefined} onClick={() => press(true)}>
      <Crop aria-hidden />
      <span>{messages.open}</span>
    </Button>
  )
}
