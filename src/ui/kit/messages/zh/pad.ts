import type { pad as english } from '../en/pad'

const level = {
  usual: '像常见的数字',
  unusual: '不太像数字',
  unlike: '不像它认识的任何数字',
  unknown: '像不像数字：无从得知',
}

export const pad: typeof english = {
  title: '写一个数字',
  padLabel: '手写板',
  padHelp:
    '用手写笔、手指或鼠标写一个数字。使用键盘时：方向键移动笔，按住 Shift 步子更大；空格键落笔和提笔；Escape 收起笔。按 0 到 9 会自动写出该数字，E 在笔和橡皮之间切换，Delete 清除。并排写几个数字，会逐个识别。',
  hint: '在这里写',
  hintOver: '接着在上面写',
  tool: '工具',
  pen: '笔',
  eraser: '橡皮',
  penSizes: { thin: '细', medium: '中', thick: '粗' },
  penSize: (size) => `线条：${size}`,
  penSizeHint: (size, next) => `线条：${size}。点击换成${next}`,
  keyboard: {
    legendUp: '方向键移动 · 空格落笔',
    legendDown: '方向键书写 · 空格提笔',
    place: (tool, isDown, across, down) => `${tool === 'pen' ? '笔' : '橡皮'}${isDown ? '已落下' : '已提起'}，横向 ${across}，纵向 ${down}`,
  },
  shelf: {
    open: '选择…',
    title: '放到手写板上',
  },
  mark: {
    open: '框出数字…',
    title: '在图片中框出数字',
    label: '图片和用来框住数字的矩形',
    help: '拖出一个矩形，框住要识别的数字。使用键盘时：方向键移动矩形，按住 Shift 改变大小；Enter 识别框内的内容；Escape 关闭图片。',
    place: (left, top, width, height) => `矩形：距左边 ${left}，距上边 ${top}，宽 ${width}，高 ${height}`,
    read: '识别框内',
    close: '关闭',
  },
  making: {
    title: '这张图是怎样做成的',
    again: '再看一遍',
    empty: '还没有写任何东西。',
    given: '它来自测试集，原样读取。',
    crop: '裁剪',
    scale: '缩放到 20',
    centre: '重心居中',
    cropText: (width, height) => `${width}×${height}`,
    scaleText: (width, height) => `${width}×${height} 像素`,
    moved: { left: '向左', right: '向右', up: '向上', down: '向下', none: '不移动' },
  },
  undo: '撤销',
  redo: '重做',
  clear: '清除',
  sample: '示例',
  sampleHint: '再自动写一个示例数字',
  networkSees: '网络读到',
  networkSeesHelp: (width, height) => `${width}×${height} 像素，与 MNIST 的做法相同：裁剪、缩放，再按重心居中。`,
  networkSeesAlt: (width, height, help) => `手写内容转成的 ${width}×${height} 像素图像。${help}`,
  answer: '识别结果',
  past: { label: '回看', text: (step) => `第 ${step} 步之后的网络`, toNow: '回到现在' },
  andAnswers: '并回答',
  noAnswer: '写一个数字，网络就会来读。',
  notRead: '尚未识别。',
  notRunning: '未识别：计算线程没有运行。',
  answerSpoken: (digit, confidence, doubt) => `网络读作 ${digit}，置信度 ${confidence}${doubt === null ? '' : `。${doubt}`}`,
  usual: {
    title: '它像数字吗？',
    level,
    spoken: (name, title) => `${name}。${title}`,
    share: (percent) =>
      `在这个网络看来，它比 ${percent} 的手写数字更陌生；用来比较的数字都没有参加训练。判断的依据是网络自己的识别过程：各个门和状态怎样变化，又在哪些答案之间犹豫。`,
    unmeasured: '只有网页自带的模型能作这个判断。在这里训练或从文件打开的权重，没有与它没学过的数字比较过。',
    meaning: {
      usual: '100 个手写数字中有 95 个如此。',
      unusual: '100 个数字中有 4 个如此，许多不是数字的笔画也是这样。',
      unlike: '100 个数字中只有 1 个如此，大多数字母和涂鸦都是这样。',
    },
    stands: '答案照样给出：网络只有十个选项，必须选一个。',
    why: '为什么它必须选',
  },
  row: {
    title: '这一行数字：选择显示哪一个的图',
    framed: (place, count) => `框住的是第 ${place} 个数字，共 ${count} 个；各图显示的就是它。`,
    digit: (place, count, answer, confidence, doubt) =>
      `第 ${place} 个，共 ${count} 个：${answer}，置信度 ${confidence}${doubt === null ? '' : `。${doubt}`}`,
    digitNotRead: (place, count) => `第 ${place} 个，共 ${count} 个：尚未识别`,
    spoken: (digits) =>
      `网络读作 ${digits.map(({ answer }) => answer).join(' ')}。各个数字的置信度：${digits.map(({ answer, confidence, level: own }) => `${answer} ${confidence ?? '尚未识别'}${own === null || own === 'usual' ? '' : `（${level[own]}）`}`).join('，')}`,
  },
  probabilities: (classes) => `全部 ${classes} 个答案的概率`,
  probabilityOf: (digit) => `是 ${digit} 的概率`,
}
