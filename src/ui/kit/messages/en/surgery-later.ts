/** One experiment: what its button says, and what to look at. */
interface LessonWords {
  readonly title: string
  readonly watch: string
}

/** Signals held by hand, once that is opened. */
export const surgeryLater = {
  lessons: {
    label: 'Lessons',
    neverForget: {
      title: 'Never forget',
      watch: 'Every cell keeps all that was ever written into it: C only adds up, and leaves the range that the network learnt to read.',
    },
    forgetAll: {
      title: 'Forget everything',
      watch:
        'C is only what the present step writes, i ⊙ C̃. What came before is passed on through h alone, from one step to the next, and soon gone.',
    },
    closeOutput: {
      title: 'Close the output gate',
      watch:
        'The cells go on changing and C passes on, but h is 0: the next step’s gates and candidate, and the answer, get nothing of it.',
    },
    neverRenew: {
      title: 'Never renew',
      watch: 'The state stays what it was before the first step, 0: with one gate for both, keeping everything means taking in nothing.',
    },
    keepNothing: {
      title: 'Keep nothing',
      watch: 'The state is the new candidate at every step; the past is seen only through the reset gate.',
    },
    neverLookBack: {
      title: 'Never look back',
      watch: 'The candidate is made of the present step alone; the past lives on only in what the update gate keeps.',
    },
  } satisfies Record<string, string | LessonWords>,
  noInput: {
    title: (place: string) => `Write nothing after ${place}`,
    titleBoth: 'Write nothing in the second half',
    watch: 'Nothing more is written into C; x still drives f and o. What is left of the digit at the end is what the forget gate keeps.',
  },
  freeze: {
    title: (place: string) => `Keep the state after ${place}`,
    titleBoth: 'Keep the state in the second half',
    watch: 'The state no longer changes: nothing that is read later gets into it.',
  },
  wipe: {
    title: (place: string) => `Wipe the state at ${place}`,
    titleBoth: 'Wipe the state half way',
    watch: 'All that was read is erased once; the answer comes from what is read after that.',
  },
  ablate: {
    title: (unit: number) => `Ablate unit ${unit}`,
    watch: 'The output of one unit is held at 0. Pick others in the maps: most answers do not depend on any single one.',
  },
  form: {
    label: 'Hold by hand',
    signal: 'Signal',
    at: 'At',
    closed: '0, closed',
    open: '1, open',
    number: 'a value',
    value: 'Value',
    units: 'Units',
    allUnits: 'all',
    thisUnit: (unit: number) => `unit ${unit}`,
    chosen: 'some',
    list: 'Which units',
    listHint: (units: number) => `From 1 to ${units}, for example 1–32, 41`,
    steps: 'Steps',
    allSteps: 'all',
    range: 'from – to',
    from: 'From step',
    to: 'To step',
    hold: 'Hold',
  },
  held: {
    label: 'Held',
    all: 'all units, all steps',
    units: (units: string) => `units ${units}`,
    oneUnit: (unit: string) => `unit ${unit}`,
    allUnits: 'all units',
    steps: (steps: string) => `steps ${steps}`,
    oneStep: (step: string) => `step ${step}`,
    allSteps: 'all steps',
    letGo: (what: string) => `Let go of ${what}`,
    reset: 'Reset',
  },
  outcome: {
    label: 'What changes',
    other: (held: string, heldPercent: string, plain: string, plainPercent: string) =>
      `Would answer ${held} (${heldPercent}) instead of ${plain} (${plainPercent}).`,
    same: (digit: string, heldPercent: string, plainPercent: string) =>
      heldPercent === plainPercent
        ? `Would still answer ${digit} (${heldPercent}), but read it differently.`
        : `Would still answer ${digit}, with ${heldPercent} instead of ${plainPercent}.`,
    untouched: (digit: string, percent: string) => `Changes nothing: still ${digit} (${percent}).`,
    none: 'Nothing is held. Choose a lesson, or hold something by hand.',
    empty: 'Draw a digit to see what would change.',
  },
  maps: {
    label: 'Reading with signals held',
    show: 'Show',
    held: 'reading',
    difference: 'difference',
    beliefPlain: 'belief',
    beliefHeld: 'belief, held',
    beliefPlainImage: 'Belief as it is, step by step',
    beliefHeldImage: 'Belief with signals held, step by step',
    heldSuffix: 'held',
    heldImage: (signal: string) => `${signal} with signals held`,
    differenceImage: (signal: string) => `${signal}: difference between the reading with signals held and the true one`,
    readout: (symbol: string, unit: number, place: string) => `${symbol}, unit ${unit}, ${place}: `,
    readoutBelief: (digit: string, place: string) => `belief in ${digit}, ${place}: `,
    readoutValues: (held: string, plain: string) => `${held} instead of ${plain}`,
    hint: 'Point at a map to compare values.',
    readoutLabel: 'Both values under the cursor',
  },
}
