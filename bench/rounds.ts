/** Measurements in turn: whatever else the machine does in the meantime meets everybody. */

export interface Player {
  readonly name: string
  /** Measures once. */
  play(): Promise<void>
}

export interface RoundLimits {
  /** At most. */
  readonly rounds: number
  /** Milliseconds after which a player sits out the rounds that are left. */
  readonly each: number
  /** Milliseconds after which no round begins. */
  readonly all: number
}

/**
 * Everybody once, then everybody again. A player that fails is out.
 *
 * @param now  milliseconds of a clock
 * @returns what failed, by name
 */
export async function playRounds(
  players: readonly Player[],
  { rounds, each, all }: RoundLimits,
  now: () => number = () => performance.now(),
): Promise<Map<string, Error>> {
  const failures = new Map<string, Error>()
  const spent = new Map<string, number>()
  const begin = now()
  for (let round = 0; round < rounds; round++) {
    // Everybody is measured at least once.
    if (round > 0 && now() - begin >= all) break
    for (const player of players) {
      const before = spent.get(player.name) ?? 0
      if (failures.has(player.name) || (round > 0 && before >= each)) continue
      const start = now()
      try {
        await player.play()
      } catch (cause) {
        failures.set(player.name, cause instanceof Error ? cause : new Error(String(cause)))
      }
      spent.set(player.name, before + now() - start)
    }
  }
  return failures
}
