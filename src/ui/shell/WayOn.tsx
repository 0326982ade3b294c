import { Button } from '../kit/Button'
import { useMessages } from '../kit/messages/messages'
import { useActions } from '../kit/store'

export interface WayOnProps {
  readonly way: 'goOn' | 'save' | 'putBack'
  readonly onPress: () => void
}

/** Lets a run go on that was cut off with its page, gives the visitor the model that is not kept, or puts back the one that made way. */
export function WayOn({ way, onPress }: WayOnProps) {
  const messages = useMessages().shell.notices
  const actions = useActions()
  const press = (): void => {
    onPress()
    if (way === 'save') return void actions.saveModel()
    if (way === 'putBack') return void actions.putBackModel()
    actions.setTab('train')
    void actions.startTraining()
  }
  return <Button onClick={press}>{messages[way]}</Button>
}
