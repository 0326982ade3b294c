/** What opens a picture and finds the digit in it: a part of the page by itself, since few visitors bring one. */
export { decodePicture, digitOf } from '../../data/drawing/open-picture'
export { rasterised } from './rasterised'
