// Types of Glassbox's JavaScript API (glassbox.js).

import type {
  CheckedGradient,
  ClassScore,
  LayerGradientError,
  LayerReport,
  Moment,
  OcclusionMap,
  RankedSample,
  Saliency,
  ScalarNode,
  TensorDifference,
  TensorUpdate,
  Trace,
} from './inspection.js';

export type * from './inspection.js';

export type Variant = 'plain' | 'relaxed' | 'threads';

/** Numbers 0 to 1 (Float32Array, or nested lists), or pixels 0 to 255 (Uint8Array), which count as pixel / 255. */
export type Samples = Float32Array | Uint8Array | Uint8ClampedArray | Numbers;
/** Numbers, in lists within lists or not. */
export type Numbers = (number | Numbers)[];
/** A class number a sample. */
export type Labels = Uint8Array | Int32Array | number[];
/** What samples should give: class numbers, rows of values, or null: what came in (an autoencoder). */
export type Targets = Labels | Float32Array | number[][] | null;

export declare class GlassboxError extends Error {
  /** A stable identifier: "conv2d.kernel_larger_than_input", "input.size", ... */
  readonly code: string;
  readonly arguments: string[];
  /** Index of the layer it belongs to, -1 for none. */
  readonly layer: number;
  /** Name of the layer's or optimizer's parameter, '' for none. */
  readonly parameter: string;
}

/** A layer by Keras' names; what `config` leaves out has Keras' default. */
export interface LayerSpec {
  class_name: string;
  name?: string;
  /** Names of earlier layers, or "input"; the layer before when left out. */
  inputs?: string[];
  config?: Record<string, boolean | number | string | number[]>;
}

type Named = { name?: string; inputs?: string[] };
type Size = number | [number, number];
type Activation =
  | 'linear'
  | 'relu'
  | 'tanh'
  | 'sigmoid'
  | 'leaky_relu'
  | 'elu'
  | 'selu'
  | 'softplus'
  | 'swish'
  | 'gelu'
  | 'arctan'
  | 'binary_step'
  | 'softmax';
type Weighted = { activation?: Activation; use_bias?: boolean; kernel_initializer?: string; bias_initializer?: string };
type Convolution = {
  kernel_size: Size;
  strides?: Size;
  padding?: 'valid' | 'same';
  /** Zeros on either side, rows and columns; with the padding 'valid'. */
  zero_padding?: Size;
  dilation_rate?: Size;
};
/** For an input of (time, features), such as the rows of an image. */
type Recurrent = {
  units: number;
  return_sequences?: boolean;
  activation?: 'tanh' | 'relu' | 'sigmoid';
  use_bias?: boolean;
  kernel_initializer?: string;
  recurrent_initializer?: string;
  bias_initializer?: string;
};
type Pooling = { pool_size?: Size; strides?: Size; padding?: 'valid' | 'same' };

export declare const layers: {
  dense(settings: Named & Weighted & { units: number }): LayerSpec;
  maxout(settings: Named & Omit<Weighted, 'activation'> & { units: number; pieces: number }): LayerSpec;
  conv2d(settings: Named & Weighted & Convolution & { filters: number; groups?: number }): LayerSpec;
  depthwiseConv2d(
    settings: Named & Omit<Weighted, 'kernel_initializer'> & Convolution & { depth_multiplier?: number; depthwise_initializer?: string },
  ): LayerSpec;
  conv2dTranspose(
    settings: Named & Weighted & { filters: number; kernel_size: Size; strides?: Size; padding?: 'valid' | 'same' },
  ): LayerSpec;
  maxPooling2d(settings?: Named & Pooling): LayerSpec;
  averagePooling2d(settings?: Named & Pooling): LayerSpec;
  globalMaxPooling2d(settings?: Named): LayerSpec;
  globalAveragePooling2d(settings?: Named): LayerSpec;
  upSampling2d(settings?: Named & { size?: Size }): LayerSpec;
  flatten(settings?: Named): LayerSpec;
  /** One of the sizes may be -1: what remains. */
  reshape(settings: Named & { target_shape: number[] }): LayerSpec;
  batchNormalization(settings?: Named & { momentum?: number; epsilon?: number; center?: boolean; scale?: boolean }): LayerSpec;
  layerNormalization(
    settings?: Named & { epsilon?: number; center?: boolean; scale?: boolean; beta_initializer?: string; gamma_initializer?: string },
  ): LayerSpec;
  simpleRnn(settings: Named & Recurrent): LayerSpec;
  lstm(settings: Named & Recurrent & { unit_forget_bias?: boolean }): LayerSpec;
  gru(settings: Named & Recurrent): LayerSpec;
  dropout(settings: Named & { rate: number }): LayerSpec;
  activation(settings: Named & { activation: Activation }): LayerSpec;
  relu(settings?: Named): LayerSpec;
  leakyRelu(settings?: Named & { negative_slope?: number }): LayerSpec;
  /** `shared_axes` counts from 1: [1, 2] is one slope a channel. */
  prelu(settings?: Named & { alpha_initializer?: string; shared_axes?: number[] }): LayerSpec;
  elu(settings?: Named & { alpha?: number }): LayerSpec;
  softmax(settings?: Named): LayerSpec;
  add(settings?: Named): LayerSpec;
  subtract(settings?: Named): LayerSpec;
  multiply(settings?: Named): LayerSpec;
  concatenate(settings?: Named): LayerSpec;
};

/** By name, "sgd" or "Adam", or with its settings, in `config` or beside the name. */
export type Optimizer = string | { class_name: string; config?: Record<string, unknown>; [setting: string]: unknown };

export interface LayerRow {
  name: string;
  class_name: string;
  /** Of one sample. */
  output_shape: number[];
  parameters: number;
}

export interface Tensor {
  layer: string;
  /** "kernel", "bias" */
  name: string;
  /** (kernel height, kernel width, in, filters) or (in, units) */
  shape: number[];
  values: Float32Array;
}

export interface StepResult {
  loss: number;
  accuracy: number;
  /** False when a value stopped being finite: the weights are those before the step. */
  finite: boolean;
}

export interface EpochResult {
  epoch: number;
  /** With the penalties of `regularization`, which the validation loss and evaluate() leave out. */
  loss: number;
  accuracy: number;
  val_loss?: number;
  val_accuracy?: number;
}

export interface FitOptions {
  epochs?: number;
  /** For this call; left out: as compiled. */
  batchSize?: number;
  /** Sizes of the parts in which the data arrived: the first epoch keeps their order, as the playground does. */
  chunkSizes?: number[];
  validationData?: [Samples, Targets?] | { x: Samples; y?: Targets };
  /** How far images change at random in each step: shares, degrees, pixels. */
  augmentation?: {
    shift?: number;
    rotation?: number;
    zoom?: number;
    shear?: number;
    elastic_alpha?: number;
    elastic_sigma?: number;
    noise?: number;
  };
  onEpochEnd?(result: EpochResult): void;
  onStep?(result: { step: number; loss: number; accuracy: number }): void;
  /** Ends the training after the present step; what has been learnt stays. */
  signal?: AbortSignal;
}

export interface Evaluation {
  loss: number;
  accuracy: number;
  samples: number;
  /** [label][answer], row by row; a sample whose outputs are not finite has no answer, and is wrong. */
  confusion: number[];
  /** [k]: samples whose label was the answer number k, from 0: the sum of the first n is top-n. */
  ranks: number[];
  /** Of every class, where there are labels. */
  classes: ClassScore[];
  /** Means over all values, where the loss compares values; the root of the first is the RMSE. */
  squared_error: number;
  absolute_error: number;
  percentage_error: number;
}

/** By Keras' name ("MeanSquaredError", "mse"), or with its settings. */
export type Loss = string | { class_name: string; config?: Record<string, unknown>; [setting: string]: unknown };
/** Constant, StepDecay, ExponentialDecay, InverseTimeDecay, CosineDecay or ReduceLROnPlateau; any with warmup_steps. */
export type Schedule = Loss;

export interface TrainingOptions {
  optimizer?: Optimizer;
  learning_rate?: number;
  schedule?: Schedule;
  regularization?: { l1?: number; l2?: number; max_norm?: number };
  /** One of the three. */
  clipping?: { clipvalue?: number; clipnorm?: number; global_clipnorm?: number };
  /** Ends fit() after so many epochs without a better loss (of the validation data, where there is any). */
  early_stopping?: { patience?: number; min_delta?: number };
}

export interface CompileOptions extends TrainingOptions {
  loss?: Loss;
  batch_size?: number;
  seed?: number;
}

/** The recorded past of a run. */
export interface History {
  /**
   * Records from here on, within so many bytes (64 MiB): the first moment, the last ones, the best by validation loss, and
   * an even spread of the others. 0 ends it. A model that is drawn anew by compile({seed}) or load() begins anew here too.
   */
  keep(options?: { bytes?: number }): Promise<void>;
  moments(): Promise<Moment[]>;
  /** Back to a recorded step: from there the run goes on bit for bit as before. */
  seek(step: number): Promise<void>;
  /** Back to a recorded step with other settings: what followed is forgotten when the next step is taken. */
  fork(step: number, settings: TrainingOptions): Promise<void>;
  compare(before: number, after: number): Promise<TensorDifference[]>;
}

/** What a learner looks at; asked for, and never in training's way. */
export interface Inspector {
  report(layer: string, x: Samples, y?: Targets, options?: { bins?: number }): Promise<LayerReport>;
  parameters(): Promise<Float32Array>;
  updates(before: Float32Array): Promise<TensorUpdate[]>;
  losses(x: Samples, y?: Targets, options?: { hardest?: number }): Promise<{ losses: Float32Array; hardest: RankedSample[] }>;
  nearest(
    layer: string,
    sample: Samples,
    x: Samples,
    options?: { distance?: 'euclidean' | 'cosine'; count?: number },
  ): Promise<RankedSample[]>;
  saliency(sample: Samples, output: number): Promise<Saliency>;
  occlusion(sample: Samples, output: number, options?: { patch?: Size; strides?: Size; fill?: number }): Promise<OcclusionMap>;
  maximize(
    layer: string,
    unit: number,
    options?: { steps?: number; rate?: number; decay?: number; blur?: number; minimum?: number; maximum?: number; seed?: number },
  ): Promise<{ input: Float32Array; activations: Float32Array }>;
  trace(
    layer: string,
    sample: Samples,
    target: Targets,
    place: number,
    options?: { quantity?: 'output' | 'input_gradient' | 'kernel' | 'bias'; terms?: number },
  ): Promise<Trace>;
  checkGradients(
    x: Samples,
    y?: Targets,
    options?: { count?: number; seed?: number },
  ): Promise<{ gradients: CheckedGradient[]; layers: LayerGradientError[] }>;
}

/** Values and slopes at the points that were asked for. */
export interface Curve {
  value: Float32Array;
  slope: Float32Array;
}

export interface Model {
  /** Of one sample: [28, 28, 1]. */
  readonly inputShape: number[];
  readonly classes: number;
  summary(): Promise<{ layers: LayerRow[]; parameters: number }>;
  /** With a seed the weights are drawn anew; without one they stay. */
  compile(settings?: CompileOptions): Promise<void>;
  step(x: Samples, y?: Targets): Promise<StepResult>;
  /** How pixels count from now on: 0 to 255, 0 to 1 (at first), or by mean and deviation of `x`, channel by channel. */
  normalize(name: 'none' | 'unit' | 'standard', x?: Uint8Array): Promise<void>;
  /** Of the next step. */
  learningRate(): Promise<number>;
  fit(x: Samples, y?: Targets, options?: FitOptions): Promise<{ history: EpochResult[]; stopped: boolean }>;
  readonly history: History;
  readonly inspect: Inspector;
  /** Outputs, one sample after the other: class probabilities where the loss is one of classes. */
  predict(x: Samples): Promise<Float32Array>;
  evaluate(x: Samples, y?: Targets): Promise<Evaluation>;
  /** `shape` has the number of samples first. */
  layerOutputs(x: Samples, layerName: string): Promise<{ layer: string; shape: number[]; values: Float32Array }>;
  getWeights(): Promise<Tensor[]>;
  /** Some or all of the tensors, found by layer and name. */
  setWeights(weights: { layer: string; name: string; values: Float32Array | number[] }[]): Promise<void>;
  /** Of the last step. */
  gradients(): Promise<Tensor[]>;
  steps(): Promise<number>;
  /** 16 hex digits: the same when all bits of the state are. */
  fingerprint(): Promise<string>;
  /** Weights, optimizer and model as bytes. */
  save(): Promise<Uint8Array>;
  load(bytes: Uint8Array): Promise<void>;
  dispose(): Promise<void>;
}

export interface DatasetPart {
  /** Pixels, one sample after the other. */
  x: Uint8Array;
  y: Uint8Array;
  chunkSizes: number[];
}

export interface Dataset {
  shape: number[];
  classes: number;
  train: DatasetPart;
  test: DatasetPart;
}

export interface ToySettings {
  /** 4 to 10000; left out: 500 points with classes, 200 with numbers. */
  samples?: number;
  /** Of the classes (moons excepted) the share of the radius up to 0.5, else the standard deviation up to 1. */
  noise?: number;
  /** Share of the points for testing: 0.5. */
  test_split?: number;
  seed?: number;
}

/** Points one after the other, `features` coordinates each. */
export interface ToyPart<Answers> {
  x: Float32Array;
  y: Answers;
}

export interface Toy<Answers> {
  features: number;
  train: ToyPart<Answers>;
  test: ToyPart<Answers>;
}

/** An ImageData, or what is like one: RGBA, or grey with a byte a pixel. */
export interface Picture {
  width: number;
  height: number;
  data: Uint8ClampedArray | Uint8Array;
}

export interface ImageSetSettings {
  /** 1 to 1024; left out: 32 by 32. */
  image_size?: Size;
  color_mode?: 'rgb' | 'grayscale';
  /** How an image of another aspect ratio is brought to image_size: its middle, or all of it beside black. */
  fit?: 'crop' | 'pad';
  /** Share of each class for testing: 0.2. */
  test_split?: number;
  seed?: number;
}

/** Images with the names of their classes, such as the folders in which they lie. */
export interface ImageSet {
  /** How many images there are then. */
  add(className: string, image: Picture): Promise<number>;
  removeLast(): Promise<number>;
  /** A label is an index into `class_names`, which are sorted. */
  split(): Promise<Dataset & { class_names: string[] }>;
  dispose(): Promise<void>;
}

export interface Engine {
  readonly version: string;
  readonly variant: Variant;
  /** How many threads share the work. */
  readonly threads: number;
  sequential(layers: LayerSpec[], options?: { inputShape?: number[]; seed?: number }): Promise<Model>;
  load(bytes: Uint8Array): Promise<Model>;
  /** MNIST as it lies beside the modules, or in the folder `base` (a URL with a trailing slash, or one
   *  relative to the page, under node to the modules). */
  mnist(options?: { base?: string | URL; onProblem?(error: GlassboxError): void; signal?: AbortSignal }): Promise<Dataset>;
  /** The same for Fashion-MNIST, where the page was built with it. */
  fashionMnist(options?: { base?: string | URL; onProblem?(error: GlassboxError): void; signal?: AbortSignal }): Promise<Dataset>;
  /** Two classes of points in the plane: TensorFlow Playground's, and scikit-learn's moons. */
  toy(name: 'circle' | 'xor' | 'gaussians' | 'spiral' | 'moons', settings?: ToySettings): Promise<Toy<Uint8Array>>;
  /** Functions of a number from -1 to 1. */
  toy(name: 'line', settings?: ToySettings & { slope?: number; intercept?: number }): Promise<Toy<Float32Array>>;
  toy(name: 'polynomial', settings?: ToySettings & { degree?: number }): Promise<Toy<Float32Array>>;
  toy(name: 'sine', settings?: ToySettings & { frequency?: number }): Promise<Toy<Float32Array>>;
  toy(name: 'step' | 'absolute', settings?: ToySettings): Promise<Toy<Float32Array>>;
  /** f(x) and its derivative, to be plotted. */
  activation(name: Exclude<Activation, 'linear' | 'softmax'>, x: Float32Array | number[]): Promise<Curve>;
  /** An elementwise loss of outputs y against one target, and its slope by y. */
  lossCurve(name: string, y: Float32Array | number[], target: number): Promise<Curve>;
  /** A graph of numbers on the ops of networks, forward and backward; nodes in order. */
  scalarGraph(graph: {
    inputs: { name: string; value: number }[];
    operations: { name: string; op: string; inputs: string[] }[];
  }): Promise<ScalarNode[]>;
  /** Bytes of the engine's memory. */
  memory(): Promise<{ used: number; total: number }>;
  imageSet(settings?: ImageSetSettings): Promise<ImageSet>;
  dispose(): Promise<void>;
}

export interface EngineOptions {
  /** In a thread of its own: the default in a page. */
  worker?: boolean;
  /** plain: the same bits on every machine. relaxed: faster where the browser has relaxed SIMD. threads: its bits, by several
   *  threads. Left out: the fastest that runs here. */
  variant?: Variant;
  /** How many threads share the work, at most: 2 unless said otherwise, null is 1. They are had in a worker of a page that is
   *  cross-origin isolated, on a machine with as many cores; elsewhere, and in node, there is one. While training, one
   *  alone goes on where several are slower at the time. */
  threads?: number | null;
}
export declare function createEngine(options?: EngineOptions): Promise<Engine>;
