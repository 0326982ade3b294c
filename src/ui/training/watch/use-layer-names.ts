import { useMemo } from 'react'
import { describeModel } from '../../../nn/spec/describe'
import { useMessages } from '../../kit/messages/messages'
import { useAppStore } from '../../kit/store'
import { ordinalOf } from '../../network/layers'
import { layerTitle } from '../../network/words'

/** What people call a layer of the page's network: `LSTM 2` for `lstm_1`. */
export function useLayerNames(): (layer: string) => string {
  const messages = useMessages()
  const spec = useAppStore((state) => state.model?.spec ?? null)
  return useMemo(() => {
    const layers = spec === null ? [] : describeModel(spec).layers
    const names = new Map(
      layers.map((layer) => [layer.name, layerTitle(messages, { kind: layer.layer.type, ordinal: ordinalOf(layer, layers) })]),
    )
    return (layer) => names.get(layer) ?? layer
  }, [messages, spec])
}
