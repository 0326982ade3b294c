import { useMessages } from '../kit/messages/messages'
import { View } from '../kit/View'
import { Calibration } from './Calibration'
import { ClassTable } from './ClassTable'
import { Confusion } from './Confusion'
import { Figures } from './Figures'
import { Limits } from './Limits'
import { Settings } from './Settings'
import { useJudgement } from './use-judgement'

/** How good the network is, where it is wrong, how sure it is, and how much it needs. */
export function Judge() {
  const { judge } = useMessages()
  const counted = useJudgement()
  return (
    <View title={judge.title} lead={judge.lead}>
      <Settings />
      {counted !== null && (
        <>
          <Figures counted={counted} />
          <Confusion counted={counted} />
          <ClassTable confusion={counted.confusion} />
          <Calibration calibration={counted.calibration} />
        </>
      )}
      <Limits />
    </View>
  )
}
