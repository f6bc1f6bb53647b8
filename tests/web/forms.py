"""Sending the forms of a page as a browser does."""

from __future__ import annotations

from tests.web.page import Page


def sent(client, page: Page, action: str, *, button: str | None = None, files=None, **fields) -> Page:
    """The page that answers the first form with this action; ``button`` is a word on the button that is pressed."""
    form = next(
        one for one in page.all("form") if one.get("action") == action and (button is None or _has(one, button))
    )
    values: dict[str, list[str]] = {}
    for one in form.select(
        "input[type=hidden], input:not([type]), input[type=text], input[type=url], input[type=date]"
    ):
        if one.get("name"):
            values.setdefault(one["name"], []).append(one.get("value") or "")
    for one in form.select("select"):
        chosen = one.select_one("option[selected]") or one.select_one("option")
        values[one["name"]] = [chosen["value"]]
    for one in form.select("button"):
        if one.get("name") and (button is None or button in one.text):
            values[one["name"]] = [one["value"]]
            break
    values.update({name: value if isinstance(value, list) else [value] for name, value in fields.items()})
    if form.get("enctype") == "multipart/form-data" and files is None:
        files = {"file": ("", b"")}
    return Page(client.post(action, data=values, files=files))


def _has(form, words: str) -> bool:
    return any(words in one.text for one in form.select("button"))
