"""How a dialogue becomes tokens: the one place that the training, the evaluation and the exported template share."""

TEMPLATE = (
    "{{ bos_token }}{% for message in messages %}"
    "{{ '<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>' + '\\n' }}"
    "{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}"
)


class ChatFormat:
    def __init__(self, pieces):
        """`pieces`: a sentencepiece processor. Text of a message is never parsed for control tokens."""
        self.pieces = pieces
        self.begin, self.end = pieces.piece_to_id("<|im_start|>"), pieces.piece_to_id("<|im_end|>")
        self.newline = pieces.encode("\n")

    def header(self, role):
        return [self.begin] + self.pieces.encode(role + "\n")

    def prompt(self, turns):
        """Tokens of [(role, text)…] up to where the assistant's answer begins."""
        tokens = [self.pieces.bos_id()]
        for role, text in turns:
            tokens += self.header(role) + self.pieces.encode(text) + [self.end] + self.newline
        return tokens + self.header("assistant")

    def example(self, turns, answer_weight=100, other_weight=20):
        """(tokens, weights): every assistant turn is learned fully, what users say a little, frames not at all."""
        tokens, weights = [self.pieces.bos_id()], [0]
        for role, text in turns:
            head, body = self.header(role), self.pieces.encode(text)
            weight = answer_weight if role == "assistant" else other_weight if role == "user" else 0
            tokens += head + body + [self.end] + self.newline
            weights += [0] * len(head) + [weight] * len(body) + [weight] + [0] * len(self.newline)
        return tokens, weights
