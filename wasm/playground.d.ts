// Types of playground.js and of window.glassbox.

import type { Engine, EngineOptions, GlassboxError, Variant } from './glassbox.js';
import type { Command, Snapshot } from './session.js';

export type { Command, Snapshot } from './session.js';

export interface PlaygroundOptions {
  key?: string;
  theme?: 'light' | 'dark';
  language?: 'en' | 'es';
  link?: string;
  onLink?(fragment: string): void;
  data?: string | URL;
  variant?: Variant;
}

/** A thing on the canvas, as the last frame drew it. */
export interface Widget {
  /** Stable: "train", "pad", "prediction", ... */
  name: string;
  /** What a person reads, in the language on screen. */
  label: string;
  /** ARIA's: "button", "spinbutton", "img", ... */
  role: string;
  value: string;
  enabled: boolean;
  /** False when it is scrolled out of its region. */
  visible: boolean;
  /** Whether it has the keyboard focus. */
  focused: boolean;
  /** CSS pixels of the viewport. */
  rect: { x: number; y: number; width: number; height: number };
}

export declare class Playground extends EventTarget {
  constructor(element: HTMLElement, options?: PlaygroundOptions);
  readonly ready: Promise<void>;
  readonly frames: number;
  readonly canvas: HTMLCanvasElement;
  readonly preferences: { theme: string; language: string };
  send(command: Command): void;
  snapshot(): Promise<Snapshot>;
  save(): void;
  widget(name: string): Widget | null;
  widgets(): Widget[];
  openLink(fragment: string): boolean;
  focus(name: string): void;
  dispose(): Promise<void>;
  addEventListener(type: 'progress', listener: (event: Event & { stage: 'interface' | 'engine' }) => void): void;
  addEventListener(type: 'frame', listener: (event: Event) => void): void;
  addEventListener(type: 'preferences', listener: (event: Event & { theme: string; language: string }) => void): void;
  addEventListener(type: 'error' | 'fatal', listener: (event: Event & { error: GlassboxError }) => void): void;
}

declare global {
  interface Window {
    glassbox: {
      readonly ready: Promise<void>;
      widget(name: string): Widget | null;
      widgets(): Widget[];
      snapshot(): Promise<Snapshot | null>;
      readonly frames: number;
      readonly playgrounds: readonly Playground[];
      engine(options?: EngineOptions): Promise<Engine>;
    };
  }
}
