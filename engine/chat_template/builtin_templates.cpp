#include "engine/chat_template/builtin_templates.h"

namespace hearth {
namespace {

// The formats are those of the models' own documentation; the sources are ours.
const BuiltinTemplate templates[] = {
    {"chatml", R"({% for message in messages %}
{{ '<|im_start|>' + message.role + '\n' + message.content + '<|im_end|>\n' }}
{%- endfor %}
{% if add_generation_prompt %}
{{ '<|im_start|>assistant\n' }}
{%- endif %}
)"},
    {"llama2", R"({% set ns = namespace(system='') %}
{% for message in messages %}
{% if message.role == 'system' %}
{% set ns.system = '<<SYS>>\n' + message.content + '\n<</SYS>>\n\n' %}
{% elif message.role == 'user' %}
{{ bos_token + '[INST] ' + ns.system + message.content | trim + ' [/INST]' }}
{%- set ns.system = '' %}
{% else %}
{{ ' ' + message.content | trim + ' ' + eos_token }}
{%- endif %}
{% endfor %}
)"},
    {"llama3", R"({{ bos_token }}
{%- for message in messages %}
{{ '<|start_header_id|>' + message.role + '<|end_header_id|>\n\n' + message.content | trim + '<|eot_id|>' }}
{%- endfor %}
{% if add_generation_prompt %}
{{ '<|start_header_id|>assistant<|end_header_id|>\n\n' }}
{%- endif %}
)"},
    {"mistral", R"({{ bos_token }}
{%- set ns = namespace(system='') %}
{% for message in messages %}
{% if message.role == 'system' %}
{% set ns.system = message.content + '\n\n' %}
{% elif message.role == 'user' %}
{{ '[INST] ' + ns.system + message.content + ' [/INST]' }}
{%- set ns.system = '' %}
{% else %}
{{ ' ' + message.content + eos_token }}
{%- endif %}
{% endfor %}
)"},
    {"gemma", R"({{ bos_token }}
{%- set ns = namespace(system='') %}
{% for message in messages %}
{% if message.role == 'system' %}
{% set ns.system = message.content | trim + '\n\n' %}
{% else %}
{{ '<start_of_turn>' + ('model' if message.role == 'assistant' else message.role) + '\n' + ns.system + message.content | trim + '<end_of_turn>\n' }}
{%- set ns.system = '' %}
{% endif %}
{% endfor %}
{% if add_generation_prompt %}
{{ '<start_of_turn>model\n' }}
{%- endif %}
)"},
    {"phi3", R"({% for message in messages %}
{{ '<|' + message.role + '|>\n' + message.content + '<|end|>\n' }}
{%- endfor %}
{% if add_generation_prompt %}
{{ '<|assistant|>\n' }}
{%- endif %}
)"},
    {"zephyr", R"({% for message in messages %}
{{ '<|' + message.role + '|>\n' + message.content + eos_token + '\n' }}
{%- endfor %}
{% if add_generation_prompt %}
{{ '<|assistant|>\n' }}
{%- endif %}
)"},
    {"granite", R"({% for message in messages %}
{{ '<|start_of_role|>' + message.role + '<|end_of_role|>' + message.content + '<|end_of_text|>\n' }}
{%- endfor %}
{% if add_generation_prompt %}
{{ '<|start_of_role|>assistant<|end_of_role|>' }}
{%- endif %}
)"},
    {"vicuna", R"({% for message in messages %}
{% if message.role == 'system' %}
{{ message.content + '\n\n' }}
{%- elif message.role == 'user' %}
{{ 'USER: ' + message.content + '\n' }}
{%- else %}
{{ 'ASSISTANT: ' + message.content + '</s>\n' }}
{%- endif %}
{% endfor %}
{% if add_generation_prompt %}
{{ 'ASSISTANT:' }}
{%- endif %}
)"},
    {"alpaca", R"({% for message in messages %}
{% if message.role == 'system' %}
{{ message.content + '\n\n' }}
{%- elif message.role == 'user' %}
{{ '### Instruction:\n' + message.content + '\n\n' }}
{%- else %}
{{ '### Response:\n' + message.content + '\n\n' }}
{%- endif %}
{% endfor %}
{% if add_generation_prompt %}
{{ '### Response:\n' }}
{%- endif %}
)"},
    {"deepseek", R"({{ bos_token }}
{%- for message in messages %}
{% if message.role == 'system' %}
{{ message.content + '\n\n' }}
{%- elif message.role == 'user' %}
{{ 'User: ' + message.content + '\n\n' }}
{%- else %}
{{ 'Assistant: ' + message.content + eos_token }}
{%- endif %}
{% endfor %}
{% if add_generation_prompt %}
{{ 'Assistant:' }}
{%- endif %}
)"},
    {"plain", R"({% for message in messages %}
{{ message.role | capitalize + ': ' + message.content + '\n\n' }}
{%- endfor %}
{% if add_generation_prompt %}
{{ 'Assistant:' }}
{%- endif %}
)"},
};

} // namespace

std::span<const BuiltinTemplate> builtin_templates() {
    return templates;
}

} // namespace hearth
