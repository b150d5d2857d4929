// The learner's own images as a data set: glassbox.js hands one out.

import { pictureOf, textOf } from './inputs.js';

export class ImageSet {
  #connection;
  #id;

  constructor(connection, id) {
    this.#connection = connection;
    this.#id = id;
  }

  /** One more image, with the name of its class; how many there are now. */
  async add(className, image) {
    return this.#connection.call('addImage', [this.#id, textOf(className, 'class name'), pictureOf(image)]);
  }

  /** Takes back the image that came last; how many there are now. */
  async removeLast() {
    return this.#connection.call('removeLastImage', [this.#id]);
  }

  /** The set as it is now, for training and for testing. */
  async split() {
    return this.#connection.call('splitImages', [this.#id]);
  }

  async dispose() {
    return this.#connection.call('disposeImages', [this.#id]);
  }
}
