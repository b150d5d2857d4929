#!/usr/bin/env python3
"""Writes golden.inc: what PyTorch computes, in float64, for the ops of engine/ops.

    python3 tests/golden/make_golden.py        (Debian: apt-get install python3-torch; made with PyTorch 1.13)

Layouts are turned into this project's (NHWC images, HWIO kernels). Where PyTorch's convention differs from Keras', its settings are
equalised here: 'same' padding is added explicitly (the odd row and column at the end), average pooling divides by the cells inside the
image, and Adam's epsilon is rescaled so that it stands beside the uncorrected root. The test gives a case its op by the case's name.
"""
import math
import os

import torch
import torch.nn.functional as F

torch.manual_seed(1)
torch.set_default_dtype(torch.float64)
entries = []


def random(*shape):
    """Normal values rounded to 1/256, exact in float32 too and short in decimal."""
    return (torch.randn(*shape) * 256).round() / 256


def distinct(*shape):
    """Values without ties, so that a maximum is the same for everyone."""
    count = int(torch.tensor(shape).prod())
    return ((torch.randperm(count) - count // 2) / 64.0).reshape(shape)


def write(case, tensor, values):
    entries.append((case, tensor, [float(v) for v in values.detach().reshape(-1)]))


def record(case, function, inputs, parameters=()):
    """Runs `function`, and records values, a random gradient of its output, and the gradients that follow from it."""
    leaves = [t.clone().requires_grad_(True) for t in inputs]
    weights = [(name, t.clone().requires_grad_(True)) for name, t in parameters]
    output = function(*leaves, *[t for _, t in weights])
    gradient = random(*output.shape)
    output.backward(gradient)
    for k, leaf in enumerate(leaves):
        write(case, f"input_{k}", leaf)
        write(case, f"input_{k}_gradient", leaf.grad)
    for name, weight in weights:
        write(case, name, weight)
        write(case, f"{name}_gradient", weight.grad)
    write(case, "output", output)
    write(case, "output_gradient", gradient)


def same_padding(size, window, stride):
    zeros = max((-(-size // stride) - 1) * stride + window - size, 0)
    return zeros // 2, zeros - zeros // 2


def pad(image, window, strides, value=0.0):
    """Keras' 'same' padding of an NCHW image."""
    top, bottom = same_padding(image.shape[2], window[0], strides[0])
    left, right = same_padding(image.shape[3], window[1], strides[1])
    return F.pad(image, (left, right, top, bottom), value=value)


def convolution(strides, same):
    def run(x, kernel, bias=None):
        image = x.permute(0, 3, 1, 2)
        if same:
            image = pad(image, kernel.shape[:2], strides)
        return F.conv2d(image, kernel.permute(3, 2, 0, 1), bias, stride=strides).permute(0, 2, 3, 1)
    return run


def any_convolution(zeros, strides=(1, 1), dilation=(1, 1), groups=1):
    """With `zeros` (top, bottom, left, right); a depthwise kernel becomes one of as many groups as channels."""
    def run(x, kernel, bias=None):
        weight = kernel.permute(3, 2, 0, 1)
        if groups == x.shape[3]:
            weight = kernel.permute(2, 3, 0, 1).reshape(-1, 1, *kernel.shape[:2])
        top, bottom, left, right = zeros
        image = F.pad(x.permute(0, 3, 1, 2), (left, right, top, bottom))
        return F.conv2d(image, weight, bias, strides, 0, dilation, groups).permute(0, 2, 3, 1)
    return run


def transposed_convolution(strides, same):
    """Keras' sizes: i s, and with 'valid' k - s more where the kernel k is larger than the stride s."""
    def run(x, kernel, bias):
        image = F.conv_transpose2d(x.permute(0, 3, 1, 2), kernel.permute(3, 2, 0, 1), stride=strides)
        beyond = [max(k - s, 0) for k, s in zip(kernel.shape, strides)]
        size = [i * s + (0 if same else b) for i, s, b in zip(x.shape[1:], strides, beyond)]
        image = F.pad(image, (0, strides[1], 0, strides[0]))
        top, left = [b // 2 if same else 0 for b in beyond]
        return image[:, :, top:top + size[0], left:left + size[1]].permute(0, 2, 3, 1) + bias
    return run


def max_pooling(window, strides, same):
    def run(x):
        image = x.permute(0, 3, 1, 2)
        if same:
            image = pad(image, window, strides, value=-float("inf"))
        return F.max_pool2d(image, window, strides).permute(0, 2, 3, 1)
    return run


def average_pooling(window, strides, same):
    def run(x):
        image = x.permute(0, 3, 1, 2)
        inside = torch.ones_like(image)
        if same:
            image, inside = pad(image, window, strides), pad(inside, window, strides)
        mean = F.avg_pool2d(image, window, strides) / F.avg_pool2d(inside, window, strides)
        return mean.permute(0, 2, 3, 1)
    return run


def recurrent(layer, sequences):
    """The function behind torch.nn.RNN, LSTM or GRU. Keras' GRU has its gates in the order z, r, h where PyTorch has r, z, n."""
    def run(x, kernel, state_kernel, bias=None):
        units = state_kernel.shape[0]
        weights = [kernel.T, state_kernel.T]
        if bias is not None:
            weights += bias if bias.dim() == 2 else [bias, torch.zeros_like(bias)]
        if layer is torch.gru:
            weights = [torch.cat([r, z, h]) for z, r, h in (values.split(units) for values in weights)]
        start = torch.zeros(1, x.shape[0], units)
        states = layer(x, (start, start) if layer is torch.lstm else start, weights, bias is not None, 1, 0.0, False, False, True)[0]
        return states if sequences else states[:, -1]
    return run


def ops():
    dense = lambda x, kernel, bias=0: x @ kernel + bias
    record("dense", dense, [random(7, 33)], [("kernel", random(33, 10)), ("bias", random(10))])
    record("dense without bias", dense, [random(1, 5)], [("kernel", random(5, 3))])

    record("conv2d", convolution((1, 1), False), [random(2, 7, 6, 3)],
           [("kernel", random(3, 3, 3, 5)), ("bias", random(5))])
    record("conv2d 5x5 of one channel", convolution((1, 1), False), [random(1, 9, 9, 1)],
           [("kernel", random(5, 5, 1, 4)), ("bias", random(4))])
    record("conv2d same, even kernel", convolution((1, 1), True), [random(2, 5, 6, 2)],
           [("kernel", random(2, 4, 2, 3)), ("bias", random(3))])
    record("conv2d same, stride 2", convolution((2, 2), True), [random(1, 7, 6, 2)],
           [("kernel", random(3, 3, 2, 4)), ("bias", random(4))])
    record("conv2d without bias, stride 3 and 2", convolution((3, 2), False), [random(2, 8, 7, 1)],
           [("kernel", random(2, 3, 1, 3))])

    record("max_pool2d", max_pooling((2, 2), (2, 2), False), [distinct(2, 6, 5, 3)])
    record("max_pool2d overlapping, same", max_pooling((3, 3), (2, 2), True), [distinct(1, 6, 7, 2)])
    record("average_pool2d", average_pooling((2, 2), (2, 2), False), [random(2, 6, 5, 3)])
    record("average_pool2d overlapping, same", average_pooling((3, 2), (2, 1), True), [random(1, 6, 7, 2)])

    activations = {
        "relu": torch.relu, "tanh": torch.tanh, "sigmoid": torch.sigmoid, "leaky_relu": lambda x: F.leaky_relu(x, 0.2), "elu": F.elu,
        "selu": F.selu, "softplus": F.softplus, "swish": F.silu, "gelu": F.gelu, "arctan": torch.atan,
        "binary_step": lambda x: torch.heaviside(x.detach(), torch.tensor(1.0)) + 0 * x,
    }
    for name, function in activations.items():
        record(name, function, [random(3, 11) * 2])
    record("softmax", lambda x: torch.softmax(x, -1), [random(3, 10) * 2])
    record("add", lambda a, b, c: a + b + c, [random(2, 6), random(2, 6), random(2, 6)])
    record("concatenate", lambda a, b, c: torch.cat([a, b, c], -1), [random(2, 2, 3, n) for n in (1, 4, 2)])
    record("up_sampling2d", lambda x: x.repeat_interleave(2, 1).repeat_interleave(3, 2), [random(2, 3, 2, 5)])
    record("flatten", lambda x: x.flatten(1), [random(2, 3, 2, 2)])

    record("conv2d with zeros around", any_convolution((2, 2, 1, 1), strides=(2, 1)), [random(2, 5, 4, 3)],
           [("kernel", random(3, 4, 3, 4)), ("bias", random(4))])
    record("conv2d dilated", any_convolution((0, 0, 0, 0), dilation=(2, 3)), [random(2, 9, 8, 2)],
           [("kernel", random(3, 2, 2, 3)), ("bias", random(3))])
    record("conv2d dilated, same", any_convolution((1, 2, 2, 2), dilation=(3, 2)), [random(1, 5, 6, 2)],
           [("kernel", random(2, 3, 2, 3)), ("bias", random(3))])
    record("conv2d in groups", any_convolution((0, 0, 0, 0), strides=(1, 2), groups=3), [random(2, 6, 5, 6)],
           [("kernel", random(3, 2, 2, 9)), ("bias", random(9))])
    record("depthwise_conv2d", any_convolution((0, 0, 0, 0), groups=3), [random(2, 6, 5, 3)],
           [("kernel", random(3, 3, 3, 1)), ("bias", random(3))])
    record("depthwise_conv2d with two filters a channel, same, stride 2",
           any_convolution((0, 0, 1, 1), strides=(2, 2), groups=3), [random(2, 6, 7, 3)],
           [("kernel", random(2, 3, 3, 2)), ("bias", random(6))])
    record("conv2d_transpose", transposed_convolution((1, 1), False), [random(2, 3, 4, 3)],
           [("kernel", random(3, 2, 2, 3)), ("bias", random(2))])
    record("conv2d_transpose stride 2, same", transposed_convolution((2, 2), True), [random(2, 3, 4, 2)],
           [("kernel", random(3, 4, 3, 2)), ("bias", random(3))])
    record("conv2d_transpose stride beyond the kernel", transposed_convolution((3, 2), False), [random(1, 3, 2, 2)],
           [("kernel", random(2, 2, 3, 2)), ("bias", random(3))])
    record("maxout", lambda x: x.reshape(3, 5, 3).max(-1).values, [distinct(3, 15)])
    prelu = lambda x, alpha: torch.where(x > 0, x, alpha * x)
    record("prelu", prelu, [random(3, 2, 3, 4)], [("alpha", random(2, 3, 4))])
    record("prelu with one slope a channel", lambda x, alpha: F.prelu(x.permute(0, 3, 1, 2), alpha.flatten()).permute(0, 2, 3, 1),
           [random(2, 3, 4, 5)], [("alpha", random(1, 1, 5))])
    record("prelu with one slope", F.prelu, [random(2, 11)], [("alpha", random(1))])
    record("layer_normalization", lambda x, gamma, beta: F.layer_norm(x, (10,), gamma, beta, 1e-3), [random(3, 10)],
           [("gamma", random(10)), ("beta", random(10))])
    record("layer_normalization of an image, z alone", lambda x: F.layer_norm(x, (5,), eps=0.5), [random(2, 2, 3, 5)])
    layers = (("simple_rnn", torch.rnn_tanh, 1), ("lstm", torch.lstm, 4), ("gru", torch.gru, 3))
    for name, layer, gates in layers:
        bias = random(2, 9) if name == "gru" else random(gates * 3)
        record(name, recurrent(layer, False), [random(3, 5, 4)],
               [("kernel", random(4, gates * 3)), ("recurrent_kernel", random(3, gates * 3)), ("bias", bias)])
        record(f"{name} all states, without bias", recurrent(layer, True), [random(2, 4, 3)],
               [("kernel", random(3, gates * 5) / 2), ("recurrent_kernel", random(5, gates * 5) / 2)])
    record("simple_rnn relu", recurrent(torch.rnn_relu, False), [random(2, 4, 3)],
           [("kernel", random(3, 3)), ("recurrent_kernel", random(3, 3)), ("bias", random(3))])
    record("subtract", lambda a, b: a - b, [random(2, 6), random(2, 6)])
    record("multiply", lambda a, b, c: a * b * c, [random(2, 6), random(2, 6), random(2, 6)])


def batch_normalization():
    """The running statistics' "gradients" are what they grow by in a step (Keras' biased variance)."""
    epsilon, momentum = 1e-3, 0.99
    for case, shape in (("batch_normalization", (5, 7)), ("batch_normalization of maps", (3, 4, 3, 5))):
        channels = shape[-1]
        axes = tuple(range(len(shape) - 1))

        def run(x, gamma, beta):
            flat = x.reshape(-1, channels)
            return F.batch_norm(flat, None, None, gamma, beta, training=True, eps=epsilon).reshape(x.shape)

        x = random(*shape) * 2 + 1
        record(case, run, [x], [("gamma", random(channels)), ("beta", random(channels))])
        mean, variance = random(channels), random(channels).abs()
        write(case, "moving_mean", mean)
        write(case, "moving_variance", variance)
        write(case, "moving_mean_gradient", (1 - momentum) * (x.mean(axes) - mean))
        write(case, "moving_variance_gradient", (1 - momentum) * (x.var(axes, unbiased=False) - variance))


def loss(case, function, outputs, targets=None, labels=None):
    """`function` gives every sample's loss."""
    outputs.requires_grad_(True)
    losses = function(outputs, targets if labels is None else labels)
    losses.mean().backward()
    write(case, "outputs", outputs)
    write(case, "targets", torch.zeros(0) if targets is None else targets)
    write(case, "labels", torch.zeros(len(outputs)) if labels is None else labels)
    write(case, "losses", losses)
    write(case, "gradient", outputs.grad)


def nt_xent(z, _, temperature=0.5):
    similarity = F.cosine_similarity(z[:, None], z[None], dim=-1) / temperature
    similarity = similarity.masked_fill(torch.eye(len(z), dtype=torch.bool), -torch.inf)
    return F.cross_entropy(similarity, torch.arange(len(z)) ^ 1, reduction="none")


def losses():
    mean = lambda function: lambda y, t: function(y, t).mean(-1)
    part = lambda name: mean(lambda y, t: getattr(F, name)(y, t, reduction="none"))
    values = lambda: (random(4, 6) * 2, random(4, 6) * 2)
    positive = lambda: (random(4, 6).abs() + 0.2, random(4, 6).abs() + 0.1)
    signs = lambda: (random(4, 6), torch.sign(random(4, 6)))
    one_of_each = lambda: F.one_hot(torch.tensor([3, 0, 5, 2]), 6).double()
    epsilon = 1e-7
    loss("MeanSquaredError", part("mse_loss"), *values())
    loss("MeanAbsoluteError", part("l1_loss"), *values())
    loss("MeanAbsolutePercentageError", mean(lambda y, t: 100 * (t - y).abs() / t.abs()), *positive())
    loss("MeanSquaredLogarithmicError", mean(lambda y, t: (torch.log1p(y) - torch.log1p(t)) ** 2), *positive())
    loss("Huber", mean(lambda y, t: F.huber_loss(y, t, reduction="none", delta=0.75)), *values())
    loss("LogCosh", mean(lambda y, t: torch.log(torch.cosh(y - t))), *values())
    loss("Poisson", mean(lambda y, t: F.poisson_nll_loss(y, t, log_input=False, eps=epsilon, reduction="none")), *positive())
    loss("BinaryCrossentropy", part("binary_cross_entropy_with_logits"), random(4, 6) * 3, (random(4, 6) > 0).double())
    loss("Hinge", mean(lambda y, t: torch.relu(1 - t * y)), *signs())
    loss("SquaredHinge", mean(lambda y, t: torch.relu(1 - t * y) ** 2), *signs())
    loss("CosineSimilarity", lambda y, t: -F.cosine_similarity(y, t, dim=-1), *values())
    loss("CategoricalHinge", lambda y, t: torch.relu(1 + ((1 - t) * y).amax(-1) - (t * y).sum(-1)), random(4, 6), one_of_each())
    loss("SparseCategoricalCrossentropy", lambda y, t: F.cross_entropy(y, t, reduction="none"), random(5, 10) * 4,
         labels=torch.tensor([3, 0, 9, 3, 7]))
    shares = lambda: torch.softmax(random(4, 6), -1)
    loss("CategoricalCrossentropy", lambda y, t: F.cross_entropy(y, t, reduction="none"), random(4, 6) * 3, shares())
    loss("KLDivergence", lambda y, t: F.kl_div(torch.log_softmax(y, -1), t, reduction="none").sum(-1), random(4, 6) * 3, shares())
    loss("NTXent", nt_xent, random(6, 5))


def optimizer(case, make, before_step=None):
    """Five steps with given gradients; records the parameters after each."""
    weight = random(19)
    gradients = random(5, 19)
    write(case, "parameters", weight)
    write(case, "gradients", gradients)
    weight.requires_grad_(True)
    rule = make([weight])
    path = []
    for step in range(5):
        if before_step:
            before_step(rule, step + 1)
        weight.grad = gradients[step].clone()
        rule.step()
        path.append(weight.detach().clone())
    write(case, "path", torch.stack(path))


def keras_epsilon(rule, step):
    for group in rule.param_groups:
        group["eps"] = 1e-7 / (1 - group["betas"][1] ** step) ** 0.5


class Nadam:
    """Keras' Nadam: PyTorch 1.13 has one factor too many in its product of momenta (mended in version 2)."""

    def __init__(self, weights, lr, beta_1=0.9, beta_2=0.999, eps=1e-7):
        self.weight, self.lr, self.beta_1, self.beta_2, self.eps = weights[0], lr, beta_1, beta_2, eps
        self.time, self.product, self.mean, self.square = 0, 1.0, 0, 0

    def momentum(self, time):
        return self.beta_1 * (1 - 0.5 * 0.96 ** time)

    @torch.no_grad()
    def step(self):
        self.time += 1
        now, later = self.momentum(self.time), self.momentum(self.time + 1)
        self.product *= now
        gradient = self.weight.grad
        self.mean = self.beta_1 * self.mean + (1 - self.beta_1) * gradient
        self.square = self.beta_2 * self.square + (1 - self.beta_2) * gradient ** 2
        mean = later * self.mean / (1 - self.product * later) + (1 - now) * gradient / (1 - self.product)
        square = self.square / (1 - self.beta_2 ** self.time)
        self.weight -= self.lr * mean / (square.sqrt() + self.eps)


def optimizers():
    optimizer("sgd", lambda w: torch.optim.SGD(w, lr=0.05))
    optimizer("sgd momentum", lambda w: torch.optim.SGD(w, lr=0.05, momentum=0.9))
    optimizer("sgd nesterov", lambda w: torch.optim.SGD(w, lr=0.05, momentum=0.9, nesterov=True))
    optimizer("adam", lambda w: torch.optim.Adam(w, lr=0.01, betas=(0.9, 0.999)), keras_epsilon)
    optimizer("adamw", lambda w: torch.optim.AdamW(w, lr=0.01, weight_decay=0.1), keras_epsilon)
    optimizer("rmsprop", lambda w: torch.optim.RMSprop(w, lr=0.01, alpha=0.9, eps=0))
    optimizer("rmsprop momentum", lambda w: torch.optim.RMSprop(w, lr=0.01, alpha=0.9, eps=0, momentum=0.9))
    optimizer("rmsprop centered",
              lambda w: torch.optim.RMSprop(w, lr=0.01, alpha=0.9, eps=0, momentum=0.5, centered=True))
    optimizer("adagrad", lambda w: torch.optim.Adagrad(w, lr=0.05, initial_accumulator_value=0.1, eps=0))
    optimizer("adadelta", lambda w: torch.optim.Adadelta(w, lr=0.5, rho=0.95, eps=1e-6))
    optimizer("adamax", lambda w: torch.optim.Adamax(w, lr=0.01, eps=0))
    optimizer("nadam", lambda w: Nadam(w, lr=0.01))


def schedules():
    """The rate of each of 25 steps, from 0.1."""
    lr = torch.optim.lr_scheduler
    cases = {
        "StepDecay": lambda o: lr.StepLR(o, 10, 0.5),
        "ExponentialDecay": lambda o: lr.ExponentialLR(o, 0.9 ** (1 / 10)),
        "InverseTimeDecay": lambda o: lr.LambdaLR(o, lambda t: 1 / (1 + 0.5 * t / 10)),
        "CosineDecay": lambda o: lr.LambdaLR(o, lambda t: 0.1 + 0.9 * (1 + math.cos(math.pi * min(t / 20, 1))) / 2),
        "warm-up": lambda o: lr.LambdaLR(o, lambda t: t / 5 if t < 5 else 0.5 ** ((t - 5) // 10)),
    }
    for case, make in cases.items():
        rule = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.1)
        schedule = make(rule)
        rates = []
        for _ in range(25):
            rates.append(rule.param_groups[0]["lr"])
            rule.step()
            schedule.step()
        write(case, "rates", torch.tensor(rates))


def restraints():
    gradient = random(4, 3)
    write("clip", "gradient", gradient)
    for name, clip in (("value", torch.nn.utils.clip_grad_value_), ("norm", torch.nn.utils.clip_grad_norm_)):
        weight = torch.zeros(4, 3, requires_grad=True)
        weight.grad = gradient.clone()
        clip([weight], 0.5)
        write("clip", name, weight.grad)
    weight = random(4, 3).requires_grad_(True)
    penalty = 0.1 * weight.abs().sum() + 0.2 * (weight ** 2).sum()
    penalty.backward()
    write("penalty", "weight", weight)
    write("penalty", "loss", penalty)
    write("penalty", "gradient", weight.grad)
    write("penalty", "limited", torch.renorm(weight.detach(), 2, 1, 0.75))


ops()
optimizers()
losses()
batch_normalization()
schedules()
restraints()
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "golden.inc"), "w") as file:
    file.write(f"// Written by make_golden.py with PyTorch {torch.__version__}: {{case, tensor, values}}.\n")
    for case, tensor, values in entries:
        line = f'{{"{case}", "{tensor}", {{'
        for value in values:
            text = repr(value)
            if text.endswith(".0"):
                text = text[:-2]
            if len(line) + len(text) > 106:
                file.write(line.rstrip() + "\n")
                line = "  "
            line += text + ", "
        file.write(line.rstrip(", ") + "}},\n")
