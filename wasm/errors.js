// Errors as a program reads them.

/**
 * What the engine or the API refused: a stable `code`, the values in its sentence, where in the model it belongs
 * (`layer`: index, -1 for none; `parameter`: name, '' for none), and an English message.
 */
export class GlassboxError extends Error {
  /** @param {{code: string, arguments?: string[], layer?: number, parameter?: string, message?: string}} details */
  constructor({ code, arguments: values = [], layer = -1, parameter = '', message = '' }) {
    super(message || [code, ...values].join(' '));
    this.name = 'GlassboxError';
    this.code = code;
    this.arguments = [...values];
    this.layer = layer;
    this.parameter = parameter;
  }

  /** The same as a plain object, for a message to another thread. */
  toJSON() {
    const { code, arguments: values, layer, parameter, message } = this;
    return { code, arguments: values, layer, parameter, message };
  }
}

/** The value of an engine call's outcome; its error is thrown. */
export function check(outcome) {
  if (outcome.error) throw new GlassboxError(outcome.error);
  return outcome.value;
}

/** Any thrown thing as a plain object for another thread. */
export function describe(error) {
  return error instanceof GlassboxError ? error.toJSON() : { code: 'engine.failed', message: String(error?.message ?? error) };
}
