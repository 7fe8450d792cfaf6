"""What is wrong, and how to repair it, in words a clerk can act on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

FORMAT_AS_TEXT = _("先把该列设为“文本”格式，再照证件重新录入；改格式不能找回已丢失的数字")

CELLS: dict[str, tuple[Any, Any]] = {
    "required": (_("未填写"), _("此列必填")),
    "not_text": (_("内容不是文字"), _("请按文字填写")),
    "not_name": (_("不像姓名"), _("一格填一个姓名，不含数字")),
    "too_long": (_("超过 %(limit)s 字"), _("请缩短")),
    "digits_lost": (_("号码按数字录入，末几位已丢失"), FORMAT_AS_TEXT),
    "zeros_lost": (_("号码按数字录入，开头的 0 可能已丢失"), FORMAT_AS_TEXT),
    "certificate": (_("不像证件号码"), _("照证件填写 5 至 30 位字母、数字或汉字，不含其他符号")),
    "bank_card": (
        _("应为 12 至 19 位数字，现为 %(n)s 位"),
        _("对照银行卡填写；该列设为“文本”格式"),
    ),
    "id_length": (_("应为 18 位，现为 %(n)s 位"), _("对照身份证补全；该列设为“文本”格式")),
    "id_fifteen": (_("是 15 位旧号码"), _("请填写 18 位公民身份号码")),
    "id_shape": (_("地区码或出生日期不对"), _("对照身份证逐位核对")),
    "id_digit": (_("末位校验码不对"), _("多半录错了一位，对照身份证逐位核对")),
    "code_length": (_("应为 18 位，现为 %(n)s 位"), _("对照证照填写 18 位统一社会信用代码")),
    "code_sign": (
        _("含有不会出现的字符 %(signs)s"),
        _("代码中没有字母 I、O、S、V、Z，可能是 1、0、5、2"),
    ),
    "code_digit": (_("末位校验码不对"), _("多半录错了一位，对照证照逐位核对")),
    "phone_length": (_("应为 11 位"), _("手机号 11 位；座机写成 0855-8221234")),
    "phone": (_("不是电话号码"), _("手机号 11 位；座机写成 0855-8221234；一格填一个")),
    "yes_no": (_("应为“是”或“否”"), _("填写 是、否、√、×，或留空表示否")),
    "choice_near": (_("不在可选项中"), _("是否为“%(near)s”？")),
    "choice": (_("不在可选项中"), _("可填：%(choices)s")),
    "date": (_("不是日期"), _("写成 2023-03-05 或 2023年3月")),
    "date_none": (_("没有这一天"), _("核对年月日，写成 2023-03-05")),
    "date_year": (_("只有年份 %(year)s"), _("至少写到月，例如 %(year)s-03")),
    "date_october": (
        _("分不清 %(year)s 年 1 月还是 10 月"),
        _("按数字录入时 %(year)s.10 会变成 %(year)s.1，请写成 %(year)s-10 或 %(year)s-01"),
    ),
    "number": (_("不是数字"), _("只填数字，单位写在表头")),
    "whole": (_("应为整数"), _("去掉小数")),
    "decimals": (_("小数超过 %(n)s 位"), _("保留 %(n)s 位小数；留意表头单位是元还是万元")),
    "minimum": (_("不能小于 %(n)s"), _("请核对")),
    "maximum": (_("不能大于 %(n)s"), _("请核对；留意表头单位是元还是万元")),
    "formula": (_("公式没有算出结果"), _("在 Excel 中打开并保存一次，或“选择性粘贴—数值”后再上传")),
    "error": (_("单元格是错误值（如 #N/A）"), _("改正公式，或直接填写内容")),
}
"""Code of `Bad` → (problem, suggestion)."""

FILES: dict[str, Any] = {
    "empty_file": _("文件是空的，请重新选择"),
    "too_big": _("文件超过 %(mb)s MB，请删去图片或分几次导入"),
    "not_excel": _("这不是 Excel 文件，请上传 .xlsx、.xls 或 .csv"),
    "encrypted": _("文件设有打开密码，请在 Excel 中取消密码后再上传"),
    "web_page": _("这个文件其实是网页，请用 Excel 打开后“另存为”.xlsx 再上传"),
    "ods": _("暂不支持 .ods，请“另存为”.xlsx 再上传"),
    "xlsb": _("暂不支持 .xlsb，请“另存为”.xlsx 再上传"),
    "damaged": _("文件已损坏或不完整，请在 Excel 中打开并“另存为”新文件后再上传"),
    "bomb": _("文件解开后异常巨大，已拒绝；请把数据复制到新模板后再上传"),
    "too_many_sheets": _("工作表超过 %(n)s 个，请只保留要导入的一个"),
    "too_wide": _("表格超过 %(n)s 列，请删去右侧多余的列后再上传"),
    "too_long": _("表格超过 %(n)s 行，请删去下方多余的行或分几次导入"),
    "too_many_cells": _("表格太大，请删去右侧和下方多余的单元格，或分几次导入"),
    "too_many_strings": _("文件中文字过多，请分几次导入"),
    "too_heavy": _("读取这个文件占用过多内存或时间，已停止；请分几次导入"),
    "encoding": _("看不懂文件的文字编码，请用 Excel 打开后“另存为”.xlsx 再上传"),
    "head_missing": _("没有找到表头。表头应包含：%(labels)s。请使用下载的模板"),
    "column_missing": _("表头缺少必填列：%(labels)s；文件中没有认出的列：%(unknown)s"),
    "column_twice": _("表头“%(label)s”出现了两次，请改名或删去一列"),
    "wrong_template": _("这是“%(title)s”的模板，请使用本页的模板"),
    "no_rows": _("工作表“%(sheet)s”的表头下面没有数据"),
}
"""Code of `prescan.Unreadable` → sentence."""


def about_cell(code: str, words: Mapping[str, Any]) -> tuple[str, str]:
    """Problem and suggestion of one cell."""
    problem, suggestion = CELLS[code]
    return str(problem) % words, str(suggestion) % words


def about_file(code: str, words: Mapping[str, Any]) -> str:
    """The sentence that refuses a whole file."""
    return str(FILES[code]) % words
