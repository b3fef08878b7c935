/** The server's HTTP interface: JSON in and out, and WebSockets that come back by themselves. */

const RETRY = [300, 700, 1500, 3000]; // milliseconds; the last one for ever

/** What the server refused; `message` is its sentence for the person. */
export class Refusal extends Error {}

async function answer(response) {
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refusal(body.error ?? `HTTP ${response.status}`);
  return body;
}

export const get = async (path) => answer(await fetch(path));

export const post = async (path, body = {}) =>
  answer(
    await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    }),
  );

/** Send a file with its fields as a form. */
export async function upload(path, file, name, fields) {
  const form = new FormData();
  for (const [key, value] of Object.entries(fields)) if (value) form.append(key, value);
  form.append("file", file, name);
  return answer(await fetch(path, { method: "POST", body: form }));
}

/** Where a file of the chat is. */
export const fileUrl = (fileId) => `/local/files/${encodeURIComponent(fileId)}`;

/**
 * A WebSocket that connects again when it is lost. `on.json(object)`, `on.bytes(ArrayBuffer)`, `on.up(again)`, `on.down()`.
 * `send` drops what is said while it is down and returns whether it went out.
 */
export function channel(path, on) {
  let socket;
  let lost = 0;
  let again = false;
  const connect = () => {
    socket = new WebSocket(`${location.protocol.replace("http", "ws")}//${location.host}${path}`);
    socket.binaryType = "arraybuffer";
    socket.onopen = () => {
      lost = 0;
      on.up?.(again);
      again = true;
    };
    socket.onmessage = ({ data }) => (typeof data === "string" ? on.json(JSON.parse(data)) : on.bytes?.(data));
    socket.onclose = () => {
      on.down?.();
      setTimeout(connect, RETRY[Math.min(lost++, RETRY.length - 1)]);
    };
  };
  connect();
  return {
    send(data) {
      if (socket.readyState !== WebSocket.OPEN) return false;
      socket.send(data instanceof ArrayBuffer || ArrayBuffer.isView(data) ? data : JSON.stringify(data));
      return true;
    },
  };
}
