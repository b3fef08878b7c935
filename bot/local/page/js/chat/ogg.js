/**
 * WebM/Opus → Ogg/Opus: the packets are copied, nothing is re-encoded. Telegram's voice messages are Ogg; Chromium's
 * recorder makes WebM only. Formats: RFC 3533 (Ogg), RFC 7845 (Opus in Ogg), RFC 8794 and 9559 (EBML, Matroska).
 */

const CONTAINERS = new Set([0x18538067, 0x1f43b675, 0x1654ae6b, 0xae, 0xa0]); // Segment, Cluster, Tracks, TrackEntry, BlockGroup
const CODEC_PRIVATE = 0x63a2;
const BLOCKS = new Set([0xa3, 0xa1]); // SimpleBlock, Block
const PAGE = 48_000; // samples after which a page is closed: a second
const SEGMENTS = 255; // at most in a page
const SERIAL = 0x6775646b;

const CRC = Uint32Array.from({ length: 256 }, (_, i) => {
  let rest = i << 24;
  for (let bit = 0; bit < 8; bit++) rest = rest & 0x80000000 ? (rest << 1) ^ 0x04c11db7 : rest << 1;
  return rest >>> 0;
});

/** An Ogg/Opus blob with the sound of a WebM/Opus one. */
export async function oggFromWebm(blob) {
  const { head, packets } = parse(new Uint8Array(await blob.arrayBuffer()));
  return new Blob(write(head, packets), { type: "audio/ogg" });
}

/** Walk the EBML elements flat: a container's header is stepped over, so its size, often unknown, does not matter. */
function parse(bytes) {
  const packets = [];
  let head = null;
  let at = 0;
  while (at < bytes.length) {
    const id = number(bytes, at, false);
    const size = number(bytes, at + id.length, true);
    at += id.length + size.length;
    if (CONTAINERS.has(id.value)) continue;
    const content = bytes.subarray(at, at + size.value);
    if (id.value === CODEC_PRIVATE) head = content;
    if (BLOCKS.has(id.value)) packets.push(content.subarray(number(content, 0, true).length + 3));
    at += size.value;
  }
  if (!head) throw new Error("no OpusHead in the recording");
  return { head, packets };
}

/** A variable-length integer; ids keep the marker bit, sizes lose it. */
function number(bytes, at, isSize) {
  const length = Math.clz32(bytes[at]) - 23;
  let value = isSize ? bytes[at] & (0xff >> length) : bytes[at];
  for (let i = 1; i < length; i++) value = value * 256 + bytes[at + i];
  return { value, length };
}

/** Samples at 48 kHz in an Opus packet, from its first byte (RFC 6716, 3.1). */
function samplesOf(packet) {
  const config = packet[0] >> 3;
  const frame = config < 12 ? [480, 960, 1920, 2880][config & 3] : config < 16 ? [480, 960][config & 1] : [120, 240, 480, 960][config & 3];
  return frame * [1, 2, 2, packet[1] & 0x3f][packet[0] & 3];
}

function write(head, packets) {
  const pages = [page([head], 0, 0, 2), page([tags()], 0, 1, 0)];
  let open = [];
  let granule = 0;
  let opened = 0;
  packets.forEach((packet, i) => {
    open.push(packet);
    granule += samplesOf(packet);
    const full = granule - opened >= PAGE || lacing(open).length > SEGMENTS - 10;
    const last = i === packets.length - 1;
    if (!full && !last) return;
    pages.push(page(open, granule, pages.length, last ? 4 : 0));
    open = [];
    opened = granule;
  });
  return pages;
}

const lacing = (packets) => packets.flatMap(({ length }) => [...Array(Math.floor(length / 255)).fill(255), length % 255]);

function tags() {
  const vendor = new TextEncoder().encode("gudok");
  return Uint8Array.from([...new TextEncoder().encode("OpusTags"), vendor.length, 0, 0, 0, ...vendor, 0, 0, 0, 0]);
}

/** `flags`: 2 begins the stream, 4 ends it. */
function page(packets, granule, sequence, flags) {
  const laces = lacing(packets);
  const bytes = new Uint8Array(27 + laces.length + packets.reduce((sum, packet) => sum + packet.length, 0));
  const view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode("OggS"));
  bytes[5] = flags;
  view.setBigUint64(6, BigInt(granule), true);
  view.setUint32(14, SERIAL, true);
  view.setUint32(18, sequence, true);
  bytes[26] = laces.length;
  bytes.set(laces, 27);
  let at = 27 + laces.length;
  for (const packet of packets) bytes.set(packet, at), (at += packet.length);
  const crc = bytes.reduce((sum, byte) => ((sum << 8) ^ CRC[(sum >>> 24) ^ byte]) >>> 0, 0);
  view.setUint32(22, crc, true);
  return bytes;
}
