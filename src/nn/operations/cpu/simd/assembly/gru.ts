/** The cells of a GRU at one timestep; gates stand in column blocks z | r | n of [B,3H]. */

import { sigmoids, tanhLanes } from './functions'
import { add, endOf, loadLanes, madd, storeLanes, wholeEndOf } from './lanes'

/**
 * h = z⊙hBefore + (1-z)⊙n. On entry `gates` holds the input's sums, on return the gates; `recurrent` holds the state's sums.
 *
 * The gates of a row come before its candidates, as in `lstmForward`.
 */
export function gruForward(gates: usize, recurrent: usize, hBefore: usize, h: usize, batch: usize, units: usize): void {
  const block = units << 2
  for (let row: usize = 0; row < batch; row++, gates += 2 * block, recurrent += 2 * block) {
    add(gates, recurrent, 2 * units)
    sigmoids(gates, 2 * units)
    const end = endOf(gates, units)
    const wholeEnd = wholeEndOf(gates, units)
    for (; gates < wholeEnd; gates += 16, recurrent += 16, hBefore += 16, h += 16) stateAt(gates, recurrent, block, hBefore, h, true)
    for (; gates < end; gates += 4, recurrent += 4, hBefore += 4, h += 4) stateAt(gates, recurrent, block, hBefore, h, false)
  }
}

@inline
function stateAt(z: usize, recurrent: usize, block: usize, hBefore: usize, h: usize, whole: bool): void {
  const r = z + block
  const n = r + block
  const candidate = tanhLanes(madd(loadLanes(r, whole), loadLanes(recurrent + 2 * block, whole), loadLanes(n, whole)), whole)
  storeLanes(n, candidate, whole)
  const update = loadLanes(z, whole)
  const kept = f32x4.mul(f32x4.sub(f32x4.splat(1), update), candidate)
  storeLanes(h, madd(update, loadLanes(hBefore, whole), kept), whole)
}

/** `gates` and `recurrent` become the gradients of their sums, dH what of it reaches the state before past the gates. */
export function gruBackward(gates: usize, recurrent: usize, hBefore: usize, dH: usize, batch: usize, units: usize): void {
  const block = units << 2
  for (let row: usize = 0; row < batch; row++, gates += 2 * block, recurrent += 2 * block) {
    const end = endOf(gates, units)
    const wholeEnd = wholeEndOf(gates, units)
    for (; gates < wholeEnd; gates += 16, recurrent += 16, hBefore += 16, dH += 16) backwardAt(gates, recurrent, block, hBefore, dH, true)
    for (; gates < end; gates += 4, recurrent += 4, hBefore += 4, dH += 4) backwardAt(gates, recurrent, block, hBefore, dH, false)
  }
}

@inline
function backwardAt(z: usize, recurrent: usize, block: usize, hBefore: usize, dH: usize, whole: bool): void {
  const r = z + block
  const n = r + block
  const one = f32x4.splat(1)
  const update = loadLanes(z, whole)
  const reset = loadLanes(r, whole)
  const candidate = loadLanes(n, whole)
  const dh = loadLanes(dH, whole)
  const dhUpdate = f32x4.mul(dh, update)
  const rest = f32x4.sub(one, update)
  const dUpdate = f32x4.mul(f32x4.mul(dhUpdate, rest), f32x4.sub(loadLanes(hBefore, whole), candidate))
  const dCandidate = f32x4.mul(f32x4.mul(dh, rest), f32x4.sub(one, f32x4.mul(candidate, candidate)))
  const dCandidateReset = f32x4.mul(dCandidate, reset)
  const dReset = f32x4.mul(f32x4.mul(dCandidateReset, loadLanes(recurrent + 2 * block, whole)), f32x4.sub(one, reset))
  storeLanes(z, dUpdate, whole)
  storeLanes(r, dReset, whole)
  storeLanes(n, dCandidate, whole)
  storeLanes(recurrent, dUpdate, whole)
  storeLanes(recurrent + block, dReset, whole)
  storeLanes(recurrent + 2 * block, dCandidateReset, whole)
  storeLanes(dH, dhUpdate, whole)
}
