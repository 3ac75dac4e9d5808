"""Writes a check-point as GGUF v3: F16, or Q4_0 matrices with a Q8_0 embedding (norms are always F32)."""
import argparse
import struct
from pathlib import Path

import numpy
import sentencepiece
import torch

from chat_format import TEMPLATE
from model import Q4_BLOCK, Shape

ALIGNMENT = 32
F32, F16, Q4_0, Q8_0 = 0, 1, 2, 8
FILE_TYPES = {"f16": 1, "q4_0": 2}
UINT32, INT32, FLOAT32, BOOL, STRING, ARRAY = 4, 5, 6, 7, 8, 9


def text(value: str) -> bytes:
    data = value.encode("utf-8")
    return struct.pack("<Q", len(data)) + data


def typed(kind: int, value) -> bytes:
    if kind == STRING:
        return text(value)
    return struct.pack({UINT32: "<I", INT32: "<i", FLOAT32: "<f", BOOL: "<?"}[kind], value)


class Writer:
    """Collects metadata and tensors, then writes header, metadata, tensor table, and the aligned data."""

    def __init__(self):
        self.metadata, self.count, self.tensors = b"", 0, []

    def put(self, key, kind, value):
        self.metadata += text(key) + struct.pack("<I", kind) + typed(kind, value)
        self.count += 1

    def put_array(self, key, kind, values):
        self.metadata += text(key) + struct.pack("<IIQ", ARRAY, kind, len(values)) + b"".join(typed(kind, value) for value in values)
        self.count += 1

    def tensor(self, name, shape, kind, data: bytes):
        """`shape` as in PyTorch (rows, columns); GGUF lists the fastest dimension first."""
        self.tensors.append((name, tuple(reversed(shape)), kind, data))

    def write(self, path: Path):
        table, offset = b"", 0
        for name, shape, kind, data in self.tensors:
            table += text(name) + struct.pack("<I", len(shape)) + struct.pack(f"<{len(shape)}Q", *shape) + struct.pack("<IQ", kind, offset)
            offset += -(-len(data) // ALIGNMENT) * ALIGNMENT
        head = b"GGUF" + struct.pack("<IQQ", 3, len(self.tensors), self.count) + self.metadata + table
        with path.open("wb") as out:
            out.write(head + bytes(-len(head) % ALIGNMENT))
            for _, _, _, data in self.tensors:
                out.write(data + bytes(-len(data) % ALIGNMENT))


def encode_f16(weight: numpy.ndarray):
    return F16, weight.astype("<f2").tobytes()


def encode_f32(weight: numpy.ndarray):
    return F32, weight.astype("<f4").tobytes()


def encode_q4_0(weight: numpy.ndarray):
    """Blocks of 32: a float16 scale, then 16 bytes with value i low and value i + 16 high. As model.round_q4_0."""
    blocks = weight.reshape(-1, Q4_BLOCK).astype(numpy.float32)
    index = numpy.abs(blocks).argmax(1)
    scale = (blocks[numpy.arange(len(blocks)), index] / -8).astype(numpy.float16)
    wide = scale.astype(numpy.float32)
    inverse = numpy.divide(1, wide, out=numpy.zeros_like(wide), where=wide != 0)
    codes = numpy.clip(numpy.floor(blocks * inverse[:, None] + 8.5), 0, 15).astype(numpy.uint8)
    out = numpy.zeros((len(blocks), 18), numpy.uint8)
    out[:, :2] = scale.view(numpy.uint8).reshape(-1, 2)
    out[:, 2:] = codes[:, :16] | (codes[:, 16:] << 4)
    return Q4_0, out.tobytes()


def encode_q8_0(weight: numpy.ndarray):
    blocks = weight.reshape(-1, 32).astype(numpy.float32)
    exact = numpy.abs(blocks).max(1) / 127
    inverse = numpy.divide(1, exact, out=numpy.zeros_like(exact), where=exact != 0)
    out = numpy.zeros((len(blocks), 34), numpy.uint8)
    out[:, :2] = exact.astype(numpy.float16).view(numpy.uint8).reshape(-1, 2)
    out[:, 2:] = numpy.round(blocks * inverse[:, None]).astype(numpy.int8).view(numpy.uint8)
    return Q8_0, out.tobytes()


def pair_order(weight: numpy.ndarray, heads: int) -> numpy.ndarray:
    """Rows from half-split rotation (i with i + K/2) to the pairs (2i, 2i + 1) that `llama` files rotate."""
    rows, columns = weight.shape
    return weight.reshape(heads, 2, rows // heads // 2, columns).swapaxes(1, 2).reshape(rows, columns)


def put_general(writer: Writer, shape: Shape, kind: str):
    writer.put("general.architecture", STRING, "llama")
    writer.put("general.name", STRING, "Hearth Starter")
    writer.put("general.description", STRING, "Small talk and help with Hearth; for real work add a larger model.")
    writer.put("general.license", STRING, "apache-2.0")
    writer.put("general.file_type", UINT32, FILE_TYPES[kind])
    writer.put("general.quantization_version", UINT32, 2)
    writer.put_array("general.languages", STRING, ["en"])
    writer.put("hearth.starter", BOOL, True)
    writer.put("llama.vocab_size", UINT32, shape.vocabulary)
    writer.put("llama.context_length", UINT32, shape.context)
    writer.put("llama.embedding_length", UINT32, shape.width)
    writer.put("llama.block_count", UINT32, shape.layers)
    writer.put("llama.feed_forward_length", UINT32, shape.feed_forward)
    writer.put("llama.attention.head_count", UINT32, shape.heads)
    writer.put("llama.attention.head_count_kv", UINT32, 1)
    writer.put("llama.attention.layer_norm_rms_epsilon", FLOAT32, shape.norm_epsilon)
    writer.put("llama.rope.dimension_count", UINT32, shape.head_width)
    writer.put("llama.rope.freq_base", FLOAT32, shape.rope_base)


def put_tokenizer(writer: Writer, pieces: sentencepiece.SentencePieceProcessor):
    ids = range(pieces.get_piece_size())
    kinds = [2 if pieces.is_unknown(i) else 3 if pieces.is_control(i) else 6 if pieces.is_byte(i) else 1 for i in ids]
    stop = pieces.piece_to_id("<|im_end|>")
    writer.put("tokenizer.ggml.model", STRING, "llama")
    writer.put("tokenizer.ggml.pre", STRING, "default")
    writer.put_array("tokenizer.ggml.tokens", STRING, [pieces.id_to_piece(i) for i in ids])
    writer.put_array("tokenizer.ggml.scores", FLOAT32, [pieces.get_score(i) for i in ids])
    writer.put_array("tokenizer.ggml.token_type", INT32, kinds)
    writer.put("tokenizer.ggml.bos_token_id", UINT32, pieces.bos_id())
    writer.put("tokenizer.ggml.eos_token_id", UINT32, stop)
    writer.put("tokenizer.ggml.eot_token_id", UINT32, stop)
    writer.put("tokenizer.ggml.unknown_token_id", UINT32, pieces.unk_id())
    writer.put("tokenizer.ggml.add_bos_token", BOOL, True)
    writer.put("tokenizer.ggml.add_eos_token", BOOL, False)
    writer.put("tokenizer.ggml.add_space_prefix", BOOL, False)
    writer.put("tokenizer.ggml.remove_extra_whitespaces", BOOL, False)
    writer.put("tokenizer.chat_template", STRING, TEMPLATE)


def put_tensors(writer: Writer, shape: Shape, weights, kind: str):
    matrix, table = (encode_f16, encode_f16) if kind == "f16" else (encode_q4_0, encode_q8_0)

    def put(name, value, encode):
        writer.tensor(name, value.shape, *encode(numpy.ascontiguousarray(value)))

    put("token_embd.weight", weights["embedding.weight"], table)
    put("output_norm.weight", weights["final_norm.weight"], encode_f32)
    names = {"query": "attn_q", "key": "attn_k", "value": "attn_v", "output": "attn_output", "gate": "ffn_gate", "up": "ffn_up", "down": "ffn_down"}
    for layer in range(shape.layers):
        own, to = f"layers.{layer}.", f"blk.{layer}."
        put(to + "attn_norm.weight", weights[own + "attention_norm.weight"], encode_f32)
        put(to + "ffn_norm.weight", weights[own + "feed_forward_norm.weight"], encode_f32)
        for mine, theirs in names.items():
            value = weights[f"{own}{mine}.weight"]
            if mine in ("query", "key"):
                value = pair_order(value, shape.heads if mine == "query" else 1)
            put(f"{to}{theirs}.weight", value, matrix)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--tokenizer", required=True)
    parser.add_argument("--type", choices=sorted(FILE_TYPES), default="q4_0")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    state = torch.load(arguments.checkpoint, map_location="cpu")
    shape = Shape(**state["shape"])
    weights = {name: value.float().numpy() for name, value in state["model"].items()}
    writer = Writer()
    put_general(writer, shape, arguments.type)
    put_tokenizer(writer, sentencepiece.SentencePieceProcessor(model_file=arguments.tokenizer))
    put_tensors(writer, shape, weights, arguments.type)
    writer.write(arguments.out)
    print(f"{arguments.out}: {arguments.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
