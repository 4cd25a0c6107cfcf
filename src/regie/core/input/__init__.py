"""What comes from outside: checked by type and length first, cleaned where it must be."""

from .clean import clean_html, clean_text, sanitize
from .emails import check_email
from .encode import for_html, for_script, for_url
from .file_names import check_file_name, safe_file_name
from .findings import Finding, FindingCode, Safety, is_safe
from .messages import INPUT_MESSAGES
from .texts import check_line, check_lines, check_name
from .types import Day, Email, Instant, Name, SafeFileName, ShortText, Text, Url
from .urls import HttpUrl, parse_url

__all__ = [
    "INPUT_MESSAGES",
    "Day",
    "Email",
    "Finding",
    "FindingCode",
    "HttpUrl",
    "Instant",
    "Name",
    "SafeFileName",
    "Safety",
    "ShortText",
    "Text",
    "Url",
    "check_email",
    "check_file_name",
    "check_line",
    "check_lines",
    "check_name",
    "clean_html",
    "clean_text",
    "for_html",
    "for_script",
    "for_url",
    "is_safe",
    "parse_url",
    "safe_file_name",
    "sanitize",
]
