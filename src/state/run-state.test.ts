import { expect, test } from 'vitest'
import { isLearning, isOver, isUnderWay } from './run-state'

const states = ['idle', 'starting', 'running', 'paused', 'finished', 'stopped', 'failed'] as const

test('a run holds the settings from its start to its end', () => {
  expect(states.filter(isUnderWay)).toEqual(['starting', 'running', 'paused'])
  expect(states.filter(isLearning)).toEqual(['starting', 'running'])
  expect(states.filter(isOver)).toEqual(['finished', 'stopped', 'failed'])
})
