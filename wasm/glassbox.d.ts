// Types of Glassbox's JavaScript API (glassbox.js).

export type Variant = 'plain' | 'relaxed';

/** Numbers 0 to 1 (Float32Array, or nested lists), or pixels 0 to 255 (Uint8Array), which count as pixel / 255. */
export type Samples = Float32Array | Uint8Array | Uint8ClampedArray | number[] | Samples[];
/** A class number a sample. */
export type Labels = Uint8Array | Int32Array | number[];

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
type Pooling = { pool_size?: Size; strides?: Size; padding?: 'valid' | 'same' };

export declare const layers: {
  dense(settings: Named & Weighted & { units: number }): LayerSpec;
  conv2d(
    settings: Named & Weighted & { filters: number; kernel_size: Size; strides?: Size; padding?: 'valid' | 'same' },
  ): LayerSpec;
  maxPooling2d(settings?: Named & Pooling): LayerSpec;
  averagePooling2d(settings?: Named & Pooling): LayerSpec;
  globalMaxPooling2d(settings?: Named): LayerSpec;
  globalAveragePooling2d(settings?: Named): LayerSpec;
  upSampling2d(settings?: Named & { size?: Size }): LayerSpec;
  flatten(settings?: Named): LayerSpec;
  dropout(settings: Named & { rate: number }): LayerSpec;
  activation(settings: Named & { activation: Activation }): LayerSpec;
  relu(settings?: Named): LayerSpec;
  leakyRelu(settings?: Named & { negative_slope?: number }): LayerSpec;
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
  loss: number;
  accuracy: number;
  val_loss?: number;
  val_accuracy?: number;
}

export interface FitOptions {
  epochs?: number;
  /** Left out: as compiled. */
  batchSize?: number;
  /** Sizes of the parts in which the data arrived: the first epoch keeps their order, as the playground does. */
  chunkSizes?: number[];
  validationData?: [Samples, Labels] | { x: Samples; y: Labels };
  onEpochEnd?(result: EpochResult): void;
  onStep?(result: { step: number; loss: number; accuracy: number }): void;
  /** Ends the training after the present step; what has been learnt stays. */
  signal?: AbortSignal;
}

export interface Evaluation {
  loss: number;
  accuracy: number;
  samples: number;
  /** [label][answer], row by row; a sample whose probabilities are not finite has no answer, and is wrong. */
  confusion: number[];
}

export interface Model {
  /** Of one sample: [28, 28, 1]. */
  readonly inputShape: number[];
  readonly classes: number;
  summary(): Promise<{ layers: LayerRow[]; parameters: number }>;
  /** With a seed the weights are drawn anew; without one they stay. */
  compile(settings?: { optimizer?: Optimizer; learning_rate?: number; batch_size?: number; seed?: number }): Promise<void>;
  step(x: Samples, y: Labels): Promise<StepResult>;
  fit(x: Samples, y: Labels, options?: FitOptions): Promise<{ history: EpochResult[]; stopped: boolean }>;
  /** Class probabilities, [samples, classes]. */
  predict(x: Samples): Promise<Float32Array>;
  evaluate(x: Samples, y: Labels): Promise<Evaluation>;
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

export interface Engine {
  readonly version: string;
  readonly variant: Variant;
  sequential(layers: LayerSpec[], options?: { inputShape?: number[]; seed?: number }): Promise<Model>;
  load(bytes: Uint8Array): Promise<Model>;
  /** MNIST as it lies beside the modules, or in the folder `base` (a URL with a trailing slash, or one
   *  relative to the page, under node to the modules). */
  mnist(options?: { base?: string | URL; onProblem?(error: GlassboxError): void; signal?: AbortSignal }): Promise<Dataset>;
  dispose(): Promise<void>;
}

/** `worker`: in a thread of its own (the default in a page). `variant`: plain for the same bits on every machine. */
export declare function createEngine(options?: { worker?: boolean; variant?: Variant }): Promise<Engine>;
