"""Properties of the grammar of credits: what is put together comes apart; noise neither raises nor stalls."""

from __future__ import annotations

import re
import time
from importlib import import_module
from pkgutil import iter_modules

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newscrawl.grammar.bylines as grammar
from newscrawl.grammar import names
from newscrawl.grammar.bylines import (
    is_byline,
    read_bulleted,
    read_credits,
    read_editors,
    read_lead,
    read_origin,
    read_signature,
    read_slot,
    read_tail,
    split_byline_tail,
    split_photo_credit,
)
from newscrawl.knowledge.surnames import COMPOUND_SURNAMES, DOUBTFUL_SURNAMES, SURNAMES

READERS = (
    is_byline, read_bulleted, read_credits, read_editors, read_lead, read_origin, read_signature, read_slot,
    read_tail, split_byline_tail, split_photo_credit,
)  # fmt: skip

surnames = st.sampled_from(sorted("赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨何吕施张孔曹严魏陶姜谢邹喻苏潘葛彭郎鲁韦"))
compounds = st.sampled_from(["欧阳", "司马", "上官", "诸葛", "慕容", "令狐"])
given_names = st.text("晓舟远秋禾帆敏楠杰琳博宇晨曦涵瑶", min_size=1, max_size=2)
people = st.one_of(
    st.tuples(surnames, given_names).map("".join), st.tuples(compounds, given_names).map("".join)
)
lists = st.lists(people, min_size=1, max_size=3, unique=True)
outlets = st.sampled_from(["", "本报", "江洲日报", "江洲新闻", "上江都市报", "江洲网·掌上江洲", "云岭在线"])
titles = st.sampled_from(["记者", "见习记者", "首席记者", "通讯员", "实习生", "特约评论员", "全媒体记者"])
commas = st.sampled_from(["、", " ", "，", "　", " 、"])
desks = st.sampled_from(["责编", "责任编辑", "编辑", "校对", "监制"])
colons = st.sampled_from(["：", ":", "： ", "|", "丨", "/"])
groups = st.tuples(outlets, titles, lists, st.sampled_from(["", " "]), commas)
frames = st.sampled_from(["{}", "（{}）", "({})", "【{}】", "■{}", "[ {} ]", "  {}  "])


def written(group):
    outlet, title, persons, gap, comma = group
    return f"{outlet}{title}{gap}{comma.join(persons)}"


@given(st.lists(groups, min_size=1, max_size=3), frames)
def test_a_byline_of_roles_outlets_and_names_comes_apart(parts, frame):
    line = frame.format(" ".join(written(part) for part in parts))
    got = [(r.credit.name, r.credit.role) for r in read_credits(line)]
    assert got == [(name, title) for _, title, persons, _, _ in parts for name in persons]
    assert is_byline(line)


@given(groups)
def test_the_outlet_in_front_of_a_title_is_the_organisation(part):
    outlet = part[0]
    orgs = {r.credit.org for r in read_credits(written(part))}
    assert orgs == {outlet if outlet not in ("", "本报") else None}


@given(st.lists(st.tuples(desks, colons, lists), min_size=1, max_size=3), frames)
def test_editors_come_apart(parts, frame):
    line = frame.format(" ".join(f"{desk}{colon}{'、'.join(persons)}" for desk, colon, persons in parts))
    got = [(r.credit.name, r.credit.role) for r in read_editors(line)]
    assert got == [(name, desk) for desk, _, persons in parts for name in persons]
    assert read_credits(line) == []


@given(people, st.from_regex(r"[A-Z]{2}\d{3,5}", fullmatch=True), st.sampled_from(["_", " ", ""]))
def test_a_staff_code_is_no_part_of_the_name(name, code, joint):
    assert [r.credit.name for r in read_editors(f"责任编辑：{name}{joint}{code}")] == [name]


@given(groups, st.sampled_from(["园区已全部开放。", "他说：“好。”", "你来过吗？"]))
def test_a_credit_behind_a_sentence_is_cut_off_whole(part, sentence):
    credit = written(part)
    assert split_byline_tail(sentence + credit) == (sentence, credit)
    assert split_byline_tail(f"{sentence}（{credit}）") == (sentence, f"（{credit}）")


@given(lists, st.sampled_from(["江洲新网5月1日电", "本报讯", "江洲网消息"]), st.sampled_from(["", " "]))
def test_a_dateline_credits_the_names_in_its_brackets(persons, dateline, gap):
    text = f"{dateline}{gap}（记者{'、'.join(persons)}）园区已全部开放。"
    assert [r.credit.name for r in read_lead(text)] == persons


@given(people)
def test_a_padded_name_of_two_characters_is_one_name(name):
    padded = "　".join(name) if len(name) == 2 else name
    assert [r.credit.name for r in read_credits(f"记者 {padded}")] == [name]


@given(people, st.sampled_from(["江洲老城的清晨。", "启动仪式现场 "]), st.sampled_from(["", " ", "记者 "]))
def test_a_photographer_is_told_from_the_picture(name, caption, title):
    text = f"{caption}{title}{name} 摄"
    assert split_photo_credit(text)[0] == caption.strip()
    assert [r.credit.name for r in read_credits(split_photo_credit(text)[1] or "")] == [name]


@given(
    st.text("记者 通讯员作文图摄：:/|（）()【】、，。张王李责任编辑123_A报道讯电日月系·■\n　", max_size=260)
)
def test_noise_never_raises(text):
    for read in READERS:
        read(text)
    for reading in read_credits(text) + read_editors(text):
        assert reading.credit.name
        assert 0 <= reading.start < reading.end <= len(text)


@given(st.text(max_size=200))
def test_any_text_never_raises(text):
    for read in READERS:
        read(text)


SEEDS = ["记者", "文/", "（", "作者：", "摄 ", "图片由", "1月", "A ", "首席", "对此文", "。（", "作 ", "记者 张三", "研究员", "责编：a", "资料图", "讯（"]  # fmt: skip


@pytest.mark.parametrize("seed", SEEDS)
def test_readers_take_no_more_time_for_long_texts(seed):
    text = seed * (100_000 // len(seed))
    began = time.process_time()
    for read in READERS:
        read(text)
    assert time.process_time() - began < 5


def test_expressions_are_linear():
    patterns = [
        value
        for module in (
            names,
            *(import_module(f"{grammar.__name__}.{m.name}") for m in iter_modules(grammar.__path__)),
        )
        for value in vars(module).values()
        if isinstance(value, re.Pattern)
    ]
    assert len(patterns) > 10
    for pattern in patterns:
        for seed in SEEDS:
            text = seed * (20_000 // len(seed))
            began = time.process_time()
            sum(1 for _ in pattern.finditer(text))
            assert time.process_time() - began < 1, (pattern.pattern[:60], seed)


def test_surnames_are_single_characters_and_the_doubtful_are_among_them():
    assert all(len(surname) == 1 for surname in SURNAMES)
    assert all(len(surname) == 2 for surname in COMPOUND_SURNAMES)
    assert DOUBTFUL_SURNAMES <= SURNAMES
    assert len(SURNAMES) > 600
