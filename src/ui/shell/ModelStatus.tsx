import { explainShapes, describeModel } from '../../nn/spec/describe'
import type { ModelInfo } from '../../worker/protocol'
import { Button } from '../kit/Button'
import { useFormat, useMessages } from '../kit/messages/messages'
import { Popover } from '../kit/Popover'
import { useActions, useAppStore } from '../kit/store'
import { FilePicker } from './FilePicker'
import { Fact, Facts, SheetActions, SheetText, SheetTitle, StatusButton } from './Status'

/** Which model answers, what is known of it, and its file. */
export function ModelStatus() {
  const messages = useMessages().shell.model
  const model = useAppStore((state) => state.model)
  const isTraining = useAppStore(
    ({ training }) => training.state === 'starting' || training.state === 'running' || training.state === 'paused',
  )
  const actions = useActions()
  return (
    <Popover title={messages.label} trigger={<StatusButton label={messages.label} value={model?.name ?? messages.loading} />}>
      <SheetTitle>{model?.name ?? messages.loading}</SheetTitle>
      {model && <ModelFacts model={model} />}
      <SheetActions>
        <FilePicker accept=".safetensors" disabled={isTraining} onFiles={([file]) => file && void actions.openModel(file)}>
          {messages.open}
        </FilePicker>
        <Button disabled={!model} onClick={() => void actions.saveModel()}>
          {messages.save}
        </Button>
        <Button variant="quiet" disabled={!model} onClick={() => void actions.resetModel()}>
          {messages.reset}
        </Button>
      </SheetActions>
      <SheetText>{messages.fileHelp}</SheetText>
    </Popover>
  )
}

function ModelFacts({ model }: { readonly model: ModelInfo }) {
  const messages = useMessages().shell.model
  const format = useFormat()
  return (
    <Facts>
      <Fact name={messages.size}>{messages.parameters(format.integer(model.parameterCount))}</Fact>
      <Fact name={messages.layers}>
        {explainShapes(describeModel(model.spec)).map((line) => (
          <div key={line}>{line}</div>
        ))}
      </Fact>
      <Fact name={messages.trained}>
        {model.trainedOn === null ? messages.fresh : `${messages.epochs(model.epochs)}, ${messages.trainedOn(model.trainedOn)}`}
      </Fact>
      <Fact name={messages.testAccuracy}>{model.testAccuracy === null ? messages.unknown : format.percent(model.testAccuracy, 2)}</Fact>
      <Fact name={messages.seed}>{model.seed}</Fact>
    </Facts>
  )
}
