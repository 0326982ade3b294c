/** Phrases that errors are made of, in English, and their Chinese; `phrases.test.ts` finds those that lack it. */
const PHRASES: Readonly<Record<string, string>> = {
  // Why an engine cannot run, a profile or a model cannot be had.
  'this browser has no WebGPU': '此浏览器没有 WebGPU',
  'no graphics adapter was offered': '没有可用的图形适配器',
  'no memory for WebAssembly': '没有足够的内存运行 WebAssembly',
  'no reason given': '未说明原因',
  'this browser or GPU has no timestamp queries': '此浏览器或 GPU 没有时间戳查询',
  'the clock of this GPU stands still': '此 GPU 的时钟停止不动',
  'the engine in use has no GPU': '当前引擎不使用 GPU',
  'no answer': '没有应答',
  'a web page came instead': '收到的是网页',
  'it is too large': '文件过大',
  'the connection broke': '连接中断',
  'it does not answer any more': '它不再应答',
  'a message could not be read': '有一条消息无法读取',
  'it could not be loaded': '它无法加载',

  // What was used after its end.
  'The engine': '引擎',
  'the WebGPU engine': 'WebGPU 引擎',
  'The model': '模型',
  'the model': '模型',

  // What was asked for.
  start: '启动',
  train: '训练',
  fit: '训练',
  step: '单步',
  pause: '暂停',
  resume: '继续',
  stop: '停止',
  reset: '重置',
  evaluate: '测试',
  profile: '测量',
  model: '取得模型',
  newModel: '新建模型',
  loadModel: '打开模型',
  loadData: '加载数据',
  loadFiles: '加载文件',
  useEngine: '更换引擎',
  measureEngines: '测量引擎',

  // In which state it was asked for.
  running: '正在训练',
  training: '正在训练',
  paused: '已暂停',
  finished: '已完成',
  stopped: '已停止',
  failed: '已失败',
  'not training': '没有在训练',
  'without an engine': '没有引擎',
  'without data': '没有数据',
  'without a model': '没有模型',
  'at the end of a run': '训练已到终点',
  'another run': '正在进行另一次训练',
  'overtaken by a newer load': '被更新的加载取代',
  'its place is not settled': '其位置尚未确定',

  // When it would be allowed.
  'after the run before has ended': '上一次训练结束后',
  'after the current run is over': '当前训练结束后',
  'with the settings of the run, or when it is over': '使用该次训练的设置时，或训练结束后',
  'when it is over': '训练结束后',
  'when training is over': '训练结束后',
  'while training': '训练进行中',
  'after start': '启动后',
  'after loadData': '加载数据后',
  'one load at a time': '一次只能加载一份数据',
  'to resume a model saved within one': '继续一个在训练途中保存的模型',
  'within dispatches of a compiled plan': '在已编译的计划之内',

  // What a field allows.
  'true or false': 'true 或 false',
  'an object': '一个对象',
  'finite numbers': '有限的数',
  'a sequence [T,F]': '序列 [T,F]',
  'a picture [H,W,C]': '图像 [H,W,C]',
  'a sequence [T,F] or a picture [H,W,C]': '序列 [T,F] 或图像 [H,W,C]',
  'one vector of class scores': '一个类别得分向量',
  'dense as the last layer': '最后一层为 dense',
  'softmax in the last layer': '最后一层为 softmax',
  'softmax only in the last layer': 'softmax 只能用于最后一层',
  'only false with scan image': '扫描方式为 image 时只能为 false',
  'only recurrent layers and those that work on each timestep alone': '只能是循环层和逐时间步独立计算的层',
  'nothing, this model has no recurrent layer': '无：此模型没有循环层',
}

/** Phrases with something of the moment in them. */
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/^the adapter gave no device \(.*\)$/s, '适配器没有给出设备'],
  [/^WebAssembly with SIMD: (.*)$/s, '带 SIMD 的 WebAssembly：$1'],
  [/^memory of (.*)$/s, '$1 的内存'],
  [/^the server answers (\d+)$/, '服务器应答 $1'],
  [/^using (.*)$/s, '正在使用 $1'],
  [/^to resume with (.*)$/s, '用 $1 继续'],
  [/^whole numbers (\S+) … (\S+)$/, '$1 到 $2 的整数'],
  [/^whole numbers from (\S+)$/, '不小于 $1 的整数'],
  [/^numbers from (\S+) to less than (\S+)$/, '从 $1 到小于 $2 的数'],
  [/^numbers from (\S+)$/, '不小于 $1 的数'],
  [/^1 … (\d+) for this model on this GPU$/, '此 GPU 上该模型为 1 … $1'],
  [/^(\d+ … \d+), the length of its input$/, '$1（输入的长度）'],
  [/^at most (\d+), the length of its input$/, '至多 $1（输入的长度）'],
  [/^at most (\d+), the side of its input$/, '至多 $1（输入的边长）'],
  [/^at most (\S+)$/, '至多 $1'],
  [/^only (.*)$/, '只有 $1'],
  [/^a list of (.*) layers$/, '$1 个层组成的列表'],
  [/^(\d+) in the last layer, one per class$/, '最后一层为 $1，每个类别一个'],
]

/** What the browser says in its own language, by what went wrong; the first that fits. */
const KINDS: readonly (readonly [RegExp, string])[] = [
  [/memory|allocation failed|invalid array length/i, '内存不足'],
  [/quota/i, '浏览器的存储空间已满'],
  [/NetworkError|failed to fetch|load failed|imported module|importing a module/i, '有一个文件没有加载成功'],
  [/AbortError|aborted/i, '操作被中断'],
  [/TimeoutError|timed out/i, '等待超时'],
  [/SecurityError|NotAllowedError|Content Security Policy/i, '浏览器不允许这项操作'],
  [/NotSupportedError/, '此浏览器不支持这项操作'],
  [/DataCloneError/, '数据无法传给计算线程'],
  [/CompileError|LinkError|RuntimeError/, 'WebAssembly 出错'],
  [/OperationError|GPU|device|driver/i, 'GPU 或其驱动程序出错'],
  [/TypeError|ReferenceError|SyntaxError|RangeError/, '页面的程序出错'],
]

/** In words of ours what kind of thing the browser speaks of. */
export function kindOf(reason: string): string {
  return KINDS.find(([pattern]) => pattern.test(reason))?.[1] ?? '浏览器给出的原因见原文'
}

/** Whether a reason is the browser's and not a phrase of ours. */
export function isForeign(reason: string): boolean {
  return phrase(reason) === reason || /(?:Error|Exception): /.test(reason)
}

/** The Chinese of a phrase that errors are made of; names, numbers and what comes from the browser stay as they are. */
export function phrase(english: string): string {
  const known = Object.hasOwn(PHRASES, english) ? PHRASES[english] : undefined
  if (known !== undefined) return known
  for (const [pattern, chinese] of PATTERNS) {
    if (pattern.test(english)) return english.replace(pattern, chinese)
  }
  return english
}
