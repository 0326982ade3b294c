import { describe, expect, it } from 'vitest'
import { playRounds, type Player } from './rounds'

/** Players whose turns take so long on a clock of their own. */
function game(durations: Readonly<Record<string, number>>) {
  let time = 0
  const played: string[] = []
  const players = Object.entries(durations).map(([name, duration]): Player => ({
    name,
    async play() {
      played.push(name)
      time += Math.abs(duration)
      if (duration < 0) throw new Error(`${name} fell`)
    },
  }))
  return { players, played, now: () => time }
}

const unlimited = { each: Infinity, all: Infinity }

describe('playRounds', () => {
  it('lets everybody play in turn', async () => {
    const { players, played, now } = game({ a: 1, b: 1 })
    expect(await playRounds(players, { rounds: 3, ...unlimited }, now)).toEqual(new Map())
    expect(played.join('')).toBe('ababab')
  })

  it('lets the slow sit out', async () => {
    const { players, played, now } = game({ a: 1, slow: 10 })
    await playRounds(players, { rounds: 3, each: 10, all: Infinity }, now)
    expect(played).toEqual(['a', 'slow', 'a', 'a'])
  })

  it('begins no round when time is up, but ends the one begun', async () => {
    const { players, played, now } = game({ a: 5, b: 5 })
    await playRounds(players, { rounds: 3, each: Infinity, all: 12 }, now)
    expect(played.join('')).toBe('abab')
  })

  it('measures everybody once, however late', async () => {
    const { players, played, now } = game({ a: 5, b: 5 })
    await playRounds(players, { rounds: 3, each: 0, all: 0 }, now)
    expect(played.join('')).toBe('ab')
  })

  it('goes on without who fails', async () => {
    const { players, played, now } = game({ a: 1, weak: -1 })
    const failures = await playRounds(players, { rounds: 2, ...unlimited }, now)
    expect(failures.get('weak')?.message).toBe('weak fell')
    expect(played).toEqual(['a', 'weak', 'a'])
  })
})
