import { useMemo } from 'react'
import { useAppStore } from '../kit/store'
import { type LayerView, type ModelView, modelView, shownLayer } from './layers'

/** The model as the reading arranges it, and the layer that is shown; null before there is a model, or a layer to show. */
export function useModelView(): { readonly model: ModelView | null; readonly layer: LayerView | null } {
  const spec = useAppStore((state) => state.model?.spec ?? null)
  const name = useAppStore((state) => state.cursor.layer)
  const model = useMemo(() => spec && modelView(spec), [spec])
  const layer = useMemo(() => model && shownLayer(model, name), [model, name])
  return { model, layer }
}
