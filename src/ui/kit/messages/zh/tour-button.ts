import type { tourButton as english } from '../en/tour-button'

export const tourButton: typeof english = {
  start: '导读',
  resume: (stop, stops) => `继续导读（第 ${stop} 站，共 ${stops} 站）`,
  hint: '分八站看懂一个数字的阅读过程，页面会随之变化。',
}
