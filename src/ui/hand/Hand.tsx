import { useEffect } from 'react'
import { useMessages } from '../kit/messages/messages'
import { useActions } from '../kit/store'
import { View } from '../kit/View'
import { Drawings } from './Drawings'
import { Tuning } from './Tuning'
import { TuningFigures } from './TuningFigures'
import { Writing } from './Writing'

/** The visitor's own hand: writing digits, the drawings that are kept, and teaching them to the network. */
export function Hand() {
  const { hand } = useMessages()
  const { loadHand } = useActions()
  useEffect(() => void loadHand(), [loadHand])
  return (
    <View title={hand.title} lead={hand.lead}>
      <Writing />
      <Tuning />
      <TuningFigures />
      <Drawings />
    </View>
  )
}
