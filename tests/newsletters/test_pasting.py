"""What is pasted means the same afterwards, and nothing that runs or is fetched comes along."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parentcomms.documents.markdown import parse
from parentcomms.documents.text import to_text
from parentcomms.documents.web import to_html
from parentcomms.newsletters.pasting import markdown_from

WORD = """<html><head><style>p.MsoNormal{margin:0}</style></head>
<body lang=EN-GB><!--StartFragment-->
<h1>Sports day<o:p></o:p></h1>
<p class=MsoNormal><b>Friday</b>, <span style='mso-spacerun:yes'> </span>rain or <i>shine</i>.</p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18pt'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp;&nbsp; </span></span>
</span><![endif]>Bring water</p>
<p class=MsoListParagraphCxSpLast><![if !supportLists]><span style='mso-list:Ignore'>·<span>&nbsp;
</span></span><![endif]>Bring a hat</p>
<p class=MsoNormal><a href="https://example.org/menu">Our menu</a><img src="file:///c:/a.png"></p>
<!--EndFragment--></body></html>"""


def test_what_comes_from_word_keeps_headings_lists_bold_and_links() -> None:
    assert markdown_from(WORD) == (
        "## Sports day\n\n**Friday**, rain or *shine*.\n\n- Bring water\n- Bring a hat\n\n"
        "[Our menu](<https://example.org/menu>)"
    )


@pytest.mark.parametrize(
    ("pasted", "ours"),
    [
        ("<ul><li>One<ul><li>deep</li></ul></li><li><p>Two</p></li></ul>",
         "- One\n  - deep\n- Two"),
        ("<ol><li>First</li><li>Second</li></ol>", "1. First\n2. Second"),
        ('<b style="font-weight:normal"><p><span style="font-weight:700">Bold </span>plain</p></b>',
         "**Bold** plain"),
        ("<p>line<br>break</p>", "line\\\nbreak"),
        ("<blockquote><p>said</p></blockquote>", "> said"),
        ("<table><tr><td>Mon</td><td>PE</td></tr><tr><td>Tue</td><td>Art</td></tr></table>",
         "Mon · PE\n\nTue · Art"),
        ("<p><b></b><i> </i>nothing marked</p>", "nothing marked"),
        ("<p>1. no list</p><p># no heading</p>", "1\\. no list\n\n\\# no heading"),
    ],
)  # fmt: skip
def test_each_element_becomes_our_own(pasted: str, ours: str) -> None:
    assert markdown_from(pasted) == ours


@pytest.mark.parametrize(
    "pasted",
    [
        "<script>alert(1)</script>",
        '<p onclick="alert(1)">x</p>',
        '<a href="javascript:alert(1)">x</a>',
        '<a href="data:text/html,x">x</a>',
        '<img src="https://spy.example/p.gif">',
        "<style>p{background:url(https://spy.example)}</style>",
        '<iframe src="https://spy.example"></iframe>',
        '<svg><a href="javascript:alert(1)">x</a></svg>',
    ],
)
def test_nothing_that_runs_or_is_fetched_comes_along(pasted: str) -> None:
    shown = to_html(parse(markdown_from(pasted)), None)
    for bad in ("alert", "spy.example", "javascript", "data:", "<img", "<script"):
        assert bad not in shown


def _plain(text: str) -> str:
    return " ".join(text.split())


@given(
    st.text(st.sampled_from("aB1 .,!*_#>-+()[]<&\\`~=:/|'\"é—$^{}"), max_size=40).filter(
        lambda words: words.strip()
    )
)
def test_words_pasted_plainly_stay_these_words(words: str) -> None:
    """Whatever somebody typed elsewhere is no markup, no placeholder and no heading here."""
    document = parse(markdown_from(f"<p>{html.escape(words)}</p>"))
    assert not document.names
    assert _plain(to_text(document, {}, width=10_000)) == _plain(words)
