/** Words for the visitor's own hand: writing digits that are asked for, the drawings that are kept, and teaching them to the network. */
export const hand = {
  title: 'Your hand',
  lead: 'Write digits as you write them, and teach this network your hand. The drawings stay on this machine, as strokes.',

  /** Being asked for digits. */
  ask: {
    title: 'Write your digits',
    lead: 'The page asks for one digit after another, in mixed order, and takes each as soon as your pen rests. Ten of each take about a minute.',
    start: 'Start writing',
    more: 'Write one more of each',
    goOn: 'Go on writing',
    stop: 'Stop',
    going: 'Write on the pad: the page takes each digit when your pen rests.',
    counts: 'Drawings by digit',
    count: (digit: string, count: string) => `${digit}: ${count}`,
    total: (count: number, text: string) => (count === 1 ? 'One drawing is kept.' : `${text} drawings are kept.`),
    none: 'No drawings are kept yet.',
  },

  /** On the pad. */
  asked: {
    label: 'Digit that is asked for',
    write: (digit: string) => `Write a ${digit}`,
    progress: (done: string, total: string) => `${done} of ${total}`,
    take: 'Take it',
    takeHint: 'Take the drawing now, without waiting for the pen to rest',
    back: 'Back',
    backHint: 'Delete the last drawing and write it again',
    skip: 'Later',
    skipHint: 'Ask for this digit later',
    stop: 'Stop',
    help: 'A drawing is taken when the pen has rested for a second. With the keyboard: put the pen away with Escape.',
    done: 'Thank you, that is ten of each. Your drawings are under Hand.',
  },

  /** Keeping what is on the pad. */
  keep: {
    open: 'Keep as…',
    hint: 'Keep this drawing among your own, with the digit that it is',
    title: 'Keep this drawing as',
    digit: (digit: string) => `Keep as a ${digit}`,
    kept: (digit: string, count: number, text: string) =>
      `Kept as a ${digit}. You have ${count === 1 ? 'one drawing' : `${text} drawings`}, under Hand.`,
    nothing: 'Draw something first: pictures have no strokes to keep.',
  },

  gallery: {
    title: 'Your drawings',
    lead: 'As the network sees them. Press one to give it another label, show it on the pad or delete it.',
    of: (digit: string, count: string) => `${digit} (${count})`,
    drawing: (digit: string, place: string) => `Drawing ${place} of a ${digit}`,
    more: (count: string) => `${count} more`,
    actions: 'This drawing',
    relabel: 'It is a',
    show: 'Show on the pad',
    remove: 'Delete',
    removeAll: 'Delete all',
    sure: 'Delete all drawings?',
    deleted: (count: number, text: string) => (count === 1 ? 'A drawing was deleted.' : `${text} drawings were deleted.`),
    undo: 'Have back',
    damaged: (count: number) =>
      count === 1 ? 'One drawing of an earlier visit can’t be read.' : `${count} drawings of earlier visits can’t be read.`,
    save: 'Save as a file',
    bring: 'Bring a file',
    added: (count: number, text: string) =>
      count === 0 ? 'All drawings of this file are here already.' : count === 1 ? 'One drawing was added.' : `${text} drawings were added.`,
  },

  tune: {
    title: 'Teach your hand to the network',
    lead: (share: string) =>
      `A short training at a small rate, on pictures made of your drawings and on ${share} digits, so that the network does not forget what it knows.`,
    scope: 'What learns',
    scopes: { all: 'All layers', output: 'Only the output layer', notRecurrent: 'All but the recurrent layers' },
    scopeHelp: {
      all: 'Learns most, and can forget most.',
      output: 'Every other layer keeps each of its weights; only how states become an answer is learnt.',
      notRecurrent: 'The recurrent layers keep each of their weights.',
    },
    start: 'Fine-tune on my hand',
    again: 'Fine-tune once more',
    stop: 'Stop',
    few: (count: string) => `Needs at least ${count} drawings.`,
    task: 'This network reads something else than digits.',
    training: 'Training is running; stop it first.',
    stages: {
      data: 'Fetching the digits…',
      measuring: (done: string, total: string) => `Measuring on drawings held out: training ${done} of ${total}…`,
      training: 'Training on all drawings…',
    },
    progress: 'Fine-tuning',
  },

  result: {
    title: 'Before and after',
    caption: 'Accuracy before fine-tuning and after it, with 95% intervals',
    what: 'Read correctly',
    before: 'Before',
    after: 'After',
    hand: (count: string) => `Your hand (${count})`,
    waiting: 'when training is over',
    share: (share: string, hits: string, total: string) => `${share} (${hits} of ${total})`,
    range: (low: string, high: string) => `${low} – ${high}`,
    leaveOneOut: (count: string) =>
      `Each of your ${count} drawings was left out once: a copy of the network was taught all others and then asked for it. So no drawing was answered by a network that had seen it.`,
    folds: (count: string, folds: string) =>
      `Your ${count} drawings were left out in ${folds} groups, one after another: leaving out each alone would have taken too long. A copy of the network was taught all others, so no drawing was answered by a network that had seen it.`,
    model: (model: string, scope: string) => `Model ${model}; what learnt: ${scope.toLowerCase()}.`,
    final: 'The network on this page was taught all drawings. The run is under Train and Compare.',
    wrong: 'Still misread',
    mended: 'Read correctly now',
    spoilt: 'Read wrongly now',
    answer: (label: string, before: string, after: string) => `A ${label}: read as ${before} before, ${after} after`,
    goBack: 'Back to the network before',
  },
}
