"""Telegram's HTML: what it becomes, and the words for what is wrong."""

import pytest

from bot.local.errors import ApiError
from bot.local.html_text import HtmlText


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("plain", "plain", []),
        ("<b>a</b>", "a", [("bold", 0, 1)]),
        ("<strong>a</strong><em>b</em>", "ab", [("bold", 0, 1), ("italic", 1, 1)]),
        (
            "<ins>a</ins><del>b</del><strike>c</strike>",
            "abc",
            [("underline", 0, 1)] + [("strikethrough", n, 1) for n in (1, 2)],
        ),
        ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
        ("<B>a</B>", "a", [("bold", 0, 1)]),
        ("<b>a</>", "a", [("bold", 0, 1)]),
        ('<span class="tg-spoiler">a</span>', "a", [("spoiler", 0, 1)]),
        ("<tg-spoiler>a</tg-spoiler>", "a", [("spoiler", 0, 1)]),
        ("<blockquote>a</blockquote>", "a", [("blockquote", 0, 1)]),
        ("<blockquote expandable>a</blockquote>", "a", [("expandable_blockquote", 0, 1)]),
        ("<pre>a</pre><code>b</code>", "ab", [("pre", 0, 1), ("code", 1, 1)]),
        ("&lt;&gt;&amp;&quot;&#1103;&#x44f;", '<>&"яя', []),
        ("😀<b>Я</b>", "😀Я", [("bold", 2, 1)]),
        ("<b></b>a", "a", []),
        ("2 > 1", "2 > 1", []),
    ],
)
def test_html_becomes_text_and_entities(source: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    parsed = HtmlText(source)
    assert parsed.text == text
    assert [(one["type"], one["offset"], one["length"]) for one in parsed.entities] == entities


@pytest.mark.parametrize(
    ("source", "extra"),
    [
        ('<a href="https://a.b/?x=1&amp;y=2">t</a>', {"url": "https://a.b/?x=1&y=2"}),
        ("<a href='tg://user?id=7'>t</a>", {"user": {"id": 7}}),
        ('<pre><code class="language-python">t</code></pre>', {"language": "python"}),
        ('<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>', {"custom_emoji_id": "5368324170671202286"}),
    ],
)
def test_attributes_reach_the_entity(source: str, extra: dict[str, object]) -> None:
    (entity,) = HtmlText(source).entities
    assert {name: entity[name] for name in extra} == extra


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("a <b", "Unclosed start tag at byte offset 2"),
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<p>a</p>", 'Unsupported start tag "p" at byte offset 0'),
        ("Я <ООО Ромашка>", 'Unsupported start tag "ооо" at byte offset 3'),
        ("a <3 b", 'Unsupported start tag "3" at byte offset 2'),
        ("<br/>", 'Unsupported start tag "br/" at byte offset 0'),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<a "x">a</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href=>a</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a>a</a>", "Wrong link at byte offset 4"),
        ("<tg-emoji>a</tg-emoji>", "Invalid custom emoji identifier specified at byte offset 11"),
        ("AT&T", "Unsupported HTML entity at byte offset 2"),
        ("Я&nbsp;", "Unsupported HTML entity at byte offset 2"),
    ],
)
def test_broken_html_is_refused_in_telegrams_words(source: str, words: str) -> None:
    with pytest.raises(ApiError) as refusal:
        HtmlText(source)
    assert str(refusal.value) == f"Bad Request: can't parse entities: {words}"
