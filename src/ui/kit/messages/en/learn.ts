import { panels } from './panels'
import { tourButton } from './tour-button'

/** Stops of the guided reading, in their order. */
export type StopId = 'rows' | 'maps' | 'forget' | 'write' | 'cell' | 'belief' | 'mind' | 'yours'

/** What to try with a signal. */
export type TryId =
  | 'write'
  | 'keep'
  | 'show'
  | 'propose'
  | 'replace'
  | 'remember'
  | 'tell'
  | 'tellBackward'
  | 'tellBoth'
  | 'handOn'
  | 'renew'
  | 'reset'
  | 'rewrite'
  | 'compare'
  | 'scan'
  | 'settle'

/** Numbers of the reading at hand, formatted; null where it has none. */
export interface TourNumbers {
  readonly units: string
  readonly forgetAbove: string | null
  readonly forgetBelow: string | null
  readonly candidateAbove: string | null
  readonly candidateWithin: string | null
  readonly mind: { readonly row: string; readonly digit: string; readonly percent: string; readonly before: string | null } | null
}

export interface StopWords {
  readonly title: string
  readonly text: (numbers: TourNumbers) => string
}

export const learn = {
  tour: {
    label: 'Guided reading',
    ...tourButton,
    place: (stop: number, stops: number) => `${stop} of ${stops}`,
    placeSpoken: (stop: number, stops: number) => `Stop ${stop} of ${stops}: `,
    keys: 'Arrow keys right and left go on and back, Escape leaves.',
    next: 'Next',
    back: 'Back',
    leave: 'Leave the guided reading',
    finish: 'Finish',
    draw: 'Draw a digit',
    train: 'Train a network',
    read: 'Read more',
    misfit: {
      title: 'It needs a trained LSTM',
      text: 'The guided reading follows a trained LSTM that reads row by row. The model on this page is another one. The page’s own replaces it; save yours first if you want to keep it.',
      training: 'Training is running; stop it first.',
      load: 'Load the trained LSTM',
    },
    stops: {
      rows: {
        title: 'A picture becomes a sequence',
        text: () =>
          'The network never sees the whole digit. It reads one row at each step, from the top: 28 steps of 28 numbers, 0 for paper and 1 for ink. What it has not read yet is faded.',
      },
      maps: {
        title: 'Every column is a unit',
        text: ({ units }) =>
          `This LSTM has ${units} units. Each map gives every unit a column and every step a row, level with the digit’s own. The gates are numbers from 0, closed, to 1, open: i multiplies the candidate C̃, f the old cell C, and o the tanh of the new one.`,
      },
      forget: {
        title: 'The forget gate, where there is nothing to read',
        text: ({ forgetAbove, forgetBelow }) =>
          [
            'Each step multiplies a unit’s cell by its forget gate: at 1 it keeps all, at 0 nothing.',
            forgetAbove && `In the blank rows above the digit the gates average ${forgetAbove}.`,
            forgetAbove &&
              forgetBelow &&
              `In those below it the input is just as blank, but the state is not: there they average ${forgetBelow}.`,
            'What each unit keeps, it has learnt in training.',
          ]
            .filter(Boolean)
            .join(' '),
      },
      write: {
        title: 'What is written, and how much of it',
        text: ({ candidateAbove, candidateWithin }) =>
          [
            'C̃ is what a unit would add to its cell, gold to raise it and blue to lower it; the input gate says how much of that is added.',
            candidateAbove &&
              candidateWithin &&
              `Above the digit C̃ is ${candidateAbove} in size on average, in the digit’s rows ${candidateWithin}: what is added is the product, so that a closed gate and an empty C̃ come to the same.`,
          ]
            .filter(Boolean)
            .join(' '),
      },
      cell: {
        title: 'A memory that is added to',
        text: () =>
          'The new cell is a sum: what the forget gate keeps of the old one, and what the input gate adds. Where the forget gate stays close to 1, what was stored lasts. The marked unit is the one whose cell moves most; its curves are under the maps. h is the unit’s output: the tanh of its cell times the output gate.',
      },
      belief: {
        title: 'An answer after every row',
        text: () =>
          'The answer is made of the last row’s h alone. But the output layer can be applied after any row. That gives the belief: a column for each digit, and the brighter, the surer. Watch it change as rows come in.',
      },
      mind: {
        title: 'The row that decided',
        text: ({ mind }) => {
          if (mind === null) return 'A dashed line crosses the maps at the row from which the answer no longer changes.'
          const { row, digit, percent, before } = mind
          const since =
            before === null
              ? `The answer was ${digit} from the first row.`
              : `From row ${row} on the answer is ${digit} and stays ${digit}; one row earlier it would have been ${before}.`
          return `${since} The scan line is on that row now. After the last row the network gives it ${percent}. Look at the digit: could you have told sooner?`
        },
      },
      yours: {
        title: 'Your turn',
        text: () =>
          'Draw on the pad, and everything follows your pen: try to make the network change its mind. Then train a network from random weights and watch these maps take shape. The equations and their sources are under Learn.',
      },
    } satisfies Record<StopId, StopWords>,
  },

  /** In the explanation of a signal. */
  tryThis: 'Try it: ',
  more: 'The whole story',
  ...panels,
  tries: {
    write: {
      text: 'Stop at the first step with ink. Bright columns are units that write at that moment.',
      button: 'Go to the first ink',
    },
    keep: {
      text: 'Find the unit whose forget gate is open widest, on average, over the steps with ink. Its cell in C should fade slowly.',
      button: 'Pick the unit that keeps most',
    },
    show: { text: 'Find the unit whose output gate moves most, and compare its h with its C.', button: 'Pick the liveliest gate' },
    propose: {
      text: 'Stop at the step with most ink, at the unit whose candidate is highest there. Is its input gate open?',
      button: 'Go to the most ink',
    },
    replace: {
      text: 'Stop at the step with most ink, at the unit whose candidate is highest there. Is its update gate low, so that the candidate replaces the state?',
      button: 'Go to the most ink',
    },
    remember: { text: 'Let the scan run and follow the unit whose cell moves most.', button: 'Follow the liveliest cell' },
    tell: { text: 'Only the last row of this map goes on: the answer comes from it.', button: 'Go to the last step' },
    tellBackward: {
      text: 'Only the first row of this map goes on: the reading ends there, and the answer comes from it.',
      button: 'Go to the first step',
    },
    tellBoth: {
      text: 'Only the last row of the forward units and the first row of the backward units go on: the answer comes from both.',
      button: 'Go to the last step',
    },
    handOn: {
      text: 'Every row of this map goes on to the next layer, not the last one alone. Follow the unit that moves most.',
      button: 'Follow the liveliest unit',
    },
    renew: {
      text: 'Find the unit that keeps most of its state, on average, over the steps with ink. Its column in h should change little there.',
      button: 'Pick the unit that keeps most',
    },
    reset: {
      text: 'Stop at the step with most ink, at the unit whose reset gate is lowest there: its candidate looks back least.',
      button: 'Go to the most ink',
    },
    rewrite: { text: 'Let the scan run: without gates, the state is made anew at every step.', button: 'Follow the liveliest unit' },
    compare: { text: 'Have a 1 and a 7 written in turn. What changes is what tells them apart.', button: 'Write the other digit' },
    scan: { text: 'Watch what comes in, step by step.', button: 'Play from the start' },
    settle: { text: 'Stop where the answer was found and not changed again.', button: 'Go to where it decided' },
  } satisfies Record<TryId, { readonly text: string; readonly button: string }>,

  page: {
    title: 'How it works',
    lead: 'What an LSTM computes, why it was invented, and where you can see it on this page.',
    contents: 'On this page',
    /** Before the papers of a section, and between them. */
    source: 'Source: ',
    sourceSeparator: '; ',
    sequence: {
      title: 'A picture becomes a sequence',
      text: [
        'A recurrent network reads one vector after another and carries a state along. To read a picture it must be given the picture in pieces. MNIST’s digits have 28×28 pixels; read by rows they are T = 28 timesteps of F = 28 numbers, x₁ to x₂₈. Time runs down the page.',
        'The scan decides what is hard. By patches of 7×7 pixels a digit has 16 timesteps, by single pixels 784, and what was read at the first must last through all the others.',
      ],
      figure: 'Your drawing as the network gets it: 28 rows, one after the other.',
      figureAlt: 'The rows of the drawing, pulled apart',
      from: 'from column',
      to: 'to column',
    },
    equations: {
      title: 'Six equations',
      gates: 'Three gates. Each weighs what comes in and the last hidden state, and squashes the sum to between 0 and 1:',
      candidate: 'A proposal of what to remember, between −1 and 1:',
      memory: 'The memory, and what is shown of it:',
      letters:
        'σ(a) = 1 / (1 + e⁻ᵃ). The three gates and the candidate each have their own W and b, and all are learnt. ⊙ multiplies unit by unit. h₀ and C₀ are 0.',
      count:
        'With F = 28 inputs and H = 128 units that is 4 · (28 · 128 + 128 · 128 + 128) = 80,384 numbers. The output layer has 128 · 10 + 10 = 1,290 more.',
      look: 'See them in the maps',
    },
    gates: {
      title: 'What a gate is',
      text: [
        'A gate is a multiplication by a number between 0 and 1. The network computes that number for every unit at every step, from what it reads and from what it knows. Because σ is differentiable everywhere, gradient descent can learn when a gate should open.',
        'The first LSTM of 1997 had no forget gate: its cell only added. With one, a cell can be cleared. If the gate stays at f, a share of fⁿ of the cell is left after n steps:',
      ],
      table: 'How long a cell lasts',
      gate: 'Forget gate f',
      half: 'Half is left after',
      left: 'Left after 28 rows',
      steps: (count: string) => `${count} steps`,
      keras: 'σ(1), Keras default',
      after:
        'The Keras default is a forget bias of 1. Over 28 rows training can open the gates from there; over 784 pixels nothing of the first ones is left to learn from. This page’s models can have their first biases drawn instead, so that some units begin with short memories and some with long ones: memorySpan is the most steps that any of them begins with.',
    },
    forgetting: {
      title: 'Why a plain RNN forgets',
      text: [
        'A plain recurrent layer has one equation:',
        'To learn that something at step t mattered at step T, the gradient must come all the way back, and each step multiplies it by the same weights and by the slope of tanh:',
        'A product of many such factors tends to shrink towards nothing or to grow beyond all bounds; which of the two, and how fast, depends on the weights and on the picture. Along an LSTM’s cell the factor of each step is the forget gate itself, and a gate can learn to stay close to 1:',
        'The dots stand for what goes by way of h and the gates. Measured in networks that have not been trained, over 784 steps of one pixel:',
      ],
      gradients: 'How much of the gradient is left at the first of 784 pixels',
      network: 'Network',
      low: '5th percentile',
      median: 'Median',
      high: '95th percentile',
      networks: {
        rnnOrthogonal: 'RNN, orthogonal recurrent weights (Keras default)',
        rnnGlorot: 'RNN, Glorot uniform recurrent weights',
        rnnHe: 'RNN, He uniform recurrent weights',
        lstm: 'LSTM, forget bias 1 (Keras default)',
        lstmSpan: 'LSTM, memorySpan 784',
      },
      under: (value: string) => `under ${value}`,
      over: (value: string) => `over ${value}`,
      between:
        'With Glorot’s weights the picture decides: half of the pictures leave less than 0.77 of the gradient, and in a few it grows sixfold. An LSTM with Keras defaults is no better here, its gradient fades even faster: its forget gates begin at 0.73, and 0.73⁷⁸³ is next to nothing. What it has is the gate, which biases and training can move. And over 28 rows gradients hardly tell the two apart. What their states hold does: when blank rows follow a digit, which none of them was trained for, this many of 200 test digits are still answered correctly:',
      waiting: 'Accuracy by number of blank rows',
      model: 'Model',
      short: (name: string) => `${name}, short run`,
      shipped: (name: string) => `${name}, the page’s own`,
      measured:
        'Chance is 10%. A short run is three epochs of 6,000 digits. npm run gradient-flow measures all of this again; docs/learning.md has the full tables.',
    },
    choosing: {
      title: 'Why it always has an answer',
      text: [
        'Draw a letter, a spiral or a face: the network names a digit all the same, and often seems sure of it. Its last layer gives each of the ten digits a score z, and the softmax makes of the scores ten probabilities that add up to 1:',
        'There is no eleventh score for “none of these”. Only the differences between scores count: add the same number to all of them and nothing changes. A face has little of any digit, but if it has a little more of an 8 than of the others, a lead of 5 in the score is already a factor of 148. So the softmax does not say “this is an 8”. It says “if it is a digit at all, then an 8”.',
        'Nor has the network ever seen anything else. All its pictures were digits, and its weights are only good for telling these apart. What they make of a letter was never trained and never corrected.',
        'Two things can be done about it without taking any answer away. The first is to make the probabilities honest: on 5,000 digits that were kept back, one number, the temperature, divides all scores so that of the answers given with 90% nine in ten are right. This holds for digits. The second is to look at how the network read: a small detector was shown how its gates and states behave on digits and on scribbles, and says beside the answer how usual the drawing looks. It knows three words, and it too can be wrong: about one digit in a hundred is called unlike any, and some letters pass for digits.',
      ],
    },
    adversaries: {
      title: 'Why the writer has no adversary',
      text: [
        'The network under Write learnt by maximum likelihood: at every point of a digit that somebody wrote, its weights move so that the next movement becomes likelier. A generative adversarial network learns otherwise. A second network, its opponent, learns to tell what the network wrote from what people wrote, and the network learns to be taken for a person.',
        'Where a network paints pixels, the opponent’s gradient comes back through the picture. Strokes leave no such way: each point is drawn at random, and lifting the pen is one of three choices. What remains is a policy gradient. The network writes a hundred digits and the opponent says how much each looks like a person’s. How far digit n did better than the others of its class is its advantage Aₙ; by that it becomes likelier, or less likely where Aₙ is below 0:',
        'To compare the two, a small writer (an LSTM of 128 units, ten epochs) goes on in both ways from the same weights: 300 steps of 100 digits each. The opponent is an LSTM of 32 units that reads the strokes in the order of writing. It learns for 300 steps before anybody listens to it, and one step after each of the writer’s.',
      ],
      lines: 'Lines of the charts',
      /** @param seeds  how many; null for one alone */
      caption: (seeds: string | null) =>
        seeds === null ? 'One seed.' : `Means of ${seeds} seeds; the bands go from the lowest to the highest.`,
      ways: {
        likelihood: (rate: string) => `maximum likelihood, learning rate ${rate}`,
        adversary: (rate: string) => `against the opponent, ${rate}`,
      },
      steps: 'Steps',
      measures: {
        nats: 'Nats per point on unseen writers',
        read: 'Read as asked',
        spread: 'Spread within a class',
        told: 'Told apart by the opponent',
      },
      image: (measure: string) => `Chart: ${measure}, by steps`,
      table: 'The charts as a table',
      tableCaption: (seeds: string | null) =>
        seeds === null ? 'One seed.' : `Means of ${seeds} seeds, the lowest and the highest in brackets.`,
      way: 'Learns by',
      cell: (mean: string, low: string, high: string) => `${mean} (${low} – ${high})`,
      after: [
        'At the lower learning rate the adversary works, a little. About as many digits are read as asked as after maximum likelihood, they spread less, nearer to people’s, and a new opponent finds them no easier to tell apart. But what people write becomes less and less expected: the nats rise where maximum likelihood lowers them. At ten times that rate the writer comes apart: the nats rise far above those of the beginning, fewer digits can be read, and its opponent tells more of them than before. Drawings with a negative advantage are pushed away, and a density can be lowered without end.',
        'So the writer of this page has no adversary. Likelihood is measured on people’s digits, needs none of the network’s own, and says when to stop. An opponent judges only what the network writes already, and changes while it judges.',
      ],
      measured:
        'Nats, opponent and spread are measured on five people whose digits nobody learnt from; a spread of 1 is theirs. The reader is best, which never saw what was written. npm run adversary measures all of this again; docs/learning.md has the tables.',
    },
    presets: {
      title: 'What the models teach',
      lead: 'Each makes one point. Load one and look at its gates, or train it.',
      bringUp: (name: string) => `Load ${name}`,
      current: 'on the page now',
      locked: 'The model can’t be changed while training; stop it first.',
    },
    sources: {
      title: 'Where it comes from',
      facts: {
        hochreiter1997: 'The LSTM: a cell that is added to, so that errors can flow back through it unchanged; input and output gates.',
        gers2000: 'The forget gate.',
        bengio1994: 'Why gradients of recurrent networks vanish or explode; Hochreiter’s thesis of 1991 has it first, in German.',
        pascanu2013: 'When gradients explode, and clipping them as the cure.',
        jozefowicz2015: 'Why every LSTM should start with a forget bias of 1.',
        tallec2018: 'Biases chosen by how long a memory should last: memorySpan.',
        elman1990: 'The plain recurrent layer.',
        cho2014: 'The GRU: two gates and no cell. Its equations here are those of Keras with reset_after.',
        schuster1997: 'Reading in both directions.',
        le2015: 'Digits read pixel by pixel, as a test of memory.',
        lecun1998: 'MNIST, and how its digits were scaled and centred.',
        kingma2015: 'Adam, which trains most models of this page.',
        guo2017: 'Confidence that means what it says, by one temperature.',
        graves2013: 'Writing by an LSTM: a mixture of Gaussians for the next movement, learnt by maximum likelihood.',
        goodfellow2014: 'Two networks that learn against each other.',
        williams1992: 'Learning from a reward where no gradient comes back: REINFORCE.',
        yu2017: 'Sequences against a discriminator, by a policy gradient: SeqGAN.',
        kool2019: 'A reward compared with those of the other samples.',
        hendrycks2019: 'Showing drawings that are none, so that a detector knows others when it meets them.',
      },
    },
  },
}
