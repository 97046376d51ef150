"""A form to start from, which explains itself."""

from importlib import resources

from ..findings import Lang


def starting_form(lang: Lang) -> str:
    """The text of a whole form with its comments in a language: change it into one's own."""
    name = f"start.{lang}.toml"
    return (resources.files(__package__ or "") / name).read_text(encoding="utf-8")
