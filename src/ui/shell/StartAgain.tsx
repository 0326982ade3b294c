import { Button } from '../kit/Button'
import { useMessages } from '../kit/messages/messages'
import { useActions, useAppStore } from '../kit/store'

/** Brings up what computes, where it does not any more; nothing while it does. */
export function StartAgain({ onStart }: { readonly onStart?: () => void }) {
  const { restart } = useMessages().shell
  const isOver = useAppStore(({ status }) => status === 'failed')
  const actions = useActions()
  if (!isOver) return null
  const start = (): void => {
    onStart?.()
    void actions.startAgain()
  }
  return (
    <Button variant="primary" onClick={start}>
      {restart}
    </Button>
  )
}
