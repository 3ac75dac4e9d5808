// What the language must do; expected texts are Python's and Jinja's own. Apart from the test, because moc
// does not read past raw strings.
#pragma once

struct LanguageRow {
    const char* source;
    const char* expected;
};

inline constexpr LanguageRow language_rows[] = {
    // White space control: trim_blocks and lstrip_blocks.
    {"a\n  {% if t %}\nb\n  {% endif %}\nc\n", "a\nb\nc"},
    {"a \n  {%- if t -%}\n  b  \n{%- endif %} c", "ab c"},
    {"  {%+ if t %}x{% endif %}", "  x"},
    {"{% if t +%}\nx{% endif %}", "\nx"},
    {"x {# note #}\n y", "x  y"},
    {"  {# note #}\ny", "y"},
    {"{% raw %}{{ x }}{% endraw %}", "{{ x }}"},
    {"{{ '}}' }}{{ {'a': {'b': 1}}['a']['b'] }}", "}}1"},
    // Values as Python prints them.
    {"{{ [1, 2.0, 'a', \"it's\", true, none, (1,), {'k': [1]}] }}",
     "[1, 2.0, 'a', \"it's\", True, None, (1,), {'k': [1]}]"},
    {"{{ 1e16 }} {{ 1e15 }} {{ 0.1 + 0.2 }} {{ 1e-5 }} {{ 100.0 }}",
     "1e+16 1000000000000000.0 0.30000000000000004 1e-05 100.0"},
    {"{{ 7 / 2 }} {{ 6 / 2 }} {{ -7 // 2 }} {{ -7 % 3 }} {{ 2 ** 10 }} {{ 2 ** -1 }} {{ 7.5 // 2 }}",
     "3.5 3.0 -4 2 1024 0.5 3.0"},
    {"{{ true + 1 }} {{ 'a' * 3 }} {{ [1] + [2] }} {{ '%s is %d' % ('x', 3) }} {{ '%.2f' % 1.005 }}",
     "2 aaa [1, 2] x is 3 1.00"},
    {"{{ 'a' ~ 1 ~ none ~ t }}", "a1NoneTrue"},
    {"{{ 'é\\n\\t\\u00e9' }}", "é\n\té"},
    {"{{ ['é\\n\\'\"'] }}", "['é\\n\\'\"']"},
    // Comparison and logic.
    {"{{ 1 < 2 < 3 }} {{ 1 < 3 < 2 }} {{ 'b' in 'abc' }} {{ 4 not in [1, 2] }} {{ 1 == 1.0 }} {{ 'a' == 1 }}",
     "True False True True True False"},
    {"{{ not t or 5 }} {{ 0 or 'x' }} {{ '' and 1 }}|{{ 3 if n else 4 }} {{ 'y' if n }}|", "5 x |4 |"},
    {"{{ -2|abs }} {{ 2 + 3 * 4 }} {{ (2 + 3) * 4 }} {{ 10 - 2 - 3 }}", "2 14 20 5"},
    // Undefined.
    {"[{{ missing }}][{{ missing|length }}][{{ d.nothing }}][{{ missing == other }}]{% for x in missing %}{% "
     "else %}none{% endfor %}",
     "[][0][][True]none"},
    {"{{ missing is defined }} {{ d.a is defined }} {{ missing|default('z') }} {{ ''|default('z', true) }} "
     "{{ n|default('z') }}",
     "False True z z None"},
    // Attributes and items.
    {"{{ d.a }} {{ d['items'] }} {{ d.items()|list }} {{ d.get('q', 9) }} {{ d.keys()|list }}",
     "x 3 [('b', 1), ('a', 'x'), ('items', 3)] 9 ['b', 'a', 'items']"},
    {"{{ messages[-1].content }} {{ messages[0]['role'] }} {{ 'abc'[1] }} {{ [1, 2, 3, 4][1:3] }} {{ "
     "'abcdef'[::-2] }} {{ 'añb'[1:] }} {{ [1, 2, 3][:-1] }}",
     "Yo user b [2, 3] fdb ñb [1, 2]"},
    // Loops.
    {"{% for m in messages %}{{ loop.index }}/{{ loop.length }}{{ m.content }}{{ ',' if not loop.last }}{% "
     "endfor %}",
     "1/2Hi,2/2Yo"},
    {"{% for i in range(6) if i % 2 %}{{ i }}{{ loop.first }}{{ loop.previtem }}{{ loop.nextitem }} {% "
     "endfor %}",
     "1True3 3False15 5False3 "},
    {"{% for i in range(9) %}{% if i == 2 %}{% continue %}{% endif %}{% if i == 4 %}{% break %}{% endif %}{{ "
     "i }}{% endfor %}",
     "013"},
    {"{% for k, v in d.items() %}{{ k }}={{ v }};{% endfor %}", "b=1;a=x;items=3;"},
    {"{% for a in [[1, [2, [3]]]] recursive %}{{ loop.depth }}{% if a is iterable %}{{ loop(a) }}{% endif "
     "%}{% endfor %}",
     "122334"},
    {"{% for i in [1, 1, 2] %}{{ loop.cycle('a', 'b') }}{{ loop.changed(i) }} {% endfor %}",
     "aTrue bFalse aTrue "},
    // Scopes.
    {"{% set x = 1 %}{% for i in [1, 2] %}{{ x }}{% set x = 5 %}{% endfor %}{{ x }}", "111"},
    {"{% set ns = namespace(x=1) %}{% for i in [1, 2] %}{% set ns.x = ns.x + i %}{% endfor %}{{ ns.x }}",
     "4"},
    {"{% if t %}{% set y = 2 %}{% endif %}{{ y }}", "2"},
    {"{% set a, b = 1, (2, 3) %}{{ a }}{{ b }}{% set c %}<{{ a }}>{% endset %}{{ c }}{% set u | upper %}ab{% "
     "endset %}{{ u }}",
     "1(2, 3)<1>AB"},
    {"{% with a = 3 %}{{ a }}{% endwith %}{{ a }}", "3"},
    // Macros.
    {"{% macro m(a, b=2) %}[{{ a }}{{ b }}{{ varargs }}{{ kwargs }}]{% endmacro %}{{ m(1) }}{{ m(1, 5, 6, "
     "k=7) }}{{ m(b=1, a=0) }}",
     "[12(){}][15(6,){'k': 7}][01(){}]"},
    {"{% macro w() %}<{{ caller('x') }}>{% endmacro %}{% call(y) w() %}{{ y }}!{% endcall %}", "<x!>"},
    {"{% macro f(n) %}{{ n }}{% if n > 0 %}{{ f(n - 1) }}{% endif %}{% endmacro %}{{ f(3) }}", "3210"},
    {"{% filter upper %}a{{ 'b' }}{% endfilter %}{% generation %}g{% endgeneration %}", "ABg"},
    // Filters.
    {"{{ words|sort }} {{ words|sort(reverse=true) }} {{ words|join('-') }} {{ words|first }} {{ words|last "
     "}} {{ words|map('upper')|list }}",
     "['Apple', 'fig', 'pear'] ['pear', 'fig', 'Apple'] pear-Apple-fig pear fig ['PEAR', 'APPLE', 'FIG']"},
    {"{{ messages|map(attribute='role')|join(',') }} {{ messages|selectattr('role', 'equalto', "
     "'user')|list|length }} {{ [1, 0, 2]|select|list }} {{ [1, 2, 3]|reject('odd')|list }}",
     "user,assistant 1 [1, 2] [2]"},
    {"{{ [3, 1, 3, 2]|unique|list }} {{ [1, 2, 3]|sum }} {{ [1, 5, 2]|max }} {{ [1, 2, 3, 4, "
     "5]|batch(2)|list }} {{ d|dictsort }}",
     "[3, 1, 2] 6 5 [[1, 2], [3, 4], [5]] [('a', 'x'), ('b', 1), ('items', 3)]"},
    {"{{ 'a\nb\n\nc'|indent(2) }}|{{ 'hello world'|title }}|{{ 'hELLO'|capitalize }}|{{ ' x '|trim }}|{{ 'a "
     "b c'|replace(' ', '') }}",
     "a\n  b\n\n  c|Hello World|Hello|x|abc"},
    {"{{ '3.7'|float }} {{ '12'|int }} {{ 'x'|int(5) }} {{ 3.99|int }} {{ 2.5|round }} {{ 1234.567|round(2) "
     "}} {{ 3|string ~ 4 }}",
     "3.7 12 5 3 2.0 1234.57 34"},
    {"{{ d|tojson }} {{ [1, 'é', none, 2.0]|tojson }} {{ '<a>'|tojson }}",
     "{\"b\": 1, \"a\": \"x\", \"items\": 3} [1, \"é\", null, 2.0] \"<a>\""},
    {"{{ {'a': [1, {}], 'b': []}|tojson(indent=2) }}", "{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": []\n}"},
    {"{{ {'b': 1, 'a': 'é'}|tojson(sort_keys=true, ensure_ascii=true, separators=(',', ':')) }}",
     "{\"a\":\"\\u00e9\",\"b\":1}"},
    {"{{ 'x'|e }}{{ '<&>'|escape }} {{ 'a b'|urlencode }} {{ 'one two'|wordcount }}",
     "x&lt;&amp;&gt; a%20b 2"},
    // Tests.
    {"{{ 3 is odd }} {{ 4 is divisibleby 2 }} {{ d is mapping }} {{ words is sequence }} {{ 'a' is string }} "
     "{{ 1 is number }} {{ t is boolean }} {{ n is none }} {{ 2 is in [1, 2] }} {{ 1 is not string }}",
     "True True True True True True True True True True"},
    {"{{ 1 is integer }} {{ true is integer }} {{ 1.0 is float }} {{ 'a' is iterable }} {{ 5 is iterable }} "
     "{{ 3 is gt 2 }} {{ 'ab' is lower }}",
     "True False True True False True True"},
    // Methods.
    {"{{ ' a '.strip() }}|{{ 'xxa'.lstrip('x') }}|{{ 'a,b,c'.split(',', 1) }}|{{ ' a  b '.split() }}|{{ "
     "'a-b'.upper().lower() }}|{{ 'abc'.startswith(('x', 'a')) }}",
     "a|a|['a', 'b,c']|['a', 'b']|a-b|True"},
    {"{{ 'aXbX'.replace('X', '-', 1) }} {{ 'abc'.find('c') }} {{ 'a'.join(['1', '2']) }} {{ "
     "'{}-{x}'.format(1, x=2) }} {{ '12'.isdigit() }} {{ 'ab'.title() }} {{ 'a\nb'.splitlines() }}",
     "a-bX 2 1a2 1-2 True Ab ['a', 'b']"},
    {"{{ 'a=b=c'.rsplit('=', 1) }} {{ 'abc'.removeprefix('a') }} {{ 'x'.center(5) }}| {{ '7'.zfill(3) }} {{ "
     "'a.b'.partition('.') }}",
     "['a=b', 'c'] bc   x  | 007 ('a', '.', 'b')"},
    {"{{ strftime_now('%d %b %Y') }}", "15 Jan 2025"},
};

inline constexpr LanguageRow broken_rows[] = {
    {"a\n{% if %}x{% endif %}", "line 2"},
    {"\n\n{% for x in y %}", "line 3: block \"for\" without its \"endfor\""},
    {"{{ 1 | nothing }}", "unknown filter \"nothing\""},
    {"{{ 1 is nothing }}", "unknown test \"nothing\""},
    {"{% nothing %}", "unknown block \"nothing\""},
    {"{% include 'x' %}", "not supported"},
    {"{{ 'a }}", "closing quote"},
    {"{{ a.b.c }}", "\"a\" is undefined"},
    {"x\n{{ a + 1 }}", "line 2: \"a\" is undefined"},
    {"{{ 1 + 'a' }}", "\"+\" does not work between int and str"},
    {"{{ raise_exception('no system role') }}", "no system role"},
    {"{{ 1 // 0 }}", "division by zero"},
    {"{{ messages.append(1) }}", "can't be changed"},
    {"{% macro m(a) %}{% endmacro %}{{ m(1, 2) }}", "at most 1"},
    {"{{ missing() }}", "\"missing\" is undefined"},
    {"{{ 1 ] }}", "unexpected \"]\""},
    {"{# never closed", "comment"},
    {"{{ x|tojson }}", "JSON"},
};

inline constexpr const char* hostile_templates[] = {
    "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
    "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
    ("{% set ns = namespace(x='aaaaaaaaaa') %}{% for i in range(99) %}{% set ns.x = ns.x + ns.x %}{% endfor "
     "%}{{ ns.x }}"),
    "{% set ns = namespace(x=[]) %}{% for i in range(9999) %}{% set ns.x = [ns.x] %}{% endfor %}{{ ns.x }}",
    "{% for i in range(99999) %}aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa{% endfor %}",
    "{{ 'a' * 999999999 }}",
    "{{ range(9999999) }}",
    "{% for x in [1] recursive %}{{ loop([1]) }}{% endfor %}",
    "{{ 'x'.ljust(99999999999) }}",
    "{{ 'aaaaaaaaaaaaaaaaaaaaaaaa'.replace('a', 'b' * 9999999) }}",
};

// Each must carry the control token of the message as data.
inline constexpr const char* marked_expressions[] = {
    "messages[0].content",
    "messages[0]['content'] ~ 'x'",
    "'x' + messages[0].content",
    "messages[0].content | upper",
    "messages[0].content | trim | replace('a', 'c')",
    "messages[0].content.split(' ')[1]",
    "messages[0].content[2:12]",
    "messages | tojson",
    "messages",
    "messages[0].content | indent(2, true)",
    "messages[0].items() | list",
    "messages[0].values() | join(', ')",
    "'%s!' % messages[0].content",
    "'{}!'.format(messages[0].content)",
    "messages | map(attribute='content') | first",
    "messages[0].content | title",
    "'x'.join([messages[0].content])",
    "'axa'.replace('x', messages[0].content)",
    "messages[0].content | list | join",
    "messages[0].content | reverse | reverse",
    "(messages[0].content if true else '')",
    "dict(a=messages[0].content).a",
};
