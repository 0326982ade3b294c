import type { learn as english } from '../en/learn'

export const learn: typeof english = {
  tour: {
    label: '导读',
    start: '导读',
    resume: (stop, stops) => `继续导读（第 ${stop} 站，共 ${stops} 站）`,
    hint: '分八站看懂一个数字的阅读过程，页面会随之变化。',
    place: (stop, stops) => `${stop} / ${stops}`,
    placeSpoken: (stop, stops) => `第 ${stop} 站，共 ${stops} 站`,
    keys: '右、左方向键前进和后退，Esc 离开。',
    next: '下一站',
    back: '上一站',
    leave: '离开导读',
    finish: '结束',
    draw: '写一个数字',
    train: '训练一个网络',
    read: '了解更多',
    misfit: {
      title: '需要一个训练好的 LSTM',
      text: '导读讲解的是一个逐行阅读、已经训练好的 LSTM，而当前页面上是别的模型。继续时会换成页面自带的模型；如果想保留现在的模型，请先保存。',
      training: '训练正在进行，不能更换模型。请先停止训练，再开始导读。',
      load: '载入训练好的 LSTM',
    },
    stops: {
      rows: {
        title: '图像变成序列',
        text: () => '网络从来看不到整个数字。它自上而下，每一步读一行：28 步，每步 28 个数，0 是纸，1 是墨。还没有读到的部分颜色变淡。',
      },
      maps: {
        title: '每一列是一个单元',
        text: ({ units }) =>
          `这个 LSTM 有 ${units} 个单元。每张图中，一列是一个单元，一行是一个时间步，与数字的行对齐。门是 0（关闭）到 1（打开）之间的数：i 乘候选值 C̃，f 乘旧的细胞 C，o 乘新细胞的 tanh。`,
      },
      forget: {
        title: '没有内容可读时的遗忘门',
        text: ({ forgetAbove, forgetBelow }) =>
          [
            '每一步都把单元的细胞乘以它的遗忘门：1 表示全部保留，0 表示全部清除。',
            forgetAbove && `在数字上方的空白行，遗忘门平均为 ${forgetAbove}。`,
            forgetAbove && forgetBelow && `下方的空白行输入同样是空白，但状态已经不同：那里平均为 ${forgetBelow}。`,
            '每个单元保留什么，都是训练中学来的。',
          ]
            .filter(Boolean)
            .join(''),
      },
      write: {
        title: '写入什么，写入多少',
        text: ({ candidateAbove, candidateWithin }) =>
          [
            'C̃ 是单元准备加到细胞上的值，金色使细胞升高，蓝色使细胞降低；输入门决定加多少。',
            candidateAbove &&
              candidateWithin &&
              `在数字上方，C̃ 的绝对值平均为 ${candidateAbove}，在数字所在的行为 ${candidateWithin}。加上去的是两者之积，所以门关着和 C̃ 为零是一样的结果。`,
          ]
            .filter(Boolean)
            .join(''),
      },
      cell: {
        title: '靠相加来记忆',
        text: () =>
          '新的细胞是一个和：遗忘门留下的旧内容，加上输入门写入的新内容。除此之外没有什么会改变它，所以它能长久保持。标出的单元是细胞变化最大的一个，它的曲线在图的下方。h 是单元对外展示的内容：tanh(C) 经输出门放行的部分。',
      },
      belief: {
        title: '每读一行都有一个答案',
        text: () =>
          '最终的答案只取决于最后一行的 h。但负责回答的那一层，在任何一行之后都可以询问：这就是信念，每个数字一列，越亮越确信。看它随着读入的行而变化。',
      },
      mind: {
        title: '做出决定的那一行',
        text: ({ mind }) => {
          if (mind === null) return '信念最终确定在某个数字上的地方，有一条虚线穿过各图。'
          const { row, digit, percent, before } = mind
          const since =
            before === null
              ? `从第一行起，答案就是 ${digit}。`
              : `从第 ${row} 行起，答案是 ${digit}，不再改变；早一行时答案还是 ${before}。`
          return `${since}扫描线现在就停在这一行。读完最后一行，网络给它的概率是 ${percent}。看看这个数字：你能更早认出来吗？`
        },
      },
      yours: {
        title: '轮到你了',
        text: () =>
          '在手写板上写，一切都随笔而动：试着让网络改变主意。然后从随机权重开始训练一个网络，看这些图如何成形。方程和出处在“学习”页。',
      },
    },
  },

  tryThis: '试一试：',
  more: '完整讲解',
  picture: {
    full: '输入 x',
    sentence: '网络读到的内容。每一步它得到图像的一部分，即一个向量 x，其中的数从 0（纸）到 1（墨）；它从来得不到整幅图像。',
  },
  belief: {
    full: '信念',
    letters: 'p 是各个数字的概率；W 和 b 属于负责回答的那一层。',
    noUnits: '每个数字一列',
  },
  tries: {
    write: { text: '停在第一个有墨迹的行。亮的列就是此刻正在写入的单元。', button: '转到最先有墨迹处' },
    keep: { text: '找出从有墨迹起遗忘门开得最大的单元。它在 C 中应该消退得很慢。', button: '选出保留最多的单元' },
    show: { text: '找出输出门变化最大的单元，比较它的 h 和 C。', button: '选出最活跃的门' },
    propose: { text: '停在墨迹最多的行，看候选值最高的单元。它的输入门开着吗？', button: '转到墨迹最多处' },
    remember: { text: '播放扫描，跟随细胞变化最大的单元。', button: '跟随最活跃的细胞' },
    tell: { text: '答案只由这张图的最后一行得出。', button: '转到最后一步' },
    renew: { text: '找出从有墨迹起状态保留最多的单元。它在 h 中的那一列应该变化很小。', button: '选出保留最多的单元' },
    reset: { text: '停在墨迹最多的行：哪些单元最不参考过去？', button: '转到墨迹最多处' },
    rewrite: { text: '播放扫描：没有门，状态在每一步都被重新写过。', button: '跟随最活跃的单元' },
    compare: { text: '轮流写出 1 和 7。有变化的地方，就是区分两者的依据。', button: '写另一个数字' },
    scan: { text: '一步一步地看读入的内容。', button: '从头播放' },
    settle: { text: '停在找到答案、此后不再改变的地方。', button: '转到做出决定处' },
  },

  page: {
    title: '工作原理',
    lead: 'LSTM 计算什么，为什么发明它，以及在本页哪里可以看到。',
    contents: '本页内容',
    source: '出处',
    sequence: {
      title: '图像变成序列',
      text: [
        '循环网络逐个读取向量，并把状态一步步传下去。要让它读图像，就得把图像分成一份一份。MNIST 的数字有 28 × 28 个像素；按行读取就是 T = 28 个时间步，每步 F = 28 个数，即 x₁ 到 x₂₈。时间沿页面向下。',
        '扫描方式决定难度。按 7 × 7 像素的块读，一个数字有 16 个时间步；按单个像素读有 784 个，最先读到的内容必须保持到最后。',
      ],
      figure: '网络得到的你的笔迹：28 行，一行接一行。',
      figureAlt: '把手写内容的各行拉开',
    },
    equations: {
      title: '六个方程',
      gates: '三个门。每个门把输入和上一步的隐状态加权，再把和压缩到 0 与 1 之间：',
      candidate: '准备记住的内容，在 −1 与 1 之间：',
      memory: '记忆，以及对外展示的部分：',
      letters: 'σ(a) = 1 / (1 + e⁻ᵃ)。每个门有自己的 W 和 b，全部由训练得来。⊙ 表示逐单元相乘。h₀ 和 C₀ 为 0。',
      count:
        '当输入 F = 28、单元 H = 128 时，共有 4 · (28 · 128 + 128 · 128 + 128) = 80,384 个数。负责回答的层另有 128 · 10 + 10 = 1,290 个。',
      look: '在图中查看',
    },
    gates: {
      title: '什么是门',
      text: [
        '门就是乘以一个 0 到 1 之间的数。网络根据读到的和已知的内容，在每一步为每个单元算出这个数。由于 σ 是光滑的，训练能够找出门应该在何时打开。',
        '1997 年最早的 LSTM 没有遗忘门：细胞只会相加。有了遗忘门，细胞可以被清除。如果门一直停在 f，n 步之后细胞还剩 fⁿ：',
      ],
      table: '细胞能保持多久',
      gate: '遗忘门 f',
      half: '剩下一半所需',
      left: '28 行之后剩下',
      steps: (count) => `${count} 步`,
      keras: 'σ(1)，Keras 的初始值',
      after:
        'Keras 把遗忘门的偏置初始化为 1。对 28 行，训练可以由此把门打开；对 784 个像素，最初几个像素的影响已荡然无存，无从学起。本页的模型也可以改为随机选取初始偏置，使一些单元的记忆短，另一些的记忆长：memorySpan 就是步数。',
    },
    forgetting: {
      title: '普通 RNN 为什么会遗忘',
      text: [
        '普通循环层只有一个方程：',
        '要学到第 t 步的内容对第 T 步有用，梯度必须一路传回来，而每一步都要乘以同样的权重和 tanh 的斜率：',
        '许多这样的因子相乘，往往要么缩小到几乎没有，要么无限增大。沿着 LSTM 的细胞，每一步的因子就是遗忘门本身，而门可以学会停在 1 附近：',
        '省略号代表经由 h 和各个门的部分。在未经训练的网络中，按单个像素读 784 步，测得：',
      ],
      gradients: '传到 784 个像素中的第一个时，梯度还剩多少',
      network: '网络',
      low: '第 5 百分位',
      median: '中位数',
      high: '第 95 百分位',
      networks: {
        rnnOrthogonal: 'RNN，正交的状态权重，Keras 的初始值',
        rnnGlorot: 'RNN，Glorot 均匀分布的状态权重',
        rnnHe: 'RNN，He 均匀分布的状态权重',
        lstm: 'LSTM，遗忘门偏置 1，Keras 的初始值',
        lstmSpan: 'LSTM，memorySpan 784',
      },
      under: (value) => `小于 ${value}`,
      over: (value) => `大于 ${value}`,
      between:
        '可见按 Keras 初始化的 LSTM 在这里并不更好，甚至消失得更快：它的门从 0.73 开始，0.73⁷⁸³ 几乎为零。它的长处在于有门，偏置和训练可以移动它。而在 28 行之内，梯度几乎区分不出两者，状态所保持的内容却可以。在数字后面加上空白行（它们都没有为此训练过），200 个测试数字中仍能答对的比例为：',
      waiting: '若干空白行之后的正确率',
      model: '模型',
      short: (name) => `${name}，短训练`,
      shipped: (name) => `${name}，页面自带`,
      measured:
        '随机猜测为 10 %。短训练是用 6,000 个数字训练三轮。以上均可用 npm run gradient-flow 重新测量；完整的表格见 docs/learning.md。',
    },
    presets: {
      title: '各个模型的用意',
      lead: '每个模型说明一点。载入一个看看它的门，或者训练它。',
      bringUp: (name) => `载入 ${name}`,
      current: '当前页面上的模型',
      locked: '训练进行时不能更换模型。',
    },
    sources: {
      title: '出处',
      facts: {
        hochreiter1997: 'LSTM：细胞靠相加更新，误差可以沿它原样传回；输入门和输出门。',
        gers2000: '遗忘门。',
        bengio1994: '循环网络的梯度为什么会消失或爆炸；最早见于 Hochreiter 1991 年的德文论文。',
        pascanu2013: '梯度何时爆炸，以及用裁剪来解决。',
        jozefowicz2015: '为什么每个 LSTM 都应以遗忘门偏置 1 开始。',
        tallec2018: '按记忆应保持多久来选取偏置：即 memorySpan。',
        elman1990: '普通循环层。',
        cho2014: 'GRU：两个门，没有细胞。本页采用 Keras 的 reset_after 公式。',
        schuster1997: '双向阅读。',
        le2015: '逐个像素读数字，用来检验记忆。',
        lecun1998: 'MNIST，以及数字如何缩放和居中。',
        kingma2015: 'Adam，本页大多数模型用它训练。',
      },
    },
  },
}
