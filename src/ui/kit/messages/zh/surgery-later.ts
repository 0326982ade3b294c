import type { OtherMessages } from '../en/rest'

export const surgeryLater: OtherMessages['surgery'] = {
  lessons: {
    label: '实验',
    neverForget: {
      title: '永不遗忘',
      watch: '每个细胞保留写入过的一切：C 只会累加，最终超出网络学会解读的范围。',
    },
    forgetAll: {
      title: '全部遗忘',
      watch: 'C 只剩这一步写入的内容 i ⊙ C̃。先前的内容只能经由 h 一步步传下去，很快就消失了。',
    },
    closeOutput: {
      title: '关闭输出门',
      watch: '细胞照常变化，C 也传到下一步，但 h 为 0：下一步的门和候选值以及输出层都得不到其中的内容。',
    },
    neverRenew: {
      title: '永不更新',
      watch: '状态一直停在第一步之前的 0：一个门兼管两件事，全部保留就意味着什么都不吸收。',
    },
    keepNothing: { title: '什么都不保留', watch: '每一步的状态就是新的候选值；过去只能通过重置门看到。' },
    neverLookBack: {
      title: '从不回头',
      watch: '候选值只由这一步产生；过去只存在于更新门保留的部分。',
    },
  },
  noInput: {
    title: (place) => `${place}之后不再写入`,
    titleBoth: '后半段不再写入',
    watch: 'C 中不再写入任何内容，x 仍影响 f 和 o。最后还剩多少，取决于遗忘门保留了多少。',
  },
  freeze: {
    title: (place) => `${place}之后保持状态`,
    titleBoth: '后半段保持状态',
    watch: '状态从此不变：之后读到的内容都进不来。',
  },
  wipe: {
    title: (place) => `在${place}清空状态`,
    titleBoth: '在中途清空状态',
    watch: '先前读到的一切被抹去一次；答案只来自之后读到的内容。',
  },
  ablate: {
    title: (unit) => `消融单元 ${unit}`,
    watch: '一个单元的输出固定为 0。在图中选择其他单元试试：多数答案并不取决于某一个单元。',
  },
  form: {
    label: '手动固定',
    signal: '信号',
    at: '固定为',
    closed: '0，关闭',
    open: '1，打开',
    number: '某个值',
    value: '数值',
    units: '单元',
    allUnits: '全部',
    thisUnit: (unit) => `单元 ${unit}`,
    chosen: '部分',
    list: '哪些单元',
    listHint: (units) => `1 到 ${units}，例如 1–32, 41`,
    steps: '时间步',
    allSteps: '全部',
    range: '从 – 到',
    from: '起始步',
    to: '结束步',
    hold: '固定',
  },
  held: {
    label: '已固定',
    all: '全部单元，全部时间步',
    units: (units) => `单元 ${units}`,
    oneUnit: (unit) => `单元 ${unit}`,
    allUnits: '全部单元',
    steps: (steps) => `第 ${steps} 步`,
    oneStep: (step) => `第 ${step} 步`,
    allSteps: '全部时间步',
    letGo: (what) => `放开 ${what}`,
    reset: '复位',
  },
  outcome: {
    label: '发生的变化',
    other: (held, heldPercent, plain, plainPercent) => `会答 ${held}（${heldPercent}），而不是 ${plain}（${plainPercent}）。`,
    same: (digit, heldPercent, plainPercent) =>
      heldPercent === plainPercent
        ? `仍会答 ${digit}（${heldPercent}），但阅读过程不同。`
        : `仍会答 ${digit}，概率为 ${heldPercent}，而不是 ${plainPercent}。`,
    untouched: (digit, percent) => `没有变化：仍是 ${digit}（${percent}）。`,
    none: '还没有固定任何信号。选择一个实验，或手动固定。',
    empty: '先写一个数字，看看会有什么变化。',
  },
  maps: {
    label: '固定信号后的阅读过程',
    show: '显示',
    held: '阅读结果',
    difference: '差值',
    beliefPlain: '置信度',
    beliefHeld: '置信度（固定后）',
    beliefPlainImage: '原本的置信度，逐步显示',
    beliefHeldImage: '固定信号后的置信度，逐步显示',
    heldSuffix: '固定后',
    heldImage: (signal) => `固定信号后的${signal}`,
    differenceImage: (signal) => `${signal}：固定信号后与原本阅读的差值`,
    readout: (symbol, unit, place) => `${symbol}，单元 ${unit}，${place}：`,
    readoutBelief: (digit, place) => `对 ${digit} 的置信度，${place}：`,
    readoutValues: (held, plain) => `${held}，原为 ${plain}`,
    hint: '把指针移到图上比较数值。',
    readoutLabel: '光标处的两个数值',
  },
}
