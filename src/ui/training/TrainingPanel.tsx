import { useMessages } from '../kit/messages/messages'
import { View } from '../kit/View'
import { AugmentationSettings } from './AugmentationSettings'
import { Controls } from './Controls'
import { Curves } from './curves/Curves'
import { EpochTable } from './EpochTable'
import { ProfilePanel } from './ProfilePanel'
import { Progress } from './Progress'
import { Seeds } from './Seeds'
import { Settings } from './Settings'
import { StoppingSettings } from './StoppingSettings'
import { TimeMachine } from './TimeMachine'
import { Trouble } from './Trouble'

/** Sets up, runs and shows a training run; the pad beside it stays live. */
export function TrainingPanel() {
  const { training } = useMessages()
  return (
    <View title={training.title} lead={training.lead} gap="parts">
      <Settings />
      <AugmentationSettings />
      <StoppingSettings />
      <Controls />
      <Seeds />
      <Progress />
      <Trouble />
      <Curves />
      <TimeMachine />
      <EpochTable />
      <ProfilePanel />
    </View>
  )
}
