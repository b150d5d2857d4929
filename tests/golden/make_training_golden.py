#!/usr/bin/python3
"""Writes training.txt: the losses of ten training steps by PyTorch in float64.

A line a run: name, then the mean loss of each step before its update. Weights and batches come from the same
integer hash as in tests/train/synthetic.h, so that nothing else is stored. The settings are equalised with
Keras': Adam's epsilon is added to the square root of v itself, not to that of v / (1 - beta_2^t).

    /usr/bin/python3 tests/golden/make_training_golden.py > tests/golden/training.txt
"""

import numpy as np
import torch
from torch.nn.functional import batch_norm, conv2d, cross_entropy, max_pool2d

STEPS = 10
BATCH = 16
CLASSES = 10


def noise(row, count):
    """In [-0.5, 0.5): 24 bits of a mix of row and index."""
    x = np.arange(count, dtype=np.uint32) * np.uint32(0x9E3779B1) + np.uint32(row * 0x85EBCA77 % 2**32)
    x = (x ^ (x >> np.uint32(15))) * np.uint32(0x2C1B3C6D)
    x = (x ^ (x >> np.uint32(12))) * np.uint32(0x297A2D39)
    x = x ^ (x >> np.uint32(15))
    return (x >> np.uint32(8)).astype(np.float64) / 2**24 - 0.5


def tensors(shapes):
    """Kernels, biases and factors ("gamma" before the shape) in Keras' shapes, leaves of the graph. None stands for a
    running statistic: it has a row too."""
    values = []
    for row, shape in enumerate(shapes):
        if shape is None:
            continue
        is_factor, shape = shape[0] == "gamma", shape[1:] if shape[0] == "gamma" else shape
        scale = 0.0625 if len(shape) == 1 and not is_factor else 0.125
        array = float(is_factor) + scale * noise(row, int(np.prod(shape))).reshape(shape)
        values.append(torch.tensor(array, dtype=torch.float64, requires_grad=True))
    return values


def batch(step):
    images = torch.tensor((noise(1000 + step, BATCH * 784) + 0.5).reshape(BATCH, 28, 28, 1))
    labels = torch.tensor(((noise(2000 + step, BATCH) + 0.5) * CLASSES).astype(np.int64))
    return images, labels


def linear(w, images):
    return images.flatten(1) @ w[0] + w[1]


def mlp(w, images):
    return torch.relu(images.flatten(1) @ w[0] + w[1]) @ w[2] + w[3]


def cnn(w, images):
    # NHWC -> NCHW and HWIO -> OIHW for PyTorch, and back before the flatten, as Keras orders the values.
    features = conv2d(images.permute(0, 3, 1, 2), w[0].permute(3, 2, 0, 1), w[1])
    pooled = max_pool2d(torch.relu(features), 2).permute(0, 2, 3, 1)
    return pooled.flatten(1) @ w[2] + w[3]


def convolution(x, kernel, bias, padding=0):
    """Of NHWC images with a kernel HWIO."""
    return conv2d(x.permute(0, 3, 1, 2), kernel.permute(3, 2, 0, 1), bias, padding=padding).permute(0, 2, 3, 1)


def pool(x):
    return max_pool2d(x.permute(0, 3, 1, 2), 2).permute(0, 2, 3, 1)


def lenet(w, images):
    x = pool(torch.relu(convolution(images, w[0], w[1], padding=2)))
    x = pool(torch.relu(convolution(x, w[2], w[3], padding=2)))
    return x.flatten(1) @ w[4] + w[5]


def mnist_cnn(w, images):
    x = torch.relu(convolution(images, w[0], w[1]))
    x = pool(torch.relu(convolution(x, w[2], w[3])))
    return torch.relu(x.flatten(1) @ w[4] + w[5]) @ w[6] + w[7]


def residual(w, images):
    stem = torch.relu(convolution(images, w[0], w[1], padding=1))
    x = torch.relu(stem + convolution(stem, w[2], w[3], padding=1))
    return x.mean((1, 2)) @ w[4] + w[5]


def batch_normalization(w, images):
    x = convolution(images, w[0], w[1], padding=1)
    x = batch_norm(x.reshape(-1, 8), None, None, w[2], w[3], training=True, eps=1e-3).reshape(x.shape)
    return pool(torch.relu(x)).flatten(1) @ w[4] + w[5]


def lstm(w, images):
    """Keras' gates: input, forget, cell, output."""
    units = w[1].shape[0]
    h = c = torch.zeros(len(images), units, dtype=torch.float64)
    for row in images.squeeze(-1).unbind(1):
        i, f, g, o = (row @ w[0] + h @ w[1] + w[2]).split(units, -1)
        c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
        h = torch.sigmoid(o) * torch.tanh(c)
    return h @ w[3] + w[4]


MODELS = {
    "linear": (linear, [(784, 10), (10,)]),
    "mlp": (mlp, [(784, 128), (128,), (128, 10), (10,)]),
    "cnn": (cnn, [(5, 5, 1, 32), (32,), (4608, 10), (10,)]),
    "lenet": (lenet, [(5, 5, 1, 8), (8,), (5, 5, 8, 16), (16,), (784, 10), (10,)]),
    "mnist_cnn": (mnist_cnn, [(3, 3, 1, 32), (32,), (3, 3, 32, 64), (64,), (9216, 128), (128,), (128, 10), (10,)]),
    "residual": (residual, [(3, 3, 1, 8), (8,), (3, 3, 8, 8), (8,), (8, 10), (10,)]),
    "batch_normalization": (batch_normalization, [(3, 3, 1, 8), (8,), ("gamma", 8), (8,), None, None, (1568, 10), (10,)]),
    "lstm": (lstm, [(28, 64), (16, 64), (64,), (16, 10), (10,)]),
}


def sgd(weights):
    return torch.optim.SGD(weights, lr=0.01, momentum=0.9)


def adam(weights):
    return torch.optim.Adam(weights, lr=0.001, betas=(0.9, 0.999))


def run(forward, shapes, make_optimizer):
    weights = tensors(shapes)
    optimizer = make_optimizer(weights)
    losses = []
    for step in range(STEPS):
        images, labels = batch(step)
        optimizer.zero_grad()
        loss = cross_entropy(forward(weights, images), labels)
        loss.backward()
        for group in optimizer.param_groups:
            if "eps" in group:
                group["eps"] = 1e-7 / (1 - 0.999 ** (step + 1)) ** 0.5
        optimizer.step()
        losses.append(loss.item())
    return losses


BOTH = {"linear", "mlp", "cnn"}
for name, (forward, shapes) in MODELS.items():
    for make_optimizer in (sgd, adam) if name in BOTH else (adam,):
        losses = run(forward, shapes, make_optimizer)
        print(name, make_optimizer.__name__, *(f"{loss:.9f}" for loss in losses))
