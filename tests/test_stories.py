"""Stories: copies of one text agree, different texts do not, and edits at the edges do not count."""

from __future__ import annotations

import random
import re

from hypothesis import given
from hypothesis import strategies as st
from records import record

from newscrawl.stories import assign_story, fingerprint

WORDS = "山河湖海田野村镇街桥路灯书画茶酒米面花草树木风雨云雪春夏秋冬东西南北人口车船布帛金石"


def text(seed: int, sentences: int = 12) -> list[str]:
    """Sentences of 20 to 50 characters that no other seed gives."""
    dice = random.Random(seed)
    return ["".join(dice.choices(WORDS, k=dice.randint(20, 50))) + "。" for _ in range(sentences)]


def test_a_story_is_named_by_a_short_digest() -> None:
    story = assign_story(record()).story
    assert story is not None
    assert story.startswith("s-")
    assert len(story) == 18
    assert int(story[2:], 16) >= 0


def test_spaces_punctuation_and_width_do_not_count() -> None:
    plain = "".join(text(1)).replace("。", "1。")
    dressed = "\n\n".join(text(1)).replace("。", " １。").replace("山", "山 ")
    assert fingerprint(plain) == fingerprint(dressed)


def test_first_and_last_sentence_do_not_count() -> None:
    body = text(2)
    copy = ["本报江州3月12日讯（记者林晓禾）", *body[1:-1], "原文刊于江州日报第三版，略有删节。"]
    assert fingerprint("".join(body)) == fingerprint("".join([body[0], *copy[1:-1], body[-1]]))
    assert fingerprint("".join(body)) == fingerprint("".join(["东山新闻网消息" + body[0], *body[1:]]))


def test_copies_with_one_edited_sentence_mostly_agree() -> None:
    agreed = 0
    for seed in range(200):
        body = text(seed)
        edited = [*body]
        place = random.Random(seed).randrange(len(body))
        edited[place] = "编辑" + edited[place]
        agreed += fingerprint("".join(body)) == fingerprint("".join(edited))
    assert agreed >= 150


def test_different_articles_do_not_agree() -> None:
    assert len({fingerprint("".join(text(seed))) for seed in range(500)}) == 500


def test_one_shared_sentence_seldom_makes_one_story() -> None:
    shared = "据了解，江州市位于东山省南部，全市常住人口三百二十万，下辖五区四县，是全国卫生城市。"
    stories = {fingerprint("".join([*text(seed)[:6], shared, *text(seed)[6:]])) for seed in range(100)}
    assert len(stories) >= 85


def test_a_short_text_is_recognized_as_a_whole_or_not_at_all() -> None:
    assert fingerprint("") is None
    assert fingerprint("图为现场。") is None
    assert fingerprint("一二三四五六七八九十。" * 3) == fingerprint("一二三四五六七八九十，" * 3)


@given(st.text(st.characters(exclude_categories=[])), st.sampled_from([" ", "，", "\u3000", "——"]))
def test_any_text_has_a_fingerprint_or_none(body: str, noise: str) -> None:
    story = fingerprint(body)
    assert story is None or re.fullmatch(r"s-[0-9a-f]{16}", story)
    assert fingerprint(noise + body + noise) == story
