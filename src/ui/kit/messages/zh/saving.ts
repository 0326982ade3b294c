import type { saving as english } from '../en/saving'

export const saving: typeof english = {
  open: '保存这次阅读',
}
