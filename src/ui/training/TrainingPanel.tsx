import { holdsSettings } from '../../state/run-state'
import { useMessages } from '../kit/messages/messages'
import { useActions, useAppStore } from '../kit/store'
import fold from '../kit/Fold.module.css'
import section from '../kit/Section.module.css'
import { View } from '../kit/View'
import { AugmentationSettings } from '../run-settings/AugmentationSettings'
import { Controls } from './Controls'
import { Curves } from './curves/Curves'
import { EpochTable } from './EpochTable'
import { ProfilePanel } from './ProfilePanel'
import { Progress } from './Progress'
import { Seeds } from './Seeds'
import { Settings } from './Settings'
import { FrozenSettings } from '../run-settings/FrozenSettings'
import { StoppingSettings } from '../run-settings/StoppingSettings'
import { TimeMachine } from './TimeMachine'
import { Trouble } from './Trouble'
import { Watch } from './watch/Watch'

/** Sets up, runs and shows a training run; the pad beside it stays live. */
export function TrainingPanel() {
  const { training } = useMessages()
  return (
    <View title={training.title} lead={training.lead}>
      <div className={section.parts}>
        <Settings />
        <Folded />
        <Controls />
        <Seeds />
      </div>
      <div className={section.parts}>
        <Progress />
        <Trouble />
      </div>
      <Curves />
      <TimeMachine />
      <Watch />
      <EpochTable />
      <ProfilePanel />
    </View>
  )
}

function Folded() {
  const settings = useAppStore((state) => state.training.settings)
  const locked = useAppStore((state) => holdsSettings(state.training))
  const { setTrainingSettings } = useActions()
  return (
    <div className={fold.folds}>
      <AugmentationSettings settings={settings} locked={locked} onChange={setTrainingSettings} />
      <StoppingSettings settings={settings} locked={locked} onChange={setTrainingSettings} />
      <FrozenSettings settings={settings} locked={locked} onChange={setTrainingSettings} />
    </div>
  )
}
