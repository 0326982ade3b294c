export const watch = {
  title: 'Inside the run',
  lead: 'How gradients, weights and gates change from step to step.',
  help: (gradients: string, signals: string) =>
    `A second model takes the weights that were kept of the run, so that the run itself stays as it is. It reads the first ${gradients} training digits as they are, without dropout; gates and states are counted over the first ${signals}. While the run goes on, this takes about a twentieth of the time.`,
  empty: 'Once a run has begun, this shows how the network changes inside.',
  waiting: 'Looking into the first moments…',
  known: (known: string, kept: string) => `${known} of ${kept} kept moments looked into.`,
  failed: (message: string, hint: string) => `${message} ${hint}`,

  spacing: 'Spacing of the steps',
  spacings: { even: 'Even steps', log: 'Logarithmic steps' },
  stepAxis: 'step',
  slider: 'Step to read values at',
  at: (step: string) => `After step ${step}`,

  key: 'Key',
  whole: 'Whole network',
  marks: { read: 'read below', past: 'looked back at' },
  gradients: {
    title: 'Gradients',
    axis: 'norm',
    image:
      'Norm of the gradient over the steps of the run, of the whole network and of each layer, on a logarithmic scale; the table below gives its numbers',
  },
  updates: {
    title: 'Size of a step',
    axis: '‖Δw‖ / ‖w‖',
    image:
      'How far one step moves the weights, relative to their size, over the run, of the whole network and of each layer, on a logarithmic scale; the table below gives its numbers',
    none: 'No single step has been measured yet.',
  },
  updatesHelp:
    'A step’s size is that of exactly one step of the optimizer, from its own batch: how far the weights moved (‖Δw‖) by how large they are (‖w‖). About 0.001 is usual.',
  table: {
    caption: (step: string) => `After step ${step}: norms`,
    norms: 'Gradients and steps',
    step: 'Step',
    layer: 'Layer',
    gradient: 'Gradient',
    update: 'Next step, ‖Δw‖ / ‖w‖',
    unknown: '–',
  },

  weights: {
    title: 'Weights',
    pick: 'Tensor',
    image: (name: string) => `How the weights of ${name} are spread, over the steps of the run; the sentence below gives numbers`,
  },
  signals: {
    title: 'Gates and states',
    pick: 'Signal',
    image: (name: string) => `How the values of ${name} are spread, over the steps of the run; the sentence below gives numbers`,
    none: 'This network has no recurrent layer.',
  },
  option: (layer: string, name: string) => `${layer}: ${name}`,
  valueAxis: 'value',
  share: 'share of the values',
  orMore: (share: string) => `${share} or more`,
  spread: (step: string, low: string, middle: string, high: string) =>
    `After step ${step} the median is ${middle}, and nine values of ten lie between ${low} and ${high}.`,
}
