import { anything, integer, record, refuse, type Decoded, type Decoder } from '../../core/decode'
import { requests, type RequestType } from './index'

const isRequestType = (name: unknown): name is RequestType => typeof name === 'string' && Object.hasOwn(requests, name)

const decodeType: Decoder<RequestType> = (value, path) =>
  isRequestType(value) ? value : refuse(path, Object.keys(requests).join(' or '), value)

const decodeRequest = record({ id: integer(), type: decodeType, params: anything })

/** What the worker hears; the definition of its type decodes the parameters. @throws DecodeError */
export function parseRequest(value: unknown): Decoded<typeof decodeRequest> {
  return decodeRequest(value, 'request')
}
