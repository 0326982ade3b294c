/** Words for the network that draws row by row. */
export const rows = {
  title: 'Row by row',
  lead: 'Another way to generate: this LSTM learnt from pictures. It reads the rows above and says for every pixel, from left to right, how likely ink is; one is drawn at random, and the next row depends on it. So every picture has an exact probability.',
  file: (size: string) => `The network comes with the first picture (${size}).`,
  loading: (percent: string) => `Loading the network that draws (${percent})`,
  failed: 'The network that draws could not be loaded.',
  again: 'Try again',

  controls: 'What to draw',
  temperature: 'Temperature',
  temperatureHelp: 'Below 1 it keeps to what is likely, above 1 it dares more.',
  seed: 'Seed',
  seedHelp: 'The same seed draws the same eight pictures.',
  kept: 'Rows that stay',
  keptValue: (count: string) => `${count} of 28`,
  keptHelp: 'From the top of what is on the pad; the network draws the rest.',
  keptImage: (count: string) => `The upper ${count} rows of the drawing on the pad`,
  another: 'Eight others',
  draw: 'Draw eight digits',
  drawing: 'Drawing…',
  finish: 'Finish mine',
  finishHelp: 'Eight ways in which the rows below may go on.',
  finishNone: 'Draw a digit on the pad first.',

  gallery: 'Eight pictures',
  drawn: (temperature: string, seed: string) => `Drawn at temperature ${temperature} from seed ${seed}.`,
  finished: (rows: string, temperature: string, seed: string) =>
    `The upper ${rows} rows are those of the pad; the rest was drawn at temperature ${temperature} from seed ${seed}.`,
  picture: (place: string, nats: string) => `Picture ${place}: ${nats} nats`,

  look: 'How it was drawn',
  lookLead:
    'Left: the picture. Middle: how likely ink was in each pixel, given all above it and to its left. Right: the nats of each row, many where the network was surprised.',
  row: 'Row',
  rowValue: (row: string) => `${row} of 28`,
  inkImage: (row: string) => `The picture as far as row ${row}`,
  chanceImage: (row: string) => `Probability of ink in each pixel as far as row ${row}`,
  natsImage: (sum: string, row: string) => `Nats of each row: ${sum} in all, most in row ${row}`,
  names: { ink: 'Picture', chance: 'Probability of ink', nats: 'Nats per row' },

  signals: 'What its gates do',
  signalsLead:
    'Every row is a row of the picture, every column a unit of the LSTM. The gates have read the rows above, not the row itself.',
  signalImage: (name: string, units: string) => `${name} of the drawing LSTM: 28 rows by ${units} units`,

  table: {
    title: 'This picture in numbers',
    caption: 'Row by row of the picture: its ink, how likely ink was, how much the network was surprised, and its gates',
    black: 'black pixels',
    chance: 'mean probability of ink',
    nats: 'nats',
  },

  about: (parameters: string, loss: string) =>
    `LSTM of 256 units with 448 masked units for the pixels to the left, ${parameters} parameters, trained on 55,000 digits of MNIST; ${loss} nats per picture on the 10,000 test digits, whose pixels are black with the probability of their grey level.`,
  sources:
    'After A. van den Oord, N. Kalchbrenner, K. Kavukcuoglu, “Pixel Recurrent Neural Networks”, 2016 (its row LSTM: 80.5 nats), and M. Germain, K. Gregor, I. Murray, H. Larochelle, “MADE”, 2015.',
}
