import { useEffect, useMemo } from 'react'
import { useActions, useAppStore } from '../kit/store'
import type { SequenceLayer } from '../network/layers'
import { ownColumns, sortedColumns, type UnitColumns } from '../maps/unit-columns'

/** The columns of a layer's maps as the visitor wants them; in the order of the numbers until another is known. */
export function useUnitColumns({ name, units }: SequenceLayer): UnitColumns {
  const isWanted = useAppStore(({ unitOrder }) => unitOrder.by === 'likeness')
  const known = useAppStore(({ unitOrder }) => unitOrder.orders[name])
  const isSorting = useAppStore(({ unitOrder }) => unitOrder.sorting === name)
  const isReady = useAppStore(({ status }) => status === 'ready')
  const { sortUnits } = useActions()
  const order = known?.order.length === units ? known : undefined

  useEffect(() => {
    if (isWanted && isReady && order === undefined && !isSorting) void sortUnits(name)
  }, [isWanted, isReady, order, isSorting, sortUnits, name])

  return useMemo(() => (isWanted && order ? sortedColumns(order) : ownColumns), [isWanted, order])
}
