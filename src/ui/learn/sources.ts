/** The papers that the page's explanations rest on; what each is cited for stands in the messages' `learn.page.sources.facts`. */

export interface Source {
  readonly authors: string
  readonly year: number
  readonly title: string
  readonly url: string
}

export const sources = {
  hochreiter1997: {
    authors: 'S. Hochreiter, J. Schmidhuber',
    year: 1997,
    title: 'Long Short-Term Memory',
    url: 'https://doi.org/10.1162/neco.1997.9.8.1735',
  },
  gers2000: {
    authors: 'F. Gers, J. Schmidhuber, F. Cummins',
    year: 2000,
    title: 'Learning to Forget: Continual Prediction with LSTM',
    url: 'https://doi.org/10.1162/089976600300015015',
  },
  bengio1994: {
    authors: 'Y. Bengio, P. Simard, P. Frasconi',
    year: 1994,
    title: 'Learning Long-Term Dependencies with Gradient Descent is Difficult',
    url: 'https://doi.org/10.1109/72.279181',
  },
  pascanu2013: {
    authors: 'R. Pascanu, T. Mikolov, Y. Bengio',
    year: 2013,
    title: 'On the difficulty of training Recurrent Neural Networks',
    url: 'https://arxiv.org/abs/1211.5063',
  },
  jozefowicz2015: {
    authors: 'R. Jozefowicz, W. Zaremba, I. Sutskever',
    year: 2015,
    title: 'An Empirical Exploration of Recurrent Network Architectures',
    url: 'https://proceedings.mlr.press/v37/jozefowicz15.html',
  },
  tallec2018: {
    authors: 'C. Tallec, Y. Ollivier',
    year: 2018,
    title: 'Can recurrent neural networks warp time?',
    url: 'https://arxiv.org/abs/1804.11188',
  },
  elman1990: {
    authors: 'J. Elman',
    year: 1990,
    title: 'Finding Structure in Time',
    url: 'https://doi.org/10.1207/s15516709cog1402_1',
  },
  cho2014: {
    authors: 'K. Cho et al.',
    year: 2014,
    title: 'Learning Phrase Representations using RNN Encoder–Decoder for Statistical Machine Translation',
    url: 'https://arxiv.org/abs/1406.1078',
  },
  schuster1997: {
    authors: 'M. Schuster, K. Paliwal',
    year: 1997,
    title: 'Bidirectional Recurrent Neural Networks',
    url: 'https://doi.org/10.1109/78.650093',
  },
  le2015: {
    authors: 'Q. Le, N. Jaitly, G. Hinton',
    year: 2015,
    title: 'A Simple Way to Initialize Recurrent Networks of Rectified Linear Units',
    url: 'https://arxiv.org/abs/1504.00941',
  },
  lecun1998: {
    authors: 'Y. LeCun, L. Bottou, Y. Bengio, P. Haffner',
    year: 1998,
    title: 'Gradient-Based Learning Applied to Document Recognition',
    url: 'https://doi.org/10.1109/5.726791',
  },
  guo2017: {
    authors: 'C. Guo, G. Pleiss, Y. Sun, K. Weinberger',
    year: 2017,
    title: 'On Calibration of Modern Neural Networks',
    url: 'https://arxiv.org/abs/1706.04599',
  },
  hendrycks2019: {
    authors: 'D. Hendrycks, M. Mazeika, T. Dietterich',
    year: 2019,
    title: 'Deep Anomaly Detection with Outlier Exposure',
    url: 'https://arxiv.org/abs/1812.04606',
  },
  graves2013: {
    authors: 'A. Graves',
    year: 2013,
    title: 'Generating Sequences With Recurrent Neural Networks',
    url: 'https://arxiv.org/abs/1308.0850',
  },
  goodfellow2014: {
    authors: 'I. Goodfellow et al.',
    year: 2014,
    title: 'Generative Adversarial Networks',
    url: 'https://arxiv.org/abs/1406.2661',
  },
  williams1992: {
    authors: 'R. Williams',
    year: 1992,
    title: 'Simple statistical gradient-following algorithms for connectionist reinforcement learning',
    url: 'https://doi.org/10.1007/BF00992696',
  },
  yu2017: {
    authors: 'L. Yu, W. Zhang, J. Wang, Y. Yu',
    year: 2017,
    title: 'SeqGAN: Sequence Generative Adversarial Nets with Policy Gradient',
    url: 'https://arxiv.org/abs/1609.05473',
  },
  kool2019: {
    authors: 'W. Kool, H. van Hoof, M. Welling',
    year: 2019,
    title: 'Buy 4 REINFORCE Samples, Get a Baseline for Free!',
    url: 'https://openreview.net/forum?id=r1lgTGL5DE',
  },
  kingma2015: {
    authors: 'D. Kingma, J. Ba',
    year: 2015,
    title: 'Adam: A Method for Stochastic Optimization',
    url: 'https://arxiv.org/abs/1412.6980',
  },
} as const satisfies Record<string, Source>

export type SourceId = keyof typeof sources

/** `Gers et al. 2000`: as a sentence cites it. */
export function shortName({ authors, year }: Source): string {
  const names = authors.replace(' et al.', ', others').split(', ')
  const family = (name: string): string => name.split('. ').at(-1)!
  const [first = '', second] = names
  if (second === undefined) return `${family(first)} ${year}`
  return names.length === 2 && second !== 'others' ? `${family(first)} & ${family(second)} ${year}` : `${family(first)} et al. ${year}`
}
