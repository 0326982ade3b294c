import type { ErrorDetail, StopReason } from '../../../../core/error-details'
import { classifyOriginal, type OriginalKind } from '../../classify-original'
import { ENGINE_ADDRESSES, engineNamed, isHardwareEngine, taskTitled } from '../../error-names'
import { originalOf, type ErrorText, type ErrorWords } from '../../errors'
import { formatFor } from '../../format'
import { describeAddressError } from './address-errors'
import { describeExport, describeImport } from './exchange-errors'
import { dropped, fault, listFailures, nameFile } from './file-errors'
import { checkpoint, misfit, safetensors } from './model-errors'
import { describeHandFile } from './hand-errors'
import { describeOwnError } from './own-errors'
import { describeSpecError } from './spec-errors'
import { shell } from './shell'
import { describeStateError } from './state-errors'
import { tasks } from './tasks'

const format = formatFor('zh')

const RELOAD = '请重新加载页面。'
const REPORT = '请报告此问题，附上原文，并注明浏览器和 GPU 的名称。'
const MODEL_FILE = '请选择由本页面或 npm run train 保存的 .safetensors 文件。'

const kinds: Readonly<Record<OriginalKind, string>> = {
  memory: '内存不足',
  storage: '浏览器的存储空间已满',
  file: '有一个文件没有加载成功',
  aborted: '操作被中断',
  timeout: '等待超时',
  forbidden: '浏览器不允许这项操作',
  unsupported: '此浏览器不支持这项操作',
  clone: '数据无法传给计算线程',
  wasm: 'WebAssembly 出错',
  gpu: 'GPU 或其驱动程序出错',
  page: '页面的程序出错',
  other: '浏览器给出了本页面不认识的原因',
}

const kindOf = (original: string) => kinds[classifyOriginal(original)]

function stopped(reason: StopReason): string {
  switch (reason.kind) {
    case 'silent':
      return '它没有响应'
    case 'notLoaded':
      return '它无法加载'
    case 'unreadable':
      return '它发来了本页面无法读取的消息'
    case 'crashed':
      return kindOf(reason.original)
    default:
      return reason satisfies never
  }
}

type EngineReason = ErrorDetail<'engine-unavailable'>['reason']

function unavailable(reason: EngineReason): string {
  switch (reason.kind) {
    case 'noWebGpu':
      return '此浏览器没有 WebGPU'
    case 'insecure':
      return '本页面通过普通 http 打开，而浏览器只向 https 页面提供 WebGPU'
    case 'noAdapter':
      return '浏览器没有提供图形适配器'
    case 'noDevice':
      return `图形适配器没有给出设备（${kindOf(reason.original)}）`
    case 'noAnswer':
      return reason.asked === 'adapter'
        ? `浏览器在 ${reason.seconds} 秒内没有找到图形适配器`
        : `图形适配器在 ${reason.seconds} 秒内没有给出设备`
    case 'noSimd':
      return `无法加载带 SIMD 的 WebAssembly（${kindOf(reason.original)}）`
    case 'noMemory':
      return '没有足够的内存运行 WebAssembly'
    case 'noHalf':
      return reason.adapter === null ? '只有 WebGPU 支持半精度' : `${reason.adapter} 不支持 16 位浮点数（shader-f16）`
    case 'notLoaded':
      return '它的程序没有加载成功'
    default:
      return reason satisfies never
  }
}

function describeUnavailable(engine: string, reason: EngineReason): Omit<ErrorText, 'original'> {
  const why = unavailable(reason)
  // Without SIMD the engine runs all the same.
  if (reason.kind === 'noSimd' || reason.kind === 'noMemory') {
    return { message: `CPU 引擎改用普通 JavaScript 计算：${why}。`, hint: '所有功能照常，只是较慢。重新加载页面可再试一次。' }
  }
  const name = engineNamed(engine, shell.engine.kinds)
  if (reason.kind === 'noHalf') {
    return {
      message: `要求 ${name} 引擎以半精度存储权重，但在此无法做到：${why}。`,
      hint: '32 位存储在任何设备上都可用；16 位需要支持 shader-f16 的浏览器和显卡。',
    }
  }
  const message = `${name} 引擎无法在此运行：${why}。`
  if (!isHardwareEngine(engine)) return { message, hint: '请检查网络连接，然后重新加载页面。' }
  return { message, hint: `${wayToGpu(reason)}；在此之前页面用 CPU 计算。` }
}

function wayToGpu({ kind }: EngineReason): string {
  if (kind === 'insecure') return '请用 https 网址打开本页面'
  if (kind === 'notLoaded') return '请检查网络连接，然后在“引擎”中重新选择它'
  return '请更新浏览器或开启硬件加速'
}

type NetworkKind = ErrorDetail<'other-network'>['came']

const doing: Readonly<Record<NetworkKind, string>> = {
  reader: '识别数字',
  writer: '书写',
  rows: '逐行生成',
}

const openedAt: Readonly<Record<NetworkKind, string>> = {
  reader: '请在页面顶部的“模型”中打开它。',
  writer: '请在“书写”中打开它。',
  rows: '请选择其他文件：逐行生成只使用本页自带的网络。',
}

const restarts: Readonly<Record<ErrorDetail<'worker-restart'>['outcome'], string>> = {
  starting: '正在重新启动，并恢复最近保留的模型。',
  started: '已重新启动，并恢复了最近保留的模型。',
  startedWithData: '已重新启动，并恢复了最近保留的模型；使用中的数据会重新加载。',
  givenUp: '它现在没有运行。点击“重新启动”，即可用最近保留的模型继续；在此期间仍可用“模型”中的“保存模型”。',
}

const profileReasons: Readonly<Record<ErrorDetail<'profile-unavailable'>['reason'], string>> = {
  noTimestamps: '此浏览器或 GPU 不支持时间戳查询',
  stoppedClock: '此 GPU 的时钟停止不动',
  noGpu: '当前引擎不使用 GPU',
}

const pictureFaults: Readonly<Record<ErrorDetail<'picture'>['fault'], readonly [message: string, hint: string]>> = {
  unreadable: ['无法读取文件', '请确认文件仍在原处，且浏览器有权读取，然后重试。'],
  bytes: ['文件大于 32 MiB', '请把图片存小一些再试。'],
  pixels: ['图片的像素太多，或过于狭长', '请只裁下数字部分，或把图片存小一些。'],
  decode: ['此浏览器无法把它作为图片打开', '请使用 PNG、JPEG、WebP、GIF 或 SVG 图片。'],
  blank: ['图中没有与底色分明的笔迹', '请在图片中框出数字，或换一张笔迹更清楚的图片。'],
  crowded: ['图中有几处都可能是要识别的数字', '请在图片中框出数字，或换一张只有一个数字的图片。'],
  noise: ['此浏览器为防止识别用户，交给页面的是噪声而不是图片的像素', '请允许本页读取画布数据；也可以直接手写，识别手写不需要读取画布。'],
  notSearched: ['在图中寻找数字的代码未能加载，或没有响应', '请检查网络连接，然后重新打开图片。'],
}

const codes: ErrorWords['codes'] = {
  spec: (detail) => ({ message: describeSpecError(detail), hint: '请修改模型或设置中的这一项，然后重试。' }),
  shape: (detail) => ({ message: misfit(detail), hint: '请使用为此结构保存的模型文件。' }),
  'engine-unavailable': ({ engine, reason }) => ({ ...describeUnavailable(engine, reason), original: originalOf(reason) }),
  'engine-unknown': ({ asked }) => ({
    message: `网址要求使用引擎“${asked}”，但本页面没有这个引擎。`,
    hint: `页面已自行选择。可使用 ${ENGINE_ADDRESSES.join(' 或 ')}，或在“引擎”中选择。`,
  }),
  'embed-unknown': ({ parameter, asked, choices }) => ({
    message: `网址中的“${parameter}=${asked}”无法识别。`,
    hint: `页面按未指定该参数显示。嵌入者可选用：${choices.join('、')}。`,
  }),
  'engine-changed': ({ from, to }) => ({
    message: `${engineNamed(from, shell.engine.kinds)} 引擎出了故障，页面已改用 ${engineNamed(to, shell.engine.kinds)} 引擎计算。`,
    hint: '原因见“引擎”。最近一次正常的模型已保留；如果当时正在训练，点击“开始”即可继续。',
  }),
  'device-lost': ({ original, silentSeconds }) => ({
    message:
      silentSeconds === undefined
        ? `GPU 停止了工作${original === null ? '' : `：${kindOf(original)}`}。`
        : `GPU 停止了工作：${silentSeconds} 秒内没有响应。`,
    hint: '最近一次正常的模型已保留。点击“开始”即可继续。',
    original: original ?? undefined,
  }),
  'thread-lost': ({ reason }) => ({
    message: `CPU 引擎的一个线程停止了：${stopped(reason)}。`,
    hint: '它的工作由其余线程接手，不会丢失任何结果，只是慢一些。重新加载页面即可恢复全部线程。',
    original: originalOf(reason),
  }),
  'out-of-memory': ({ bytes }) => ({
    message: `WebAssembly 的内存放不下另外 ${format.bytes(bytes)}。`,
    hint: '请选择较小的模型，或时间步较少的扫描方式。',
  }),
  task: ({ model, data }) => ({
    message:
      data === null
        ? `没有任务“${taskTitled(model, tasks)}”的数据。`
        : `模型的任务是“${taskTitled(model, tasks)}”，而数据的任务是“${taskTitled(data, tasks)}”。`,
    hint: '请加载与模型相配的数据，或选择与数据相配的模型。',
  }),
  disposed: ({ what }) => ({
    message: `${{ engine: '引擎', model: '模型', memory: '显存' }[what]}已被释放，却仍被使用。`,
    hint: RELOAD,
  }),
  shader: ({ label, original }) => ({ message: `GPU 的编译器拒绝了着色器 ${label}。`, hint: REPORT, original }),
  diverged: ({ step, loss, lowest }) => ({
    message:
      lowest === undefined
        ? `第 ${format.integer(step + 1)} 步的损失变为 ${loss}。`
        : `损失失控：第 ${format.integer(step + 1)} 步升到 ${format.significant(loss)}，此前曾低至 ${format.significant(lowest)}。`,
    hint: '训练已暂停，并恢复了最近一次正常的权重。请在“训练”中降低学习率，再点击“继续”。',
  }),
  state: describeStateError,
  decode: ({ path, original }) => ({
    message: '页面与计算线程的消息格式不一致，两者的版本可能不同。',
    hint: RELOAD,
    original: `${path}: ${original}`,
  }),
  'data-file': (failure) => ({
    message: `${nameFile(failure)}：${fault(failure.fault)}。`,
    hint: '请从其他来源取得 MNIST，或用内置数字训练。',
    original: originalOf(failure.fault),
  }),
  'data-unavailable': ({ failures }) => ({
    message: `无法加载 MNIST。${listFailures(failures)}`,
    hint: '请把它的四个文件拖到页面上，或用无需网络的内置数字训练。',
  }),
  'data-incomplete': ({ missing, failures }) => ({
    message: `需要 MNIST 的全部四个文件，缺少：${missing.join('、')}。${listFailures(failures)}`,
    hint: '请同时放下全部四个文件，是否压缩、叫什么名字都可以。本页也接受带标签的自有数据、数字的图片，以及由本页保存的模型。',
  }),
  'own-data': describeOwnError,
  checkpoint: (detail) => ({ message: checkpoint(detail), hint: MODEL_FILE, original: originalOf(detail.fault) }),
  'other-network': ({ came, wanted }) => ({
    message: `这个文件是${doing[came]}的网络，而这里需要${doing[wanted]}的网络。`,
    hint: openedAt[came],
  }),
  safetensors: (detail) => ({
    message: `模型文件已损坏，或不是 safetensors 文件：${safetensors(detail)}。`,
    hint: MODEL_FILE,
    original: originalOf(detail),
  }),
  export: describeExport,
  import: describeImport,
  'model-fetch': ({ url, fault: given }) => ({
    message: `无法加载 ${url} 处的模型：${fault(given)}。`,
    hint: '请重新加载页面再试。当前的模型尚未训练：可以训练它，或打开自己的模型文件。',
    original: originalOf(given),
  }),
  'model-file': ({ url, fault: given }) => ({
    message: `无法加载训练好的模型 ${url}：${fault(given)}。`,
    hint: '原来的模型保持不变。请重试或重新加载页面，也可以选择“从头开始”。',
    original: originalOf(given),
  }),
  'model-size': ({ file, bytes, limit }) => ({
    message: `${file} 的大小为 ${format.bytes(bytes)}；模型最大为 ${format.bytes(limit)}。`,
    hint: '请选择由本页面保存的 .safetensors 文件。',
  }),
  'gpu-memory': ({ bytes, original }) => ({
    message: `显存不足${bytes === null ? '' : `：需要 ${format.bytes(bytes)}`}。`,
    hint: '请减小批大小或模型，或关闭其他使用 GPU 的页面。',
    original,
  }),
  'gpu-validation': ({ original }) => ({ message: 'GPU 拒绝了本页面的一次调用。', hint: REPORT, original }),
  'profile-unavailable': ({ reason }) => ({
    message: `无法测量：${profileReasons[reason]}。`,
    hint: '请换用支持 WebGPU 时间戳查询的浏览器和 GPU，例如电脑上的 Chrome 或 Edge。',
  }),
  'worker-crashed': ({ reason }) => ({
    message: `计算线程停止了：${stopped(reason)}。`,
    hint: '请看消息如何说明后续情况，并在恢复后再试。',
    original: originalOf(reason),
  }),
  'worker-restart': ({ reason, outcome }) => ({
    message: `计算线程停止了：${stopped(reason)}。`,
    hint: restarts[outcome],
    original: originalOf(reason),
  }),
  'not-running': () => ({ message: '计算线程没有运行，无法计算。', hint: '请点击“重新启动”。' }),
  'other-tab': () => ({
    message: '本页面的另一个标签页也在训练，两边都会变慢。',
    hint: '每个标签页各有自己的模型。暂停其中一个，另一个就会更快。',
  }),
  terminated: () => ({ message: '计算线程已结束。', hint: '请点击“重新启动”，或重新加载页面。' }),
  'run-storage': ({ action, reason }) => ({
    message: `${action === 'read' ? '无法读取以往的训练记录' : '训练记录只保留到关闭本页面为止'}：${storageReason(reason)}。`,
    hint: storageHints[reason.kind],
    original: originalOf(reason),
  }),
  'visit-storage': ({ action, reason }) => ({
    message: `${action === 'read' ? '无法读取上次访问留下的内容' : '模型与训练只保留到关闭本页面为止'}：${storageReason(reason)}。`,
    hint: action === 'read' ? '页面从头开始。' : '要保留模型，请将它存为文件。',
    original: originalOf(reason),
  }),
  shelf: ({ action, reason }) => ({
    message: `${action === 'read' ? '无法读取保留的模型' : '无法保留模型'}：${storageReason(reason)}。`,
    hint: action === 'read' ? storageHints[reason.kind] : '可以将它存为文件，或删除不需要的模型。',
    original: originalOf(reason),
  }),
  hand: ({ action, reason }) => ({
    message: `${action === 'read' ? '无法读取以前访问时写下的数字' : '你写的数字只保留到关闭本页面为止'}：${storageReason(reason)}。`,
    hint: action === 'read' ? storageHints[reason.kind] : '请在“笔迹”中将它们存为文件。',
    original: originalOf(reason),
  }),
  'hand-file': describeHandFile,
  'second-tab': () => ({
    message: '另一个标签页已打开本页面。',
    hint: '每个标签页各自保留模型、训练与手写内容，互不覆盖。',
  }),
  'model-replaced': ({ model, accuracy }) => ({
    message: `你的 ${model}${typeof accuracy === 'number' ? `（${format.percent(accuracy)}）` : ''}已被另一个模型替换。`,
    hint: '在再次更换模型或开始训练之前，可以将它放回。',
  }),
  'run-left': ({ model, step, totalSteps }) => ({
    message: `关闭页面时，${model} 的训练在第 ${format.integer(step)} 步（共 ${format.integer(totalSteps)} 步）中断。`,
    hint: '可以从那里继续，结果与未中断时相同；在此之前它保持原样。',
  }),
  database: ({ problem }) => ({ message: `无法打开保留的内容：${databaseProblems[problem]}。`, hint: databaseHints[problem] }),
  'visit-model': ({ original }) => ({
    message: '上次访问的模型已无法打开。',
    hint: '页面使用自带的模型；存为文件的模型可以从文件打开。',
    original,
  }),
  picture: ({ file, fault: given }) => ({ message: `${file}：${pictureFaults[given][0]}。`, hint: pictureFaults[given][1] }),
  dropped: ({ problem }) => dropped(problem),
  address: describeAddressError,
  language: ({ language }) => ({
    message: `无法加载语言“${shell.language[language]}”的文字。`,
    hint: '请检查网络连接，然后重新选择。',
  }),
  internal: ({ original }) => ({
    message: `出现意外错误：${kindOf(original)}。`,
    hint: '请重新加载页面；若再次发生，请报告此问题。',
    original,
  }),
  unknown: ({ code, original }) => ({
    message: `出现了此版本的页面还不认识的错误（${code}）。`,
    hint: '请重新加载页面，以使用最新版本。',
    original,
  }),
}

type StorageReason = ErrorDetail<'run-storage'>['reason']

function storageReason(reason: StorageReason): string {
  switch (reason.kind) {
    case 'absent':
      return '此浏览器不为本页面存储任何内容'
    case 'full':
      return '此浏览器的存储空间已满'
    case 'tooMany':
      return `已经保留了 ${format.integer(reason.limit)} 次`
    case 'silent':
      return '此浏览器的存储没有响应'
    case 'newer':
      return databaseProblems.newer
    case 'blocked':
      return databaseProblems.blocked
    case 'other':
      return '此浏览器的存储出错'
    default:
      return reason satisfies never
  }
}

const databaseProblems: Readonly<Record<ErrorDetail<'database'>['problem'], string>> = {
  newer: '内容由本页面的新版本以新的格式保存，原样未动',
  blocked: '另一个标签页中的旧版页面正在使用它',
}

const databaseHints: Readonly<Record<ErrorDetail<'database'>['problem'], string>> = {
  newer: '请重新加载页面，以使用最新版本。',
  blocked: '请关闭本页面的其他标签页，然后重新加载。',
}

const storageHints: Readonly<Record<StorageReason['kind'], string>> = {
  absent: '可能是无痕窗口或浏览器设置不允许。',
  full: '请删除不需要的训练记录，或清理设备空间。',
  tooMany: '请删除不需要的训练记录。',
  silent: '请重新加载页面，或重新启动浏览器。',
  ...databaseHints,
  other: '请重新加载页面；若再次发生，请重新启动浏览器。',
}

export const errors: ErrorWords = { codes, fault }
