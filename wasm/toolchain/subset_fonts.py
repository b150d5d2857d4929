#!/usr/bin/python3
"""Cuts the page's typeface out of a variable font: two static weights with only the characters that the page may show.

usage: subset_fonts.py FONT.ttf OUTPUT_FOLDER

Digits get their tabular form, since Dear ImGui draws glyphs by their code points alone.
"""
import pathlib
import sys

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

WEIGHTS = {"regular": 400, "semibold": 600}
CHARACTERS = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),  # Latin-1 and Latin Extended-A: the languages of Europe
    *map(ord, "ΓΔΘΛΣΦΨΩαβγδεζηθικλμνξπρστφχψω"),
    *map(ord, "–—‘’“”„†•…‰′″‹›€™"),
    *map(ord, "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻₀₁₂₃₄₅₆₇₈₉₊₋"),
    *map(ord, "←↑→↓↔↕↗↘↩↪↺↻"),
    *map(ord, "×÷−±·∂∆∏∑√∞∫≈≠≤≥"),
    *map(ord, "■□▲△▶▷▼▽◀●○✓✗"),
]


def tabular_forms(font):
    """The single substitutions of the font's tnum feature, glyph name to glyph name."""
    table = font["GSUB"].table
    forms = {}
    for record in table.FeatureList.FeatureRecord:
        if record.FeatureTag == "tnum":
            for index in record.Feature.LookupListIndex:
                for subtable in table.LookupList.Lookup[index].SubTable:
                    forms.update(getattr(subtable, "ExtSubTable", subtable).mapping)
    return forms


def cut(source, weight, target):
    font = TTFont(source)
    axes = {axis.axisTag: axis.defaultValue for axis in font["fvar"].axes}
    instancer.instantiateVariableFont(font, {**axes, "wght": weight}, inplace=True)
    forms = tabular_forms(font)
    for table in font["cmap"].tables:
        table.cmap.update({code: forms.get(table.cmap[code], table.cmap[code]) for code in map(ord, "0123456789")})
    options = Options(hinting=False, layout_features=[], name_IDs=[0, 1, 2, 13, 14], notdef_outline=True)
    options.drop_tables += ["STAT", "MVAR", "GDEF", "GPOS", "GSUB"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=CHARACTERS)
    subsetter.subset(font)
    font.save(target)


def main():
    source, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    for name, weight in WEIGHTS.items():
        cut(source, weight, folder / f"inter-{name}.ttf")


main()
