import { inspect } from 'node:util';

const shown = '[phi]';

/**
 * Keeps a personal value out of whatever prints: logs, templates, JSON, error messages, a debugger's listing. The value is in
 * a private field, so that nothing that walks an object's properties comes upon it.
 */
class HiddenValue<T> {
  #value: T;

  constructor(value: T) {
    this.#value = value;
  }

  static reveal<T>(hidden: HiddenValue<T>): T {
    return hidden.#value;
  }

  toString(): string {
    return shown;
  }

  toJSON(): string {
    return shown;
  }

  [Symbol.toPrimitive](): string {
    return shown;
  }

  [inspect.custom](): string {
    return shown;
  }
}

/** A value that prints as '[phi]' everywhere. */
export type Phi<T> = HiddenValue<T>;

export function phi<T>(value: T): Phi<T> {
  return new HiddenValue(value);
}

/** The value itself. Where this is called, personal data comes into the open: at a provider's door or under a cipher. */
export function reveal<T>(hidden: Phi<T>): T {
  return HiddenValue.reveal(hidden);
}
