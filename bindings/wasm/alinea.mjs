// Alinéa in JavaScript: one door over the WebAssembly module. No dependency, no network.

/** A call that has no result: `code`, `message` (French) and `findings`, as the door tells them. */
export class AlineaError extends Error {
  constructor({ code, message, findings }) {
    super(message);
    this.name = "AlineaError";
    this.code = code;
    this.findings = findings;
  }
}

/**
 * Opens a door on a compiled module; what `hold` keeps lives as long as the door.
 * @param {WebAssembly.Module} module
 */
export async function open(module) {
  const { exports } = await WebAssembly.instantiate(module, {});
  const encoder = new TextEncoder();
  const decoder = new TextDecoder("utf-8", { fatal: true });

  /** The door in text: a call as bytes of JSON, its answer as JSON. */
  function callText(text) {
    const call = encoder.encode(text);
    const room = exports.alinea_input(call.length);
    // The memory may have grown and moved: it is looked up each time.
    new Uint8Array(exports.memory.buffer, room, call.length).set(call);
    const length = exports.alinea_call();
    return decoder.decode(new Uint8Array(exports.memory.buffer, exports.alinea_output(), length));
  }

  /** Calls a method; throws an AlineaError where there is no result. */
  function call(method, params = {}) {
    const { result, error } = JSON.parse(callText(JSON.stringify({ method, params })));
    if (error) throw new AlineaError(error);
    return result;
  }

  return { call, callText };
}
