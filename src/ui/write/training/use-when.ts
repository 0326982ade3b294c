import { useFormat, useMessages } from '../../kit/messages/messages'
import { useAppStore } from '../../kit/store'

/** Says which epoch of the last run is meant. */
export function useWhen(): (epoch: number) => string {
  const { writerTraining: words } = useMessages()
  const format = useFormat()
  const epochs = useAppStore(({ writing: { run } }) => Math.max(run.plan.epochs, run.moments.at(-1)?.epoch ?? 0))
  return (epoch) => (epoch === 0 ? words.untrained : words.atEpoch(format.integer(epoch), format.integer(epochs)))
}
