"""@TITLE@ in Keras 3, with any of its backends: images @SHAPE@ in 0…1, ink = 1, to probabilities."""

import pathlib

import keras
import numpy as np

model = keras.saving.load_model(pathlib.Path(__file__).parent / "@ARCHIVE@")
model.summary()
print(model.predict(np.zeros((1, *model.input_shape[1:]), "float32")).round(3))
